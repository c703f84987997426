import type { Instrument } from '../instruments/instrument.js';
import { powerOfTen } from '../numbers/units.js';
import { divideHalfEven } from './divide-half-even.js';
import { ExactBalance } from './exact-balance.js';
import { ExactShare, exactShareMax } from './exact-share.js';
import { MoneyColumn, ticksMax } from './money-column.js';
import { type MoneyScale, moneyScale } from './money-scale.js';
import { positionOverflow as overflow } from './position-overflow.js';
import type { HeldPosition } from './split-position.js';

/** A fee in ticks of the ledger's scale, or, where it is finer or larger, exact in 1e-18. */
export type FeeTicks = number;

/**
 * The exact average-cost ledger of one account: cash, and for each slot quantity, open cost and
 * realized profit, gross of fees.
 *
 *     cash + Σ open cost − deposits = Σ realized − fees + income  (after every call, exactly)
 *
 * Every amount is the sum of parts: whole ticks in a double, and units of 1e-18, in a double or a
 * `bigint`, for whatever is too fine or too large for ticks. Doubles are checked against 2^53, so
 * the sum is exact whichever part holds it. Average cost is the only place that rounds: the cost
 * that a partial close releases is half-even at 1e-18, and the remainder stays with the open
 * position.
 *
 * A class with flat fields: it is the hot path of every fill.
 */
export class Ledger {
  readonly instruments: readonly Instrument[];
  readonly scale: MoneyScale;
  /** Signed quantity per slot, in units of `10^-quantityDigits`. */
  readonly quantity: Float64Array;
  /** Signed quantity per slot as the nearest double, in whole shares or coins. */
  readonly shares: Float64Array;
  readonly #perShare: Float64Array;
  readonly #perProduct: Float64Array;
  readonly #cost: MoneyColumn;
  readonly #realized: MoneyColumn;
  /** Absent where a tick has too few or too many units for doubles. */
  readonly #share: ExactShare | undefined;
  readonly #finePerTick: number = Number.NaN;
  readonly #cash: ExactBalance;
  readonly #fees: ExactBalance;
  #deposits = 0n;
  #income = 0n;

  constructor(instruments: readonly Instrument[], scale: MoneyScale = moneyScale(instruments)) {
    const slots = instruments.length;
    this.#cash = new ExactBalance(scale);
    this.#fees = new ExactBalance(scale);
    this.instruments = instruments;
    this.scale = scale;
    this.#perProduct = scale.ticksPerProduct;
    this.#perShare = Float64Array.from(instruments, (one) => powerOfTen(one.quantityDigits));
    this.quantity = new Float64Array(slots);
    this.shares = new Float64Array(slots);
    const { unitsPerTick } = scale;
    this.#finePerTick = Number(unitsPerTick);
    const hasFine = unitsPerTick >= 10n ** 6n && unitsPerTick <= 10n ** 12n;
    this.#share = hasFine ? new ExactShare(this.#finePerTick) : undefined;
    this.#cost = new MoneyColumn(slots, unitsPerTick, hasFine);
    this.#realized = new MoneyColumn(slots, unitsPerTick, hasFine);
  }

  /** Adds to cash (negative: a withdrawal). Changes neither realized nor unrealized profit. */
  deposit(amount: bigint): void {
    this.#deposits += amount;
    this.#cash.add(amount);
  }

  /** Adds what is earned or paid beside trading, negative for a charge, in units of 1e-18. */
  addIncome(amount: bigint): void {
    this.#income += amount;
    this.#cash.add(amount);
  }

  /** Replaces a position (a split, a snapshot). Cash moves as realized − cost does. */
  setPosition(slot: number, { quantity, cost, realized }: HeldPosition): void {
    this.#cash.add(realized - cost - this.realizedOf(slot) + this.costOf(slot));
    this.quantity[slot] = quantity;
    this.shares[slot] = quantity / (this.#perShare[slot] as number);
    this.#cost.set(slot, cost);
    this.#realized.set(slot, realized);
  }

  /**
   * Books one fill.
   *
   * @param slot Index of the instrument.
   * @param signed Quantity in the instrument's units, negative for a sale; a safe integer, not 0.
   * @param price In the instrument's price units; a safe integer.
   * @param fee Ticks of the scale, a safe integer; use {@link chargeFee} for any other fee.
   * @throws SdkError `LEDGER_OVERFLOW` when the position would exceed 2^53 − 1 units; the state is
   *   then unchanged.
   */
  // eslint-disable-next-line max-params -- once a fill: an object would be made for each
  applyFill(slot: number, signed: number, price: number, fee: FeeTicks): void {
    const held = this.quantity[slot] as number;
    const after = held + signed;
    if (!Number.isSafeInteger(after)) throw overflow(this.instruments[slot] as Instrument, after);
    const notional = signed * price * (this.#perProduct[slot] as number);
    const cost = this.#cost.ticks[slot] as number;
    // One bound for all: sums of a few amounts within it are exact. Cash, fees and realized profit
    // are kept within it.
    const fits =
      notional < ticksMax &&
      notional > -ticksMax &&
      cost < ticksMax &&
      cost > -ticksMax &&
      fee < ticksMax &&
      fee > -ticksMax;
    if (!fits) this.#applyWide(slot, signed, price, fee);
    else {
      this.#cash.addTicks(-notional - fee);
      this.#fees.addTicks(fee);
      if (held === 0 || held > 0 === signed > 0) this.#cost.ticks[slot] = cost + notional;
      else this.#close(slot, held, signed, notional);
    }
    this.quantity[slot] = after;
    this.shares[slot] = after / (this.#perShare[slot] as number);
  }

  /** Charges a fee that is not a whole number of ticks, in units of 1e-18. */
  chargeFee(fee: bigint): void {
    this.#fees.add(fee);
    this.#cash.add(-fee);
  }

  /** A fill against the position, everything in ticks. */
  // eslint-disable-next-line max-params -- once a fill: an object would be made for each
  #close(slot: number, held: number, signed: number, notional: number): void {
    const size = held < 0 ? -held : held;
    const wanted = signed < 0 ? -signed : signed;
    if (wanted < size) {
      this.#closePart(slot, wanted, size, notional);
      return;
    }
    // Closes all; what is left of the fill opens the other side at the fill's price.
    const opened = wanted === size ? 0 : (notional / wanted) * (wanted - size);
    const { ticks, fine, rest } = this.#cost;
    this.#realize(slot, notional - opened + (ticks[slot] as number), fine[slot] as number);
    ticks[slot] = opened;
    fine[slot] = 0;
    if (rest[slot] !== 0n) {
      this.#realized.rest[slot] = at(this.#realized.rest, slot) - at(rest, slot);
      rest[slot] = 0n;
    }
  }

  // eslint-disable-next-line max-params -- once a fill: an object would be made for each
  #closePart(slot: number, wanted: number, size: number, notional: number): void {
    const { ticks, fine, rest } = this.#cost;
    const share = this.#share;
    if (share !== undefined && size < exactShareMax && rest[slot] === 0n) {
      share.take(ticks[slot] as number, fine[slot] as number, wanted, size);
      this.#realize(slot, notional + share.ticks, share.fine);
      const left = (fine[slot] as number) - share.fine;
      const carried = left >= this.#finePerTick ? 1 : left <= -this.#finePerTick ? -1 : 0;
      ticks[slot] = (ticks[slot] as number) - share.ticks + carried;
      fine[slot] = left - carried * this.#finePerTick;
      return;
    }
    this.#realize(slot, notional, 0);
    const total = this.#cost.get(slot);
    const released = divideHalfEven(total * BigInt(wanted), BigInt(size));
    this.#cost.set(slot, total - released);
    this.#realized.set(slot, this.#realized.get(slot) - released);
  }

  /** Takes an amount, in ticks and 1e-18 below them, from realized profit. */
  #realize(slot: number, ticks: number, fine: number): void {
    const realized = this.#realized;
    const left = (realized.fine[slot] as number) - fine;
    const carried = left >= this.#finePerTick ? 1 : left <= -this.#finePerTick ? -1 : 0;
    const whole = (realized.ticks[slot] as number) - ticks + carried;
    realized.ticks[slot] = whole;
    realized.fine[slot] = left - carried * this.#finePerTick;
    if (whole > ticksMax || whole < -ticksMax) realized.spill(slot);
  }

  /** The same in `bigint`, for amounts that ticks in a double cannot hold. */
  // eslint-disable-next-line max-params -- once a fill: an object would be made for each
  #applyWide(slot: number, signed: number, price: number, fee: FeeTicks): void {
    const perProduct = BigInt(this.#perProduct[slot] as number) * this.scale.unitsPerTick;
    const notional = BigInt(signed) * BigInt(price) * perProduct;
    const paid = BigInt(fee) * this.scale.unitsPerTick;
    this.#cash.add(-notional - paid);
    this.#fees.add(paid);
    const cost = this.#cost.get(slot);
    const held = this.quantity[slot] as number;
    if (held === 0 || held > 0 === signed > 0) {
      this.#cost.set(slot, cost + notional);
      return;
    }
    const size = Math.abs(held);
    const wanted = Math.abs(signed);
    const closing = Math.min(size, wanted);
    const released = closing === size ? cost : divideHalfEven(cost * BigInt(closing), BigInt(size));
    const opened = (notional / BigInt(wanted)) * BigInt(wanted - closing);
    this.#realized.set(slot, this.#realized.get(slot) - (notional - opened) - released);
    this.#cost.set(slot, cost - released + opened);
  }

  /** Cash as a double, in whole units of account. */
  get cashNumber(): number {
    return this.#cash.number;
  }

  /** Cash in money units (1e-18), exact. The other readers below likewise. */
  get cash(): bigint {
    return this.#cash.amount;
  }

  get fees(): bigint {
    return this.#fees.amount;
  }

  /** Deposits less withdrawals. */
  get deposits(): bigint {
    return this.#deposits;
  }

  /** Dividends and interest received, less those paid and less charges. */
  get income(): bigint {
    return this.#income;
  }

  /** Signed open cost of a slot: what the open quantity was bought (or, negative, sold) for. */
  costOf(slot: number): bigint {
    return this.#cost.get(slot);
  }

  /** Realized profit of a slot, gross of fees. */
  realizedOf(slot: number): bigint {
    return this.#realized.get(slot);
  }

  /** What the conservation law leaves over; zero unless the ledger has a bug. */
  get imbalance(): bigint {
    let sum = this.cash - this.deposits + this.fees - this.income;
    for (let slot = 0; slot < this.quantity.length; slot++) {
      sum += this.costOf(slot) - this.realizedOf(slot);
    }
    return sum;
  }
}

function at(list: readonly bigint[], slot: number): bigint {
  return list[slot] as bigint;
}
