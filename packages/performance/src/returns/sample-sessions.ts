import { invalidValue, type SessionDate, type TradingCalendar } from '@tradewright/core';
import { checkIncreasing, checkSameLength, type Returns } from '../statistic/check-input.js';
import { type NumberLikes, readNumbers } from '../statistic/number-like.js';

/** Whose days count: those of an exchange, or plain days of UTC. */
export type SessionSource = TradingCalendar | 'utc-day';

/** A curve with one value per session. */
export interface SessionSample {
  /** The start, and then the last value of each session in `dates`. */
  readonly equity: Float64Array;
  /** UTC milliseconds of each value. */
  readonly time: Float64Array;
  /** The session of each return: one fewer than there are values. */
  readonly dates: readonly SessionDate[];
}

/**
 * Thins a curve out to one value per session, so that its returns are those of trading days. A
 * Sharpe ratio of minutes times √(252 × 390) is not comparable with anything.
 *
 * With a calendar, an instant belongs to the loss-accounting day that contains the millisecond
 * before it: equity is measured at the end of something. With `utc-day` it belongs to its own UTC
 * date, so that date-only stamps at midnight keep their date. The first value is the start: when
 * its session has later values it is kept beside the last of them.
 *
 * @param equity Value of the account at each point; numbers or `Decimal`s.
 * @param time UTC milliseconds of each point, strictly increasing.
 * @returns An empty sample for no points.
 * @throws SdkError `VALUE_INVALID` for values that are not finite, lists of different lengths or
 *   times that do not increase; `CALENDAR_OUT_OF_RANGE` from the calendar.
 *
 * @example
 * const time = [0, 1, 86_400_000];
 * sampleSessions([100, 101, 103], time, 'utc-day').dates // => [ '1970-01-01', '1970-01-02' ]
 */
export function sampleSessions(
  equity: NumberLikes,
  time: Returns,
  sessions: SessionSource,
): SessionSample {
  const values = readNumbers(equity, 'equity');
  checkSameLength(time, 'time', values.length);
  const { points, dates } = findSessionEnds(time, sessions);
  return {
    equity: Float64Array.from(points, (point) => values[point] as number),
    time: Float64Array.from(points, (point) => time[point] as number),
    dates,
  };
}

/** Which points a sample keeps. */
export interface SessionEnds {
  readonly points: readonly number[];
  readonly dates: readonly SessionDate[];
}

/** @throws SdkError as {@link sampleSessions}. */
export function findSessionEnds(time: Returns, sessions: SessionSource): SessionEnds {
  checkIncreasing(time, 'time');
  const points: number[] = [];
  const dates: SessionDate[] = [];
  if (time.length === 0) return { points, dates };
  const dateOf = dateReader(sessions);
  points.push(0);
  let date = dateOf(time[0] as number);
  for (let i = 1; i <= time.length; i++) {
    const next = i < time.length ? dateOf(time[i] as number) : undefined;
    if (next === date) continue;
    // The start alone in its session has no return that could be dated.
    if (i > 1) {
      points.push(i - 1);
      dates.push(date);
    }
    if (next !== undefined) date = next;
  }
  return { points, dates };
}

function dateReader(sessions: SessionSource): (at: number) => SessionDate {
  if (sessions === 'utc-day') return utcDate;
  if (typeof sessions === 'object' && typeof sessions.lossDayOf === 'function') {
    return calendarDate(sessions);
  }
  const must = 'a TradingCalendar or "utc-day"';
  throw invalidValue('VALUE_INVALID', { field: 'sessions', value: sessions, must });
}

/** Asks the calendar once per day, not once per minute. */
function calendarDate(calendar: TradingCalendar): (at: number) => SessionDate {
  let from = Infinity;
  let to = -Infinity;
  let date = '' as SessionDate;
  return (at) => {
    const inside = at - 1;
    if (inside < from || inside >= to) {
      date = calendar.lossDayOf(inside);
      from = inside;
      to = calendar.nextLossDayAt(inside);
    }
    return date;
  };
}

function utcDate(at: number): SessionDate {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) {
    const must = 'an instant in UTC milliseconds';
    throw invalidValue('VALUE_INVALID', { field: 'time', value: at, must });
  }
  return date.toISOString().slice(0, 10) as SessionDate;
}
