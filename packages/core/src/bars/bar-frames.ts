import { invalidValue } from '../errors/invalid-value.js';
import type { TradingCalendar } from '../ports/trading-calendar.js';
import { dayMs } from '../time/session-date.js';
import type { UnixMs } from '../time/unix-ms.js';

/** A stretch of time whose bars belong together; the end does not belong to it. */
export interface BarFrame {
  readonly startsAt: UnixMs;
  readonly endsAt: UnixMs;
}

/** Into what bars are put together. At least one of `periodMs` and `calendar` is needed. */
export interface BarFrameSettings {
  /**
   * Length of a frame, whole milliseconds above zero. Alone it cuts time at multiples of the period
   * since 1970 UTC, whole weeks on Mondays; with a calendar at multiples since the open of each
   * session, and no frame reaches beyond its session.
   */
  readonly periodMs?: number | undefined;
  /** Alone: one frame for each session. */
  readonly calendar?: TradingCalendar | undefined;
  /** Which hours of a session count. Default `regular`. */
  readonly hours?: 'regular' | 'extended' | undefined;
}

/** The frame that holds an instant; `undefined` outside of the hours of every session. */
export type FindBarFrame = (at: UnixMs) => BarFrame | undefined;

/**
 * Makes the function that finds frames. It remembers the last session and is fast when instants
 * come in order.
 *
 * @internal
 * @throws SdkError `BARS_INVALID` for settings without period and calendar, and a period that is
 *   not whole milliseconds above zero. The function throws what the calendar throws.
 */
export function createFrameFinder(settings: BarFrameSettings): FindBarFrame {
  const { periodMs, calendar, hours = 'regular' } = settings;
  if (periodMs !== undefined && !(Number.isInteger(periodMs) && periodMs > 0)) {
    const must = 'whole milliseconds above zero, such as 300000';
    throw invalidValue('BARS_INVALID', { field: 'periodMs', value: periodMs, must });
  }
  if (calendar === undefined) {
    if (periodMs === undefined) {
      const must = 'given, unless a calendar is';
      throw invalidValue('BARS_INVALID', { field: 'periodMs', value: periodMs, must });
    }
    // 1970-01-01 was a Thursday.
    const originAt = periodMs % (7 * dayMs) === 0 ? 4 * dayMs : 0;
    return (at) => {
      const startsAt = Math.floor((at - originAt) / periodMs) * periodMs + originAt;
      return { startsAt, endsAt: startsAt + periodMs };
    };
  }
  const findHours = createHoursFinder(calendar, hours);
  if (periodMs === undefined) return findHours;
  return (at) => {
    const session = findHours(at);
    if (session === undefined) return undefined;
    const startsAt = at - ((at - session.startsAt) % periodMs);
    return { startsAt, endsAt: Math.min(startsAt + periodMs, session.endsAt) };
  };
}

function createHoursFinder(calendar: TradingCalendar, hours: 'regular' | 'extended'): FindBarFrame {
  let frame: BarFrame | undefined;
  return (at) => {
    if (frame === undefined || at < frame.startsAt || at >= frame.endsAt) {
      const session = calendar.sessionOn(calendar.lossDayOf(at));
      if (session === undefined) return undefined;
      frame =
        hours === 'regular'
          ? { startsAt: session.opensAt, endsAt: session.closesAt }
          : { startsAt: session.extendedOpensAt, endsAt: session.extendedClosesAt };
    }
    return at >= frame.startsAt && at < frame.endsAt ? frame : undefined;
  };
}
