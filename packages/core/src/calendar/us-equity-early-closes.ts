import { weekdayOfDayNumber } from '../time/session-date.js';
import { thanksgivingOfYear } from './us-equity-holidays.js';

const [monday, tuesday, wednesday, thursday, friday] = [1, 2, 3, 4, 5];

/** Early closes at 13:00 that no rule foresees: after Christmas, and before the year 2000. */
const specialEarlyCloses: ReadonlySet<string> = new Set(['1997-12-26', '1999-12-31', '2003-12-26']);

/** A weekday on which the exchange opens. */
interface OpenDay {
  readonly number: number;
  readonly year: number;
  /** `MM-DD`. */
  readonly monthDay: string;
}

/**
 * The hour in New York at which the New York Stock Exchange closes on a day when it opens: 16, or
 * 13 on half days (14 until 1992). Right for 1990 and later.
 *
 * Half days are the day after Thanksgiving (since 1992), Christmas Eve on Monday to Thursday, and
 * since 1995 the 3 July before a holiday on the 4th, Monday, Tuesday or Thursday. When the 4th is a
 * Thursday the half day was Friday the 5th in 1996 and 2002, and is Wednesday the 3rd since 2013.
 * Closes that were announced on the day itself (snow on 1994-02-11 and 1996-01-08, the circuit
 * breaker of 1997-10-27, a fault on 2005-06-01) are not among them: nobody could plan for them.
 *
 * Source: NYSE Rule 7.2 and trading calendars; NYSE, list of special closings since 1885.
 */
export function closingHour(day: OpenDay): number {
  const { number, year, monthDay } = day;
  const half =
    (year >= 1992 && monthDay.startsWith('11') && number === thanksgivingOfYear(year) + 1) ||
    (monthDay === '12-24' && weekdayOfDayNumber(number) !== friday) ||
    (year >= 1995 && monthDay.startsWith('07') && isHalfDayOfJuly(day)) ||
    specialEarlyCloses.has(`${year}-${monthDay}`);
  if (!half) return 16;
  return year < 1993 ? 14 : 13;
}

function isHalfDayOfJuly({ number, year, monthDay }: OpenDay): boolean {
  const weekday = weekdayOfDayNumber(number);
  if (monthDay === '07-05') return weekday === friday && year < 2013;
  if (monthDay !== '07-03') return false;
  if (weekday === wednesday) return year >= 2013;
  return weekday === monday || weekday === tuesday || weekday === thursday;
}
