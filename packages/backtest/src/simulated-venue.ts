import {
  type ApprovedOrder,
  type BarSeries,
  barEndAt,
  type Instrument,
  invalidValue,
  type MoneyScale,
  type OrderIntent,
  powerOfTen,
  type Refusal,
  type TradingCalendar,
  type UnixMs,
} from '@tradewright/core';
import { FillFacts } from '@tradewright/kernel';
import { Commission } from './commission.js';
import type { RestingOrder } from './resting-order.js';
import { costUnits } from './cost-units.js';
import type { ResolvedVenueSettings } from './venue-settings.js';

/** How an order ended without being filled. */
export interface VenueEnd {
  readonly kind: 'canceled' | 'expired' | 'rejected';
  readonly at: UnixMs;
  readonly reason?: Refusal | undefined;
}

/** Hears what the venue does with orders. The fill object is reused: read it during the call. */
export interface VenueSink {
  accepted(order: ApprovedOrder, at: UnixMs): void;
  filled(order: ApprovedOrder, fill: FillFacts): void;
  ended(order: ApprovedOrder, end: VenueEnd): void;
}

/** The account that the venue keeps orders against, as far as the venue must know it. */
export interface VenueAccount {
  /** Cash as the nearest double, and exactly in units of 1e-18. */
  readonly cashNumber: number;
  readonly cash: bigint;
  /** Signed quantity per slot, in units of `10^-quantityDigits`. */
  readonly quantity: Float64Array;
}

/** What a venue is made of. Slots are the places in `instruments` and `series`. */
export interface VenueParts {
  readonly instruments: readonly Instrument[];
  readonly series: readonly BarSeries[];
  readonly calendar: TradingCalendar;
  readonly settings: ResolvedVenueSettings;
  readonly scale: MoneyScale;
  readonly account: VenueAccount;
  readonly sink: VenueSink;
}

/**
 * A venue that fills orders from bars. Synchronous; a bar without resting orders costs one
 * comparison. It states its rules and is pessimistic where a bar does not tell:
 *
 * - an order fills only in a bar that starts at or after its acceptance (`this-close` excepted);
 * - market: the open of that bar, or with `this-close` the close at which it was decided;
 * - limit buy: the better of open and limit once the low reaches the limit; sell mirrored;
 * - every fill is complete; a price off the tick is rounded against the trader;
 * - orders of a symbol match in order of acceptance.
 */
export class SimulatedVenue {
  /** Orders resting, over all symbols. */
  resting = 0;
  /** No resting order expires before this instant. */
  nextExpiryAt: UnixMs = Number.POSITIVE_INFINITY;
  /** Fills whose price had to be rounded to the tick. */
  offTickFills = 0;
  readonly #parts: VenueParts;
  readonly #lists: RestingOrder[][];
  readonly #commission: Commission;
  readonly #fee = { ticks: 0, exact: undefined as bigint | undefined };
  readonly #fill = new FillFacts();
  readonly #scales: Float64Array;
  /** Quantity unit × price unit in one unit of account, and ticks of money in it. */
  readonly #products: Float64Array;
  readonly #ticksPerOne: number = Number.NaN;
  /** Price and instant of the match under way. */
  #price = Number.NaN;
  #at: UnixMs = Number.NaN;
  #sessionFrom = Number.POSITIVE_INFINITY;
  #sessionTo = Number.NEGATIVE_INFINITY;

  constructor(parts: VenueParts) {
    const { instruments, scale, settings } = parts;
    this.#parts = parts;
    this.#lists = instruments.map(() => []);
    this.#scales = Float64Array.from(instruments, (one) => powerOfTen(one.priceDigits));
    this.#products = Float64Array.from(instruments, (one) =>
      powerOfTen(one.quantityDigits + one.priceDigits),
    );
    this.#ticksPerOne = powerOfTen(scale.digits);
    this.#commission = new Commission(settings.commission, {
      quantityDigits: instruments.map((one) => one.quantityDigits),
      priceDigits: instruments.map((one) => one.priceDigits),
      scale,
    });
  }

  /**
   * Takes an order. It answers `accepted` at once; fills come with bars.
   *
   * @throws SdkError `SYMBOL_UNKNOWN` for a symbol that the venue has no bars of.
   */
  accept(order: ApprovedOrder, at: UnixMs): void {
    const slot = this.slotOf(order);
    const expiresAt = order.timeInForce === 'gtc' ? Number.POSITIVE_INFINITY : this.#dayEnd(at);
    const list = this.#lists[slot] as RestingOrder[];
    list[list.length] = { order, slot, acceptedAt: at, expiresAt };
    this.resting++;
    if (expiresAt < this.nextExpiryAt) this.nextExpiryAt = expiresAt;
    this.#parts.sink.accepted(order, at);
  }

  /** Place of an order's symbol at this venue. */
  slotOf({ slot, symbol }: OrderIntent): number {
    const { instruments } = this.#parts;
    if (instruments[slot]?.symbol === symbol) return slot;
    const found = instruments.findIndex((one) => one.symbol === symbol);
    if (found >= 0) return found;
    const must = 'a symbol that the venue has bars of';
    throw invalidValue('SYMBOL_UNKNOWN', { field: 'symbol', value: symbol, must });
  }

  /** Cancels a resting order; one that does not rest (any more) is left alone. */
  cancel(order: OrderIntent, at: UnixMs): void {
    const list = this.#lists[this.slotOf(order)] as RestingOrder[];
    const index = list.findIndex((one) => one.order === order);
    const found = index < 0 ? undefined : list.splice(index, 1)[0];
    if (found === undefined) return;
    this.resting--;
    this.#parts.sink.ended(found.order, { kind: 'canceled', at });
  }

  /** Fills at the open of a bar: market orders, and limits that the open already reaches. */
  matchOpen(slot: number, index: number): void {
    const list = this.#lists[slot] as RestingOrder[];
    if (list.length === 0) return;
    const { open, time } = this.#parts.series[slot] as BarSeries;
    this.#price = open[index] as number;
    this.#at = time[index] as number;
    const marketable = this.#parts.settings.fillAt === 'next-open';
    let kept = 0;
    // The sink may not change the list: effects are carried out between matches.
    for (const one of list) {
      const { order } = one;
      const fits = order.type === 'market' ? marketable : this.#openReaches(one);
      if (fits && one.acceptedAt <= this.#at) this.#execute(one);
      else list[kept++] = one;
    }
    this.#keep(list, kept);
  }

  /** Fills within the range of a bar: limits that the low or high reaches, at the limit. */
  matchRange(slot: number, index: number): void {
    const list = this.#lists[slot] as RestingOrder[];
    if (list.length === 0) return;
    const series = this.#parts.series[slot] as BarSeries;
    const startAt = series.time[index] as number;
    this.#at = barEndAt(series, index);
    let kept = 0;
    for (const one of list) {
      if (one.acceptedAt <= startAt && this.#rangeReaches(one, series, index)) {
        this.#execute(one);
      } else list[kept++] = one;
    }
    this.#keep(list, kept);
  }

  #openReaches({ order, slot }: RestingOrder): boolean {
    const limit = order.limitUnits / (this.#scales[slot] as number);
    if (this.#parts.settings.limitFill === 'through') {
      return order.sign > 0 ? this.#price < limit : this.#price > limit;
    }
    return order.sign > 0 ? this.#price <= limit : this.#price >= limit;
  }

  /** Also sets the price at which the order fills. */
  #rangeReaches({ order, slot }: RestingOrder, series: BarSeries, index: number): boolean {
    if (order.type === 'market') {
      // Only `this-close` leaves one: decided while its symbol had no bar.
      this.#price = series.close[index] as number;
      return true;
    }
    const limit = order.limitUnits / (this.#scales[slot] as number);
    this.#price = limit;
    const through = this.#parts.settings.limitFill === 'through';
    if (order.sign > 0) {
      const low = series.low[index] as number;
      return through ? low < limit : low <= limit;
    }
    const high = series.high[index] as number;
    return through ? high > limit : high >= limit;
  }

  /** Pops what was dealt with: setting the length is a slow call into the runtime. */
  #keep(list: RestingOrder[], kept: number): void {
    this.resting -= list.length - kept;
    while (list.length > kept) list.pop();
  }

  /** With `this-close`: fills market orders that were decided at the end of this bar. */
  matchClose(slot: number, index: number): void {
    const list = this.#lists[slot] as RestingOrder[];
    if (list.length === 0) return;
    const series = this.#parts.series[slot] as BarSeries;
    this.#price = series.close[index] as number;
    this.#at = barEndAt(series, index);
    let kept = 0;
    for (const one of list) {
      if (one.order.type === 'market' && one.acceptedAt === this.#at) this.#execute(one);
      else list[kept++] = one;
    }
    this.#keep(list, kept);
  }

  /** Ends every DAY order whose session is over by this instant. */
  expire(at: UnixMs): void {
    this.nextExpiryAt = Number.POSITIVE_INFINITY;
    for (const list of this.#lists) {
      let kept = 0;
      for (const one of list) {
        if (one.expiresAt > at) {
          this.nextExpiryAt = Math.min(this.nextExpiryAt, one.expiresAt);
          list[kept++] = one;
          continue;
        }
        this.#parts.sink.ended(one.order, { kind: 'expired', at: one.expiresAt });
      }
      this.#keep(list, kept);
    }
  }

  /** Fills all of an order at `#price`, or rejects it for want of cash. Always ends it. */
  #execute({ order, slot }: RestingOrder): void {
    const fill = this.#fill;
    fill.quantityUnits = order.quantityUnits;
    fill.priceUnits = this.#tickPrice(slot, order.sign);
    fill.filledAt = this.#at;
    this.#commission.charge(slot, fill, this.#fee);
    fill.feeTicks = this.#fee.ticks;
    fill.feeExact = this.#fee.exact;
    if (order.sign > 0 && !this.#parts.settings.negativeCash) {
      const reason = this.#wantOfCash(slot, fill);
      if (reason !== undefined) {
        this.#parts.sink.ended(order, { kind: 'rejected', at: this.#at, reason });
        return;
      }
    }
    this.#parts.sink.filled(order, fill);
  }

  /** A buy that cash cannot pay is refused, unless all of it covers a short position: an exit. */
  #wantOfCash(slot: number, fill: FillFacts): Refusal | undefined {
    const { account, scale } = this.#parts;
    const shortUnits = -(account.quantity[slot] as number);
    if (shortUnits >= fill.quantityUnits) return undefined;
    const { feeExact } = fill;
    const fee =
      feeExact === undefined ? fill.feeTicks / this.#ticksPerOne : Number(feeExact) / 1e18;
    const product = fill.quantityUnits * fill.priceUnits;
    const cost = product / (this.#products[slot] as number) + fee;
    const cash = account.cashNumber;
    // Doubles decide what is clear, whole numbers what is close.
    if (cost < cash * (1 - 1e-9)) return undefined;
    if (cost <= cash * (1 + 1e-9) && costUnits(slot, fill, scale) <= account.cash) return undefined;
    return {
      code: 'INSUFFICIENT_CASH',
      message: `cost of the buy must be at most the cash of ${cash}, was ${cost}`,
      actual: cost,
      limit: cash,
    };
  }

  /** A price in units on the tick; what is off the tick goes against the trader. */
  #tickPrice(slot: number, sign: number): number {
    const { tickUnits } = this.#parts.instruments[slot] as Instrument;
    const scale = this.#scales[slot] as number;
    const exact = this.#price * scale;
    const nearest = Math.round(exact);
    // On a unit: the double nearest to a whole number of units, or beside it by rounding alone.
    const onUnit = nearest / scale === this.#price || Math.abs(exact - nearest) <= 1e-6;
    if (onUnit && (tickUnits === 1 || nearest % tickUnits === 0)) return nearest;
    this.offTickFills++;
    const ticks = (onUnit ? nearest : exact) / tickUnits;
    const rounded = sign > 0 ? Math.ceil(ticks) : Math.max(1, Math.floor(ticks));
    return rounded * tickUnits;
  }

  /** When a DAY order made at this instant expires: the close of its session, or of the next. */
  #dayEnd(at: UnixMs): UnixMs {
    if (at >= this.#sessionFrom && at < this.#sessionTo) return this.#sessionTo;
    const { calendar } = this.#parts;
    this.#sessionFrom = at;
    this.#sessionTo = (calendar.sessionAt(at) ?? calendar.nextSession(at)).closesAt;
    return this.#sessionTo;
  }
}
