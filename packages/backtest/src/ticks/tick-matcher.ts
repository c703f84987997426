import { type BarSeries, barEndAt, powerOfTen, type UnixMs } from '@tradewright/core';
import type { FillDesk } from '../fill-desk.js';
import { priceAtOpen } from '../match-price.js';
import { type Activation, matching, type RestingOrder } from '../resting-order.js';
import type { VenueEnd, VenueParts } from '../venue-parts.js';
import type { VenueSessions } from '../venue-sessions.js';
import { firstRowFrom } from '../first-row-from.js';
import { TickLane } from './tick-lane.js';
import { TickSessions } from './tick-sessions.js';

/** What a venue lets its ticks do. */
export interface TickDesk {
  readonly desk: FillDesk;
  readonly sessions: VenueSessions;
  /** Orders resting, by slot. */
  readonly lists: readonly RestingOrder[][];
  /** Fills what may fill of an order at the desk's price, and tells its group. */
  execute(one: RestingOrder, how: Activation): void;
  end(one: RestingOrder, end: VenueEnd): void;
  /** Takes what has ended out of a list. */
  tidy(list: RestingOrder[]): void;
}

/**
 * Matches the orders of symbols that have quotes or trades, tick by tick in order of time; equal
 * times by symbol. Its rules are in `docs/concepts/quotes-and-trades.md`. In short:
 *
 * - an order meets the ticks that are not before its arrival: the ask or the bid, or the trade;
 * - market: the first of them; limit: that one if it is good enough, later ones at its limit,
 *   because it rested; stop: triggered by that price, and filled at it;
 * - exits of a group work from the tick after the fill of their entry on.
 */
export class TickMatcher {
  readonly #parts: VenueParts;
  readonly #venue: TickDesk;
  readonly #sessions: TickSessions;
  /** By slot, and those that are there. */
  readonly #bySlot: readonly (TickLane | undefined)[];
  readonly #lanes: readonly TickLane[];
  /** Ticks before it are matched now. */
  #until: UnixMs = Number.NaN;

  constructor(parts: VenueParts, venue: TickDesk) {
    const { instruments, settings, ticks = [] } = parts;
    this.#parts = parts;
    this.#venue = venue;
    this.#sessions = new TickSessions(parts.calendar);
    this.#bySlot = instruments.map((instrument, slot) => {
      const series = ticks[slot];
      if (series === undefined) return undefined;
      return new TickLane(series, { slot, instrument, shareMax: settings.volumeShareMax });
    });
    this.#lanes = this.#bySlot.filter((lane) => lane !== undefined);
  }

  /** Says whether ticks, and not bars, fill the orders of a symbol. */
  covers(slot: number): boolean {
    return this.#bySlot[slot] !== undefined;
  }

  /** What an order would have met at an instant; NaN where there is nothing, or no tick yet. */
  standingPrice({ slot, sign }: RestingOrder, at: UnixMs): number {
    const lane = this.#bySlot[slot];
    return lane?.priceAt(sign, firstRowFrom(lane.time, at + 1) - 1) ?? Number.NaN;
  }

  /** An exit begins to work: it meets the tick after the one that is shown. */
  start(one: RestingOrder): void {
    one.fromTick = (this.#bySlot[one.slot]?.row ?? -1) + 1;
  }

  /** Matches all ticks before an instant that were not matched yet. */
  match(until: UnixMs): void {
    this.#until = until;
    for (const lane of this.#lanes) this.#wake(lane);
    for (;;) {
      let next: TickLane | undefined;
      for (const lane of this.#lanes) {
        if (lane.nextAt < (next?.nextAt ?? until)) next = lane;
      }
      if (next === undefined) return;
      this.#meet(next);
    }
  }

  /** Passes over the ticks that no order of the symbol may meet. */
  #wake(lane: TickLane): void {
    let from = Number.POSITIVE_INFINITY;
    for (const one of this.#venue.lists[lane.slot] as RestingOrder[]) {
      if (one.activeFrom < from) from = one.activeFrom;
    }
    if ((lane.time[lane.nextRow] as number) < from) {
      lane.nextRow = firstRowFrom(lane.time, from);
    }
    lane.nextAt = lane.time[lane.nextRow] ?? Number.POSITIVE_INFINITY;
  }

  /** Lets the orders of a symbol meet its next tick. */
  #meet(lane: TickLane): void {
    const row = lane.nextRow;
    const at = lane.time[row] as number;
    const list = this.#venue.lists[lane.slot] as RestingOrder[];
    lane.nextRow++;
    if (!this.#isHalted(lane.slot, at)) {
      this.#show(lane, row, at);
      this.#sessions.move(at);
      const count = list.length;
      for (let i = 0; i < count; i++) {
        const one = list[i] as RestingOrder;
        if (one.done || one.held || one.activeFrom > at || one.fromTick > row) continue;
        if (one.expiresAt <= at) continue;
        if (!this.#sessions.isOpenTo(one.order.details.extendedHours)) continue;
        this.#meetOne(one, lane);
      }
      this.#hide(list);
    }
    const isOver = list.length === 0;
    lane.nextAt = (isOver ? undefined : lane.time[lane.nextRow]) ?? Number.POSITIVE_INFINITY;
  }

  #show(lane: TickLane, row: number, at: UnixMs): void {
    const { desk } = this.#venue;
    lane.show(row);
    desk.tick = lane;
    desk.row = row;
    desk.at = at;
    desk.maker = false;
  }

  #hide(list: RestingOrder[]): void {
    this.#venue.desk.tick = undefined;
    this.#venue.tidy(list);
  }

  #meetOne(one: RestingOrder, lane: TickLane): void {
    const { desk } = this.#venue;
    const { timeInForce: life } = one.order;
    if (life === 'opg' && !this.#isOpening(lane)) return;
    if (life === 'cls' && !this.#isClosing(lane)) return;
    const price = lane.priceAt(one.sign, lane.row);
    const rested = one.kind === matching.limit && one.onBook;
    desk.price = priceAtOpen(one, price, this.#parts.settings.limitFill);
    desk.maker = rested;
    if (!Number.isNaN(desk.price)) {
      // Whoever came to an order that rested paid its price, not a better one.
      if (rested) desk.price = one.limit;
      this.#venue.execute(one, 'close');
    }
    one.onBook = true;
    this.#endOnce(one);
    if (one.kind === matching.trailingStop && !Number.isNaN(price)) {
      one.trail(price, price, powerOfTen(one.order.instrument.priceDigits));
    }
  }

  /** Ends what is left of an order that has one chance only. */
  #endOnce(one: RestingOrder): void {
    const { timeInForce: life } = one.order;
    if (one.done || life === 'day' || life === 'gtc') return;
    const kind = life === 'ioc' || life === 'fok' ? 'canceled' : 'expired';
    this.#venue.end(one, { kind, at: this.#venue.desk.at });
  }

  /** Says whether the tick shown is the first of its session. */
  #isOpening({ row, time }: TickLane): boolean {
    const { isRegular, opensAt } = this.#sessions;
    return isRegular && !((time[row - 1] as number) >= opensAt);
  }

  /** Says whether the tick shown is the last of its session, and the session is over. */
  #isClosing({ row, time }: TickLane): boolean {
    const { isRegular, closesAt } = this.#sessions;
    const next = time[row + 1];
    return isRegular && (next === undefined ? this.#until >= closesAt : next >= closesAt);
  }

  #isHalted(slot: number, at: UnixMs): boolean {
    const { halts } = this.#parts.settings;
    if (halts.length === 0) return false;
    const symbol = this.#parts.instruments[slot]?.symbol;
    return halts.some((halt) => halt.symbol === symbol && halt.from <= at && at < halt.to);
  }

  /**
   * With `this-close`: fills market orders that were decided at the end of a bar at the last tick
   * since its start, which may be of that very instant.
   */
  matchClose(slot: number, series: BarSeries, index: number): void {
    const lane = this.#bySlot[slot] as TickLane;
    const { sessions, desk } = this.#venue;
    const at = barEndAt(series, index);
    const row = firstRowFrom(lane.time, at + 1) - 1;
    const tickAt = lane.time[row] ?? Number.NEGATIVE_INFINITY;
    if (tickAt < (series.time[index] as number)) return;
    if (this.#isHalted(slot, at) || this.#isHalted(slot, tickAt)) return;
    const list = this.#venue.lists[slot] as RestingOrder[];
    this.#show(lane, row, at);
    const isRegular = sessions.isRegular(series, index);
    const count = list.length;
    for (let i = 0; i < count; i++) {
      const one = list[i] as RestingOrder;
      const { timeInForce: life, details } = one.order;
      if (!isRegular && !(details.extendedHours && sessions.isExtended(series, index))) continue;
      if (one.done || one.kind !== matching.market || one.activeFrom !== at) continue;
      if (life === 'opg' || life === 'cls') continue;
      desk.price = lane.priceAt(one.sign, row);
      if (!Number.isNaN(desk.price)) this.#venue.execute(one, 'close');
      this.#endOnce(one);
    }
    this.#hide(list);
  }
}
