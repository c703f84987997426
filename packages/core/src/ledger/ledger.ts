import type { Instrument } from '../instruments/instrument.js';
import { powerOfTen } from '../numbers/units.js';
import { divideHalfEven } from './divide-half-even.js';
import { type MoneyScale, moneyScale } from './money-scale.js';
import { positionOverflow as overflow } from './position-overflow.js';
import type { HeldPosition } from './split-position.js';

const safeMax = Number.MAX_SAFE_INTEGER;

/** A fee in ticks of the ledger's scale, or, where it is finer or larger, exact in 1e-18. */
export type FeeTicks = number;

/**
 * The exact average-cost ledger of one account: cash, and for each slot quantity, open cost and
 * realized profit, gross of fees.
 *
 *     cash + Σ open cost − deposits = Σ realized − fees + income  (after every call, exactly)
 *
 * Every amount is the sum of two parts: whole ticks in a double, and a `bigint` in units of 1e-18
 * for whatever is too large or too fine for ticks. The double part is checked against 2^53, so the
 * sum is exact whichever part holds it. Average cost is the only place that rounds: the cost that a
 * partial close releases is half-even at 1e-18, and the remainder stays with the open position.
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
  /** Cash as the nearest double, in whole units of account. */
  cashNumber = Number.NaN;
  readonly #perShare: Float64Array;
  readonly #perProduct: Float64Array;
  readonly #cost: Float64Array;
  readonly #costRest: bigint[];
  readonly #realized: Float64Array;
  readonly #realizedRest: bigint[];
  #cash = Number.NaN;
  #cashRest = 0n;
  #fees = Number.NaN;
  #feesRest = 0n;
  #deposits = 0n;
  #income = 0n;
  readonly #ticksPerOne: number = Number.NaN;

  constructor(instruments: readonly Instrument[], scale: MoneyScale = moneyScale(instruments)) {
    const slots = instruments.length;
    // Declared as doubles (NaN), so that the fields keep one representation; see `AccountState`.
    this.#cash = 0;
    this.#fees = 0;
    this.cashNumber = 0;
    this.instruments = instruments;
    this.scale = scale;
    this.#ticksPerOne = powerOfTen(scale.digits);
    this.#perProduct = scale.ticksPerProduct;
    this.#perShare = Float64Array.from(instruments, (one) => powerOfTen(one.quantityDigits));
    this.quantity = new Float64Array(slots);
    this.shares = new Float64Array(slots);
    this.#cost = new Float64Array(slots);
    this.#costRest = new Array<bigint>(slots).fill(0n);
    this.#realized = new Float64Array(slots);
    this.#realizedRest = new Array<bigint>(slots).fill(0n);
  }

  /** Adds to cash (negative: a withdrawal). Changes neither realized nor unrealized profit. */
  deposit(amount: bigint): void {
    this.#deposits += amount;
    this.#addCash(amount);
  }

  /** Adds what is earned or paid beside trading, negative for a charge, in units of 1e-18. */
  addIncome(amount: bigint): void {
    this.#income += amount;
    this.#addCash(amount);
  }

  /** Replaces a position (a split, a snapshot). Cash moves as realized − cost does. */
  setPosition(slot: number, { quantity, cost, realized }: HeldPosition): void {
    this.#addCash(realized - cost - this.realizedOf(slot) + this.costOf(slot));
    this.quantity[slot] = quantity;
    this.shares[slot] = quantity / (this.#perShare[slot] as number);
    [this.#cost[slot], this.#costRest[slot]] = this.#inTicks(cost);
    [this.#realized[slot], this.#realizedRest[slot]] = this.#inTicks(realized);
  }

  /** An amount as whole ticks, where a double may hold them, and the rest. */
  #inTicks(amount: bigint): readonly [ticks: number, rest: bigint] {
    const ticks = amount / this.scale.unitsPerTick;
    return isSafe(Number(ticks))
      ? [Number(ticks), amount - ticks * this.scale.unitsPerTick]
      : [0, amount];
  }

  #addCash(amount: bigint): void {
    const ticks = amount / this.scale.unitsPerTick;
    const sum = this.#cash + Number(ticks);
    if (ticks * this.scale.unitsPerTick === amount && isSafe(Number(ticks)) && isSafe(sum)) {
      this.#cash = sum;
    } else {
      this.#cashRest += amount;
    }
    this.#showCash();
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
    if (!isSafe(after)) throw overflow(this.instruments[slot] as Instrument, after);
    const notional = signed * price * (this.#perProduct[slot] as number);
    const cash = this.#cash - notional - fee;
    const cost = this.#cost[slot] as number;
    const realized = this.#realized[slot] as number;
    // One bound for all sums: whatever passes it is exact in every step below.
    const bound = safeMax / 8;
    const fits =
      notional < bound &&
      notional > -bound &&
      cash < bound &&
      cash > -bound &&
      cost < bound &&
      cost > -bound &&
      realized < bound &&
      realized > -bound &&
      fee < bound &&
      fee > -bound &&
      this.#fees < bound &&
      this.#fees > -bound;
    if (!fits) this.#applyWide(slot, signed, price, fee);
    else {
      this.#cash = cash;
      this.#fees += fee;
      if (held === 0 || held > 0 === signed > 0) this.#cost[slot] = cost + notional;
      else this.#close(slot, held, signed, notional);
    }
    this.quantity[slot] = after;
    this.shares[slot] = after / (this.#perShare[slot] as number);
    this.#showCash();
  }

  /** Charges a fee that is not a whole number of ticks, in units of 1e-18. */
  chargeFee(fee: bigint): void {
    this.#feesRest += fee;
    this.#cashRest -= fee;
    this.#showCash();
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
    const cost = this.#cost[slot] as number;
    this.#realized[slot] = (this.#realized[slot] as number) - (notional - opened) - cost;
    this.#cost[slot] = opened;
    if (this.#costRest[slot] !== 0n) {
      this.#realizedRest[slot] = at(this.#realizedRest, slot) - at(this.#costRest, slot);
      this.#costRest[slot] = 0n;
    }
  }

  // eslint-disable-next-line max-params -- once a fill: an object would be made for each
  #closePart(slot: number, wanted: number, size: number, notional: number): void {
    const cost = this.#cost[slot] as number;
    this.#realized[slot] = (this.#realized[slot] as number) - notional;
    const product = cost * wanted;
    if (this.#costRest[slot] === 0n && isSafe(product)) {
      const released = product / size;
      // A quotient of safe integers that is whole is exact: check it by multiplying back.
      if (Number.isInteger(released) && released * size === product) {
        this.#cost[slot] = cost - released;
        this.#realized[slot] = this.#realized[slot] - released;
        return;
      }
    }
    const total = this.#units(cost, at(this.#costRest, slot));
    const released = divideHalfEven(total * BigInt(wanted), BigInt(size));
    this.#cost[slot] = 0;
    this.#costRest[slot] = total - released;
    this.#realizedRest[slot] = at(this.#realizedRest, slot) - released;
  }

  /** The same in `bigint`, for amounts that ticks in a double cannot hold. */
  // eslint-disable-next-line max-params -- once a fill: an object would be made for each
  #applyWide(slot: number, signed: number, price: number, fee: FeeTicks): void {
    const perProduct = BigInt(this.#perProduct[slot] as number) * this.scale.unitsPerTick;
    const notional = BigInt(signed) * BigInt(price) * perProduct;
    const paid = BigInt(fee) * this.scale.unitsPerTick;
    this.#cashRest += this.#units(this.#cash, 0n) - notional - paid;
    this.#cash = 0;
    this.#feesRest += this.#units(this.#fees, 0n) + paid;
    this.#fees = 0;
    const cost = this.#units(this.#cost[slot] as number, at(this.#costRest, slot));
    const held = this.quantity[slot] as number;
    this.#cost[slot] = 0;
    if (held === 0 || held > 0 === signed > 0) {
      this.#costRest[slot] = cost + notional;
      return;
    }
    const size = Math.abs(held);
    const wanted = Math.abs(signed);
    const closing = Math.min(size, wanted);
    const released = closing === size ? cost : divideHalfEven(cost * BigInt(closing), BigInt(size));
    const opened = (notional / BigInt(wanted)) * BigInt(wanted - closing);
    const realized = this.#units(this.#realized[slot] as number, at(this.#realizedRest, slot));
    this.#realized[slot] = 0;
    this.#realizedRest[slot] = realized - (notional - opened) - released;
    this.#costRest[slot] = cost - released + opened;
  }

  #units(ticks: number, rest: bigint): bigint {
    return BigInt(ticks) * this.scale.unitsPerTick + rest;
  }

  #showCash(): void {
    const ticks = this.#cash / this.#ticksPerOne;
    this.cashNumber = this.#cashRest === 0n ? ticks : ticks + Number(this.#cashRest) / 1e18;
  }

  /** Cash in money units (1e-18), exact. The other readers below likewise. */
  get cash(): bigint {
    return this.#units(this.#cash, this.#cashRest);
  }

  get fees(): bigint {
    return this.#units(this.#fees, this.#feesRest);
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
    return this.#units(this.#cost[slot] ?? 0, this.#costRest[slot] ?? 0n);
  }

  /** Realized profit of a slot, gross of fees. */
  realizedOf(slot: number): bigint {
    return this.#units(this.#realized[slot] ?? 0, this.#realizedRest[slot] ?? 0n);
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

function isSafe(value: number): boolean {
  return value <= safeMax && value >= -safeMax;
}

function at(list: readonly bigint[], slot: number): bigint {
  return list[slot] as bigint;
}
