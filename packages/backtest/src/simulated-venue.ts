import {
  type ApprovedOrder,
  type BarSeries,
  barEndAt,
  checkVenueRules,
  genericVenue,
  type OrderIntent,
  powerOfTen,
  type Refusal,
  simpleDetails,
  type UnixMs,
  type VenueRules,
} from '@tradewright/core';
import { BarMatcher } from './bar-matcher.js';
import { firstRowFrom } from './first-row-from.js';
import { matching, RestingOrder } from './resting-order.js';
import { TickMatcher } from './ticks/tick-matcher.js';
import { VenueBook } from './venue-book.js';
import { type GroupDesk, VenueGroup } from './venue-group.js';
import type { VenueParts } from './venue-parts.js';

/**
 * A venue that fills orders from bars. Synchronous; a bar without resting orders costs one
 * comparison. Its rules, and where it is pessimistic because a bar does not tell, are in
 * `docs/concepts/backtest-honesty.md`. In short:
 *
 * - an order fills only in a bar that starts at or after its acceptance (`this-close` excepted);
 * - market: the open of that bar, or with `this-close` the close at which it was decided;
 * - limit buy: the better of open and limit once the low reaches the limit; sell mirrored;
 * - stop buy: the worse of open and stop once the high reaches the stop; sell mirrored;
 * - within a bar stops come before limits; a price off the tick is rounded against the trader;
 * - orders of a symbol match in order of acceptance.
 */
export class SimulatedVenue {
  readonly #parts: VenueParts;
  readonly #rules: VenueRules;
  /** What rests here. */
  readonly book: VenueBook;
  readonly #bars: BarMatcher;
  readonly #ticks: TickMatcher | undefined;
  readonly #scales: Float64Array;
  readonly #delayed: boolean;

  constructor(parts: VenueParts) {
    const { instruments, settings, ticks = [] } = parts;
    this.#parts = parts;
    this.#rules = parts.rules ?? genericVenue;
    this.book = new VenueBook(parts);
    this.#ticks = ticks.length === 0 ? undefined : new TickMatcher(parts, this.book);
    this.book.filledBy(this.#ticks);
    this.#bars = new BarMatcher(parts, this.book, (slot) => this.#ticks?.covers(slot) === true);
    this.#scales = Float64Array.from(instruments, (one) => powerOfTen(one.priceDigits));
    this.#delayed = settings.latencyBars > 0 || settings.latencyMs > 0;
  }

  /** Orders resting, over all symbols. */
  get resting(): number {
    return this.book.resting;
  }

  /** No resting order expires before this instant. */
  get nextExpiryAt(): UnixMs {
    return this.book.nextExpiryAt;
  }

  /** Fills whose price had to be rounded to the tick. */
  get offTickFills(): number {
    return this.book.desk.offTickFills;
  }

  /**
   * Takes an order with its legs. It answers at once, `accepted`, or `rejected` with the code of
   * the rule that forbids it; fills come with bars.
   *
   * @throws SdkError `SYMBOL_UNKNOWN` for a symbol that the venue has no bars of.
   */
  accept(order: ApprovedOrder, at: UnixMs): void {
    const { sink } = this.#parts;
    const slot = this.slotOf(order);
    const refusal = this.#refusalOf(order, slot, at);
    if (refusal !== undefined) {
      this.#refuse(order, refusal, at);
      return;
    }
    const resting = this.#rest(order, slot, at);
    if (order.details === simpleDetails) {
      sink.accepted(order, at);
      return;
    }
    if (resting.kind === matching.trailingStop) this.#startTrailing(resting, at);
    const legs = order.details.legs.map((leg) => this.#rest(leg, slot, at));
    sink.accepted(order, at);
    if (order.details.orderClass === 'simple') return;
    const isOco = order.details.orderClass === 'oco';
    const members = isOco
      ? { entry: undefined, exits: [resting, ...legs] }
      : { entry: resting, exits: legs };
    new VenueGroup(members, this.book, this.#rules.groups);
    for (const leg of legs) {
      leg.held = !isOco;
      if (isOco) sink.accepted(leg.order, at);
      else sink.held(leg.order, at);
    }
  }

  #refuse(order: OrderIntent, reason: Refusal, at: UnixMs): void {
    this.#parts.sink.ended(order, { kind: 'rejected', at, reason });
    for (const leg of order.details.legs) {
      this.#parts.sink.ended(leg, { kind: 'rejected', at, reason });
    }
  }

  #refusalOf(order: OrderIntent, slot: number, at: UnixMs): Refusal | undefined {
    if (this.#rules === genericVenue && order.details === simpleDetails) return undefined;
    const { account, calendar } = this.#parts;
    const open = (this.book.lists[slot] as RestingOrder[]).filter((one) => !one.done);
    return checkVenueRules(this.#rules, order, {
      at,
      calendar,
      heldUnits: account.quantity[slot] as number,
      mark: this.#lastClose(slot, at),
      open: open.map((one) => ({ order: one.order, leavesUnits: one.leavesUnits })),
    });
  }

  /** Puts an order into the list of its symbol. */
  #rest(order: OrderIntent, slot: number, at: UnixMs): RestingOrder {
    const expiresAt = this.book.sessions.endOf(order, at);
    const scale = this.#scales[slot] as number;
    const one = new RestingOrder(order, slot, scale);
    one.activeFrom = this.#delayed ? this.#arrival(slot, at) : at;
    one.expiresAt = expiresAt;
    this.book.add(one);
    const collar = this.#rules.buyStopCollar;
    if (collar !== null && one.kind === matching.stop && one.sign > 0) {
      const band = collar.find((each) => one.stop >= each.from);
      const { tickUnits } = order.instrument;
      const ticks = (one.stop * (1 + (band?.fraction ?? 0)) * scale) / tickUnits;
      one.kind = matching.stopLimit;
      one.limit = (Math.floor(ticks + 1e-6) * tickUnits) / scale;
    }
    return one;
  }

  /** When an order has reached the venue. */
  #arrival(slot: number, at: UnixMs): UnixMs {
    const { settings, series } = this.#parts;
    const isByTick = settings.latencyBars === 0 && this.#ticks?.covers(slot) === true;
    if (isByTick) return at + settings.latencyMs;
    const bars = series[slot] as BarSeries;
    const row = firstRowFrom(bars.time, at + settings.latencyMs) + settings.latencyBars;
    return row < bars.length ? (bars.time[row] as number) : Number.POSITIVE_INFINITY;
  }

  #startTrailing(one: RestingOrder, at: UnixMs): void {
    const standing = this.#ticks?.standingPrice(one, at) ?? Number.NaN;
    const close = Number.isNaN(standing) ? this.#lastClose(one.slot, at) : standing;
    one.trail(close, close, this.#scales[one.slot] as number);
  }

  /** Close of the last bar that is over at an instant; NaN before the first one. */
  #lastClose(slot: number, at: UnixMs): number {
    const bars = this.#parts.series[slot] as BarSeries;
    let row = firstRowFrom(bars.time, at) - 1;
    while (row >= 0 && barEndAt(bars, row) > at) row--;
    return row < 0 ? Number.NaN : (bars.close[row] as number);
  }

  /** Place of an order's symbol at this venue. */
  slotOf(order: OrderIntent): number {
    return this.book.slotOf(order);
  }

  /** Cancels a resting order, and its group; one that does not rest (any more) is left alone. */
  cancel(order: OrderIntent, at: UnixMs): void {
    const one = this.book.find(order);
    if (one === undefined) return;
    this.book.cancel(one, at);
    this.#tidy(one.slot);
  }

  /** Puts an order in the place of the one that it replaces, behind all that rest. */
  replace(order: ApprovedOrder, at: UnixMs): void {
    const slot = this.slotOf(order);
    const { replaces, chainFilledUnits } = order.details;
    const old = replaces === undefined ? undefined : this.book.find(replaces);
    const filledMeanwhile = (old?.chainFilledUnits ?? 0) - chainFilledUnits;
    const left = order.quantityUnits - filledMeanwhile;
    if (old === undefined || old.done || left <= 0) {
      const message = 'the order to be replaced is finished; look at its fills';
      this.#refuse(order, { code: 'NOT_REPLACEABLE', message }, at);
      return;
    }
    const refusal = this.#refusalOf(order, slot, at);
    if (refusal !== undefined) {
      this.#refuse(order, refusal, at);
      return;
    }
    const next = this.#rest(order, slot, at);
    next.leavesUnits = left;
    next.succeed(old, this.#scales[slot] as number);
    old.group?.replace(old, next);
    this.book.leave(old);
    this.#parts.sink.ended(old.order, { kind: 'replaced', at });
    this.#tidy(slot);
    if (next.held) this.#parts.sink.held(order, at);
    else this.#parts.sink.accepted(order, at);
  }

  /** Who works the groups of this venue. */
  get groups(): GroupDesk {
    return this.book;
  }

  /** What rests at a symbol, in order of acceptance: the list itself, to be read at once. */
  restingAt(slot: number): readonly RestingOrder[] {
    return this.book.lists[slot] as RestingOrder[];
  }

  /** See `VenueBook.swap`. */
  swap(slot: number, old: readonly RestingOrder[], next: readonly RestingOrder[]): void {
    this.book.swap(slot, old, next);
  }

  /** Ends every order whose session is over by this instant. */
  expire(at: UnixMs): void {
    this.book.expire(at);
  }

  /** Fills at the open of a bar: market orders, and limits and stops that the open has reached. */
  matchOpen(slot: number, index: number): void {
    this.#bars.matchOpen(slot, index);
  }

  /** Fills within the range of a bar; last the closing auction. */
  matchRange(slot: number, index: number): void {
    this.#bars.matchRange(slot, index);
  }

  /** With `this-close`: fills market orders that were decided at the end of this bar. */
  matchClose(slot: number, index: number): void {
    if (this.#delayed) return;
    if (this.#ticks?.covers(slot) === true) {
      this.#ticks.matchClose(slot, this.#parts.series[slot] as BarSeries, index);
    } else this.#bars.matchClose(slot, index);
  }

  /** Fills from ticks: all before an instant that were not matched yet. */
  matchTicks(until: UnixMs): void {
    this.#ticks?.match(until);
  }

  #tidy(slot: number): void {
    this.book.tidy(this.book.lists[slot] as RestingOrder[]);
  }
}
