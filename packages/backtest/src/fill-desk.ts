import { type Instrument, powerOfTen, type Refusal, type UnixMs } from '@tradewright/core';
import { FillFacts } from '@tradewright/kernel';
import { Commission, type CommissionFee } from './commission/commission.js';
import { costUnits } from './cost-units.js';
import type { RestingOrder } from './resting-order.js';
import { slippageOf } from './slippage.js';
import type { TickLane } from './ticks/tick-lane.js';
import type { FillGuard, VenueParts } from './venue-parts.js';
import type { ResolvedVenueSettings } from './venue-settings.js';

/**
 * Turns a match into a fill: how much of it the volume allows, what it costs, whether the account
 * can pay. The match under way is in fields, not arguments: a double that is passed to a call which
 * is not inlined costs an allocation.
 */
export class FillDesk {
  /** Price and instant of the match under way. */
  price = Number.NaN;
  at: UnixMs = Number.NaN;
  /** Row of the bar under way. */
  row = 0;
  /** The ticks of the match under way, where it is one of ticks. */
  tick: TickLane | undefined = undefined;
  /** The match under way gives liquidity: an order that rested is met at its limit. */
  maker = false;
  /** Fills whose price had to be rounded to the tick. */
  offTickFills = 0;
  readonly #parts: VenueParts;
  readonly #settings: ResolvedVenueSettings;
  readonly #guard: FillGuard | undefined;
  readonly #commission: Commission;
  readonly #fee: CommissionFee = { ticks: 0, exact: undefined };
  readonly #fill = new FillFacts();
  readonly #charge = { quantityUnits: 0, priceUnits: 0, filledAt: Number.NaN, maker: false };
  readonly #scales: Float64Array;
  /** Quantity unit × price unit in one unit of account, and ticks of money in it. */
  readonly #products: Float64Array;
  readonly #ticksPerOne: number = Number.NaN;
  readonly #bounded: boolean;
  readonly #slips: boolean;
  /** Units that may still fill in the bar of each slot, and which bar that is. */
  readonly #budget: Float64Array;
  readonly #budgetRow: Int32Array;

  constructor(parts: VenueParts) {
    const { instruments, scale, settings } = parts;
    this.#parts = parts;
    this.#settings = settings;
    this.#guard = parts.guard;
    this.#scales = Float64Array.from(instruments, (one) => powerOfTen(one.priceDigits));
    this.#products = Float64Array.from(instruments, (one) =>
      powerOfTen(one.quantityDigits + one.priceDigits),
    );
    this.#ticksPerOne = powerOfTen(scale.digits);
    this.#bounded = settings.volumeShareMax !== 'none';
    this.#slips = settings.slippage.kind !== 'none';
    this.#budget = new Float64Array(instruments.length);
    this.#budgetRow = new Int32Array(instruments.length).fill(-1);
    this.#commission = new Commission(settings.commission, {
      quantityDigits: instruments.map((one) => one.quantityDigits),
      priceDigits: instruments.map((one) => one.priceDigits),
      scale,
    });
  }

  /**
   * Fills an order at `price`, as far as the bar's volume allows. Ends it when nothing is left, or
   * when the account cannot pay.
   *
   * @param slips The price is the market's, not a limit: it becomes worse by the slippage.
   * @returns Units filled.
   */
  execute(one: RestingOrder, slips: boolean): number {
    const { order, slot } = one;
    const units = this.#bounded ? this.#withinVolume(one) : one.leavesUnits;
    if (units === 0) return 0;
    if (slips && this.#slips) this.#slip(one, units);
    const fill = this.#fill;
    fill.quantityUnits = units;
    fill.priceUnits = this.#tickPrice(slot, order.sign);
    fill.filledAt = this.at;
    this.#chargeFor(one, fill);
    if (this.#guard !== undefined) {
      const reason = this.#guard.refusalOf(order, fill);
      if (reason !== undefined) {
        one.done = true;
        this.#commission.revoke(one);
        this.#parts.sink.ended(order, { kind: 'rejected', at: this.at, reason });
        return 0;
      }
    }
    if (order.sign > 0 && !this.#settings.negativeCash) {
      const reason = this.#wantOfCash(slot, fill);
      if (reason !== undefined) {
        one.done = true;
        this.#commission.revoke(one);
        this.#parts.sink.ended(order, { kind: 'rejected', at: this.at, reason });
        return 0;
      }
    }
    one.leavesUnits -= units;
    one.chainFilledUnits += units;
    if (one.leavesUnits === 0) one.done = true;
    if (this.#bounded) this.#take(one, units);
    this.#parts.sink.filled(order, fill);
    return units;
  }

  #chargeFor(one: RestingOrder, fill: FillFacts): void {
    const charge = this.#charge;
    charge.quantityUnits = fill.quantityUnits;
    charge.priceUnits = fill.priceUnits;
    charge.filledAt = fill.filledAt;
    charge.maker = this.maker;
    this.#commission.charge(one, charge, this.#fee);
    fill.feeTicks = this.#fee.ticks;
    fill.feeExact = this.#fee.exact;
  }

  /** What the volume of the bar leaves for an order: all before it have taken their part. */
  #withinVolume(one: RestingOrder): number {
    if (this.tick !== undefined) return this.tick.within(one);
    const { slot, leavesUnits, order } = one;
    if (this.#budgetRow[slot] !== this.row) {
      this.#budgetRow[slot] = this.row;
      this.#budget[slot] = this.#openBudget(slot);
    }
    const budget = this.#budget[slot] as number;
    if (leavesUnits <= budget) return leavesUnits;
    return order.timeInForce === 'fok' ? 0 : budget;
  }

  #take({ slot, sign }: RestingOrder, units: number): void {
    if (this.tick !== undefined) this.tick.take(sign, units);
    else this.#budget[slot] = (this.#budget[slot] as number) - units;
  }

  #openBudget(slot: number): number {
    const { quantityDigits, stepUnits } = this.#parts.instruments[slot] as Instrument;
    const share = (this.#volume(slot) * Number(this.#settings.volumeShareMax)) / stepUnits;
    return Math.floor(share * powerOfTen(quantityDigits) * (1 + Number.EPSILON)) * stepUnits;
  }

  #volume(slot: number): number {
    return this.#parts.series[slot]?.volume[this.row] as number;
  }

  /** Makes the price worse, within the range of a bar: nobody traded beyond it. */
  #slip({ slot, order }: RestingOrder, units: number): void {
    const { tickUnits, quantityDigits } = this.#parts.instruments[slot] as Instrument;
    const { tick } = this;
    const volume = tick === undefined ? this.#volume(slot) : tick.sizeFor(order.sign);
    const shares = units / powerOfTen(quantityDigits);
    const slip = slippageOf(this.#settings.slippage, {
      price: this.price,
      tick: tickUnits / (this.#scales[slot] as number),
      volumeShare: volume > 0 ? Math.min(1, shares / volume) : 1,
    });
    if (tick !== undefined) {
      this.price = Math.max(this.price + order.sign * slip, 0);
      return;
    }
    const { high, low } = this.#parts.series[slot] as { high: Float64Array; low: Float64Array };
    if (order.sign > 0) this.price = Math.min(this.price + slip, high[this.row] as number);
    else this.price = Math.max(this.price - slip, low[this.row] as number);
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
    if (cost <= cash * (1 + 1e-9) && costUnits(slot, fill, scale) <= account.cash) {
      return undefined;
    }
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
    const exact = this.price * scale;
    const nearest = Math.round(exact);
    // On a unit: the double nearest to a whole number of units, or beside it by rounding alone.
    // Above 2^33 units the last bit of the product alone is more than a millionth.
    const slack = Math.max(1e-6, nearest * 2 ** -50);
    const onUnit = nearest / scale === this.price || Math.abs(exact - nearest) <= slack;
    if (onUnit && (tickUnits === 1 || nearest % tickUnits === 0)) return nearest;
    this.offTickFills++;
    const ticks = (onUnit ? nearest : exact) / tickUnits;
    const rounded = sign > 0 ? Math.ceil(ticks) : Math.max(1, Math.floor(ticks));
    return rounded * tickUnits;
  }
}
