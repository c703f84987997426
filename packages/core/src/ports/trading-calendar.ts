import type { SessionDate, UnixMs } from '../time/unix-ms.js';

/** One trading session: its regular hours, and the extended hours around them. */
export interface Session {
  /** The trading day. */
  readonly on: SessionDate;
  readonly opensAt: UnixMs;
  readonly closesAt: UnixMs;
  /** Start of pre-market trading; equals `opensAt` where there is none. */
  readonly extendedOpensAt: UnixMs;
  /** End of after-hours trading; equals `closesAt` where there is none. */
  readonly extendedClosesAt: UnixMs;
  /** Closes before the usual time. */
  readonly earlyClose: boolean;
}

/**
 * Sessions of one market. Pure: the same question always has the same answer. Every method throws
 * `CALENDAR_OUT_OF_RANGE` for an instant or date that the calendar does not cover.
 */
export interface TradingCalendar {
  /** Such as "XNYS" or "24/7". */
  readonly name: string;
  /** The session whose regular hours contain the instant (`opensAt ≤ at < closesAt`). */
  sessionAt(at: UnixMs): Session | undefined;
  /** The session of a trading day; `undefined` when the market is closed that day. */
  sessionOn(on: SessionDate): Session | undefined;
  /** The first session that opens after the instant. */
  nextSession(at: UnixMs): Session;
  /** The last session that closed at or before the instant. */
  previousSession(at: UnixMs): Session;
  /**
   * End of the loss-accounting day that contains the instant: the first boundary after it. US
   * equities roll at 20:00 New York of each session, 24/7 markets at 00:00 UTC.
   */
  nextLossDayAt(at: UnixMs): UnixMs;
  /** The trading day to which the loss-accounting day of the instant belongs. */
  lossDayOf(at: UnixMs): SessionDate;
}
