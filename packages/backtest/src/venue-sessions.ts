import {
  type BarSeries,
  barEndAt,
  type OrderIntent,
  type Session,
  type TradingCalendar,
  type UnixMs,
} from '@tradewright/core';

/**
 * What a bar is to the sessions of a calendar. Remembers the session it was asked about last: bars
 * come in order.
 */
export class VenueSessions {
  readonly #calendar: TradingCalendar;
  /** Regular hours of the session last seen. */
  #from = Number.POSITIVE_INFINITY;
  #to = Number.NEGATIVE_INFINITY;
  #dayFrom = Number.POSITIVE_INFINITY;
  #dayTo = Number.NEGATIVE_INFINITY;

  constructor(calendar: TradingCalendar) {
    this.#calendar = calendar;
  }

  /** When an order made at this instant expires; infinity when it is good till canceled. */
  endOf({ timeInForce, details }: OrderIntent, at: UnixMs): UnixMs {
    if (timeInForce === 'gtc') return Number.POSITIVE_INFINITY;
    if (timeInForce === 'opg') return this.#openingDayEnd(at);
    return details.extendedHours ? this.#extendedDayEnd(at) : this.#dayEnd(at);
  }

  /** The close of its session, or of the next. */
  #dayEnd(at: UnixMs): UnixMs {
    if (at >= this.#dayFrom && at < this.#dayTo) return this.#dayTo;
    this.#dayFrom = at;
    this.#dayTo = (this.#calendar.sessionAt(at) ?? this.#calendar.nextSession(at)).closesAt;
    return this.#dayTo;
  }

  #extendedDayEnd(at: UnixMs): UnixMs {
    const last = this.#calendar.previousSession(at);
    if (at < last.extendedClosesAt) return last.extendedClosesAt;
    return (this.#calendar.sessionAt(at) ?? this.#calendar.nextSession(at)).extendedClosesAt;
  }

  /** The auction that an order for the open waits for is the next one, also during a session. */
  #openingDayEnd(at: UnixMs): UnixMs {
    const now = this.#calendar.sessionAt(at);
    return (now?.opensAt === at ? now : this.#calendar.nextSession(at)).closesAt;
  }

  /**
   * Sessions that closed by this instant are over when a bar begins at `at`. A price that stands at
   * one instant, such as an official close, still belongs to the session that it ends.
   */
  endedBefore({ periodMs }: BarSeries, at: UnixMs): UnixMs {
    return periodMs === 0 && this.#calendar.sessionAt(at) === undefined ? at - 1 : at;
  }

  /** Says whether any part of a bar lies in regular hours. */
  isRegular(series: BarSeries, index: number): boolean {
    const startAt = series.time[index] as number;
    if (startAt >= this.#from && startAt < this.#to) return true;
    return this.#sessionOf(series, index) !== undefined;
  }

  /** Says whether any part of a bar lies in the extended hours around a session. */
  isExtended(series: BarSeries, index: number): boolean {
    const startAt = series.time[index] as number;
    if (this.#calendar.previousSession(startAt).extendedClosesAt > startAt) return true;
    return this.#calendar.nextSession(startAt).extendedOpensAt < barEndAt(series, index);
  }

  /** Says whether the session opens within a bar: its open is that of the auction. */
  opensIn(series: BarSeries, index: number): boolean {
    const session = this.#sessionOf(series, index);
    const startAt = series.time[index] as number;
    return session !== undefined && session.opensAt >= startAt;
  }

  /** Says whether the session closes within a bar: its close is that of the auction. */
  closesIn(series: BarSeries, index: number): boolean {
    const session = this.#sessionOf(series, index);
    return session !== undefined && session.closesAt <= barEndAt(series, index);
  }

  /** The session that a bar has a part of; of several the first. */
  #sessionOf(series: BarSeries, index: number): Session | undefined {
    const startAt = series.time[index] as number;
    const session = this.#calendar.sessionAt(startAt) ?? this.#sessionWithin(series, index);
    if (session === undefined) return undefined;
    this.#from = session.opensAt;
    this.#to = session.closesAt;
    return session;
  }

  /** Of a bar that starts outside of any session. */
  #sessionWithin(series: BarSeries, index: number): Session | undefined {
    const startAt = series.time[index] as number;
    const endAt = barEndAt(series, index);
    if (endAt === startAt) {
      // A price that stands at one instant, such as an official close, belongs to what it ends.
      const last = this.#calendar.previousSession(startAt);
      return last.closesAt === startAt ? last : undefined;
    }
    const next = this.#calendar.nextSession(startAt);
    return next.opensAt < endAt ? next : undefined;
  }
}
