import { dayNumber, weekdayOfDayNumber } from '../time/session-date.js';

const hourMs = 3_600_000;

/** The days of a year on which clocks in New York are changed, at 02:00, as day numbers. */
export interface NewYorkSummer {
  readonly firstDay: number;
  /** The day on which winter time returns. */
  readonly endDay: number;
}

/**
 * The summer time of New York in a year from 1987 on: from the first Sunday of April to the last of
 * October until 2006, from the second Sunday of March to the first of November since 2007.
 *
 * Rules instead of the host's time zone data, so that every host has the same sessions.
 *
 * Source: Uniform Time Act as amended in 1986; Energy Policy Act of 2005, section 110.
 */
export function newYorkSummer(year: number): NewYorkSummer {
  return year < 2007
    ? { firstDay: sundayFrom(year, 4, 1), endDay: sundayFrom(year, 10, 25) }
    : { firstDay: sundayFrom(year, 3, 8), endDay: sundayFrom(year, 11, 1) };
}

/**
 * What to add to the time of New York on a day to get UTC, in milliseconds: 4 hours in summer, 5
 * in winter. Right for whole days; on the two Sundays of the change, after 02:00.
 */
export function newYorkToUtcMs(day: number, summer: NewYorkSummer): number {
  return day >= summer.firstDay && day < summer.endDay ? 4 * hourMs : 5 * hourMs;
}

/** The first Sunday on or after a date, as a day number. */
function sundayFrom(year: number, month: number, day: number): number {
  const number = dayNumber(year, month, day);
  return number + ((7 - weekdayOfDayNumber(number)) % 7);
}
