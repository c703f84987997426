import { invalidValue } from '../errors/invalid-value.js';
import type { SessionDate } from './unix-ms.js';

/** Milliseconds of a day that has no clock change. */
export const dayMs = 86_400_000;

const pattern = /^(\d{4})-(\d{2})-(\d{2})$/;

/**
 * Accepts a date `YYYY-MM-DD` that exists, years 0100 to 9999. Dates compare as text: `a < b`.
 *
 * @throws SdkError `TIME_INVALID`
 *
 * @example
 * sessionDate('2024-02-29') // => '2024-02-29'
 */
export function sessionDate(text: unknown, field = 'date'): SessionDate {
  if (isDateText(text)) return text as SessionDate;
  const must = 'a date that exists, written YYYY-MM-DD';
  throw invalidValue('TIME_INVALID', { field, value: text, must });
}

/** Says whether the text is a date `YYYY-MM-DD` that exists. */
export function isDateText(text: unknown): text is string {
  if (typeof text !== 'string' || text.length !== 10) return false;
  const match = pattern.exec(text);
  if (match === null) return false;
  const [, year, month, day] = match.map(Number) as [number, number, number, number];
  return findDayNumber(year, month, day) !== undefined;
}

/**
 * Days since 1970-01-01 of a date in the Gregorian calendar; `undefined` for a date that does not
 * exist, such as 30 February, and for years before 100.
 */
export function findDayNumber(year: number, month: number, day: number): number | undefined {
  const number = dayNumber(year, month, day);
  const date = new Date(number * dayMs);
  // What does not exist rolls over into the next month, and years below 100 into the 1900s.
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isReal && year >= 100 ? number : undefined;
}

/** As {@link findDayNumber}, for a date that is known to exist. */
export function dayNumber(year: number, month: number, day: number): number {
  return Date.UTC(year, month - 1, day) / dayMs;
}

/**
 * Days since 1970-01-01 of a session date: the difference of two is the days between them.
 *
 * @example
 * dayNumberOf(sessionDate('1970-01-02')) // => 1
 */
export function dayNumberOf(date: SessionDate): number {
  return dayNumber(Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8)));
}

/**
 * The date that many days after 1970-01-01.
 *
 * @throws SdkError `TIME_INVALID` outside the years 0100 to 9999, and for a part of a day.
 */
export function dateOfDayNumber(number: number): SessionDate {
  const known = Number.isInteger(number) && number >= dayNumberMin && number <= dayNumberMax;
  if (known) return new Date(number * dayMs).toISOString().slice(0, 10) as SessionDate;
  const must = 'a whole number of days within the years 0100 to 9999';
  throw invalidValue('TIME_INVALID', { field: 'day number', value: number, must });
}

const dayNumberMin = Date.UTC(100, 0, 1) / dayMs;
const dayNumberMax = Date.UTC(9999, 11, 31) / dayMs;

/**
 * The date some days later, or earlier for a negative number.
 *
 * @throws SdkError `TIME_INVALID` outside the years 0100 to 9999.
 *
 * @example
 * addDays(sessionDate('2024-02-28'), 2) // => '2024-03-01'
 */
export function addDays(date: SessionDate, days: number): SessionDate {
  return dateOfDayNumber(dayNumberOf(date) + days);
}

/**
 * Day of the week, 0 for Sunday to 6 for Saturday.
 *
 * @example
 * weekdayOf(sessionDate('2024-02-29')) // => 4
 */
export function weekdayOf(date: SessionDate): number {
  return weekdayOfDayNumber(dayNumberOf(date));
}

/** Day of the week of a day number, 0 for Sunday. 1970-01-01 was a Thursday. */
export function weekdayOfDayNumber(number: number): number {
  return (((number + 4) % 7) + 7) % 7;
}
