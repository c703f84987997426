import type { SessionDate, UnixMs } from '../time/unix-ms.js';

/** One trading session: its regular hours, and the extended hours around them. */
export interface Session {
  /** The trading day. */
  readonly on: SessionDate;
  readonly opensAt: UnixMs;
  /** End of regular hours; the instant itself does not belong to the session. */
  readonly closesAt: UnixMs;
  /** Start of pre-market trading; equals `opensAt` where there is none. */
  readonly extendedOpensAt: UnixMs;
  /** End of after-hours trading; equals `closesAt` where there is none. */
  readonly extendedClosesAt: UnixMs;
  /** Closes before the usual time. */
  readonly earlyClose: boolean;
}

/**
 * Sessions of one market: ordered, never overlapping. Pure: the same question always has the same
 * answer. Every method throws `CALENDAR_OUT_OF_RANGE` for an instant or a date that the calendar
 * does not cover, and where the session asked for would lie outside of it.
 */
export interface TradingCalendar {
  /** Such as "XNYS" or "24/7". */
  readonly name: string;
  /** The session whose regular hours contain the instant (`opensAt ≤ at < closesAt`). */
  sessionAt(at: UnixMs): Session | undefined;
  /**
   * The session of a trading day; `undefined` when the market is closed that day. Throws
   * `TIME_INVALID` for a date that does not exist.
   */
  sessionOn(on: SessionDate): Session | undefined;
  /**
   * The first session that opens after the instant. A DAY order lives until the close of
   * `sessionAt(at) ?? nextSession(at)`.
   */
  nextSession(at: UnixMs): Session;
  /** The last session that closed at or before the instant. */
  previousSession(at: UnixMs): Session;
  /**
   * End of the loss-accounting day that contains the instant: the first boundary after it, so that
   * a boundary belongs to the day it begins. One boundary per session: 20:00 New York of each
   * session for US equities (half days included), 00:00 UTC for 24/7 markets.
   */
  nextLossDayAt(at: UnixMs): UnixMs;
  /**
   * The trading date of an instant: the session to which its loss-accounting day belongs. Friday
   * 20:00 in New York and the whole weekend belong to the next session.
   */
  lossDayOf(at: UnixMs): SessionDate;
}
