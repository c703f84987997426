import type { TradingCalendar, UnixMs } from '@tradewright/core';

/** What an instant is to the sessions of a calendar. Remembers the last: ticks come in order. */
export class TickSessions {
  /** The instant lies in regular hours. */
  isRegular = false;
  /** Regular hours of the session; without meaning outside of one. */
  opensAt: UnixMs = Number.NaN;
  closesAt: UnixMs = Number.NaN;
  readonly #calendar: TradingCalendar;
  #at: UnixMs = Number.NaN;
  /** What is said holds from here to there. */
  #from: UnixMs = Number.POSITIVE_INFINITY;
  #to: UnixMs = Number.NEGATIVE_INFINITY;

  constructor(calendar: TradingCalendar) {
    this.#calendar = calendar;
  }

  /** Moves to an instant. */
  move(at: UnixMs): void {
    this.#at = at;
    if (at >= this.#from && at < this.#to) return;
    const session = this.#calendar.sessionAt(at);
    this.isRegular = session !== undefined;
    this.opensAt = session?.opensAt ?? Number.NaN;
    this.closesAt = session?.closesAt ?? Number.NaN;
    this.#from = session?.opensAt ?? at;
    this.#to = session?.closesAt ?? this.#calendar.nextSession(at).opensAt;
  }

  /** Says whether an order may fill at the instant. */
  isOpenTo(extendedHours: boolean): boolean {
    if (this.isRegular || !extendedHours) return this.isRegular;
    const at = this.#at;
    if (at < this.#calendar.previousSession(at).extendedClosesAt) return true;
    return at >= this.#calendar.nextSession(at).extendedOpensAt;
  }
}
