import { dayNumber, dayNumberOf, sessionDate, weekdayOfDayNumber } from '../time/session-date.js';
import { easterSunday } from './easter-sunday.js';

const [sunday, monday, thursday, saturday] = [0, 1, 4, 6];

/** Weekdays on which the exchange stayed closed for a reason that no rule foresees. */
const specialClosures: ReadonlySet<string> = new Set([
  '1994-04-27', // Funeral of President Nixon.
  '2001-09-11', // Attacks of 11 September, to the 14th.
  '2001-09-12',
  '2001-09-13',
  '2001-09-14',
  '2004-06-11', // Mourning for President Reagan.
  '2007-01-02', // Mourning for President Ford.
  '2012-10-29', // Hurricane Sandy.
  '2012-10-30',
  '2018-12-05', // Mourning for President G. H. W. Bush.
  '2025-01-09', // Mourning for President Carter.
]);

const specialDays = [...specialClosures].map((date) => dayNumberOf(sessionDate(date)));

/**
 * The days of a year, as day numbers, on which the New York Stock Exchange does not open although
 * they are weekdays. Right for 1990 and later.
 *
 * A holiday on a Saturday is kept on the Friday before, on a Sunday on the Monday after; only New
 * Year's Day on a Saturday is not kept at all. Martin Luther King Day is kept since 1998,
 * Juneteenth since 2022.
 *
 * Source: NYSE Rule 7.2 (Holidays); NYSE, list of special closings since 1885.
 */
export function closuresOfYear(year: number): ReadonlySet<number> {
  const january1 = dayNumber(year, 1, 1);
  const closures = [
    ...(weekdayOfDayNumber(january1) === saturday ? [] : [kept(january1)]),
    ...(year < 1998 ? [] : [nthWeekday(dayNumber(year, 1, 1), monday, 3)]),
    nthWeekday(dayNumber(year, 2, 1), monday, 3), // Washington's Birthday.
    easterSunday(year) - 2, // Good Friday.
    nthWeekday(dayNumber(year, 5, 25), monday, 1), // Memorial Day, the last Monday of May.
    ...(year < 2022 ? [] : [kept(dayNumber(year, 6, 19))]),
    kept(dayNumber(year, 7, 4)),
    nthWeekday(dayNumber(year, 9, 1), monday, 1), // Labor Day.
    thanksgivingOfYear(year),
    kept(dayNumber(year, 12, 25)),
  ];
  return new Set([...closures, ...specialDays]);
}

/** Thanksgiving, the fourth Thursday of November, as a day number. */
export function thanksgivingOfYear(year: number): number {
  return nthWeekday(dayNumber(year, 11, 1), thursday, 4);
}

function kept(holiday: number): number {
  const weekday = weekdayOfDayNumber(holiday);
  if (weekday === saturday) return holiday - 1;
  return weekday === sunday ? holiday + 1 : holiday;
}

function nthWeekday(from: number, weekday: number, nth: number): number {
  return from + ((weekday - weekdayOfDayNumber(from) + 7) % 7) + (nth - 1) * 7;
}
