import type { Instrument } from '../instruments/instrument.js';
import { moneyDigits } from '../numbers/units.js';
import { divideHalfEven } from './divide-half-even.js';
import { positionOverflow } from './position-overflow.js';

/** Every `from` shares become `to`: 2-for-1 is 1 to 2, a stock dividend of 5 % is 20 to 21. */
export interface SplitTerms {
  readonly from: bigint;
  readonly to: bigint;
  /** Price after the split that is paid for fractions, in the instrument's price units. */
  readonly cashPrice: number | undefined;
}

/** What a split does to one position. */
export interface SplitResult {
  readonly from: bigint;
  readonly to: bigint;
  /** Signed quantity afterwards, in the instrument's units. */
  readonly after: number;
  /** Signed quantity that is paid in cash, in `1/from` of a unit. */
  readonly fraction: bigint;
  /** Signed cash for it, in money units (1e-18); a short position pays. */
  readonly cash: bigint;
}

/**
 * Says what a split makes of a position: whole quantity steps stay, the fraction becomes cash.
 *
 *     held × to ÷ from = after + fraction        cash = fraction × cash price
 *
 * @param held Signed quantity in the instrument's units.
 * @returns `undefined` when a fraction is left and no cash price says what it is worth.
 * @throws SdkError `LEDGER_OVERFLOW` when the position would exceed 2^53 − 1 units.
 */
export function splitPosition(
  one: Instrument,
  held: number,
  { from, to, cashPrice }: SplitTerms,
): SplitResult | undefined {
  const total = BigInt(held) * to;
  // BigInt division truncates: a short position is rounded toward zero as well.
  const step = BigInt(one.stepUnits);
  const after = (total / (from * step)) * step;
  const fraction = total - after * from;
  if (after !== BigInt(Number(after)) || !Number.isSafeInteger(Number(after))) {
    throw positionOverflow(one, Number(after));
  }
  if (fraction === 0n) return { from, to, after: Number(after), fraction, cash: 0n };
  if (cashPrice === undefined) return undefined;
  const perProduct = 10n ** BigInt(moneyDigits - one.quantityDigits - one.priceDigits);
  const cash = divideHalfEven(fraction * BigInt(cashPrice) * perProduct, from);
  return { from, to, after: Number(after), fraction, cash };
}

/** Position of a slot: signed quantity in its units, signed cost and realized profit in 1e-18. */
export interface HeldPosition {
  readonly quantity: number;
  readonly cost: bigint;
  readonly realized: bigint;
}

/**
 * A position at average cost after a split: the fraction takes its share of the cost with it. A
 * fraction against the position, which a strategy may get in a split, is bought at the cash price.
 */
export function splitAtAverage(held: HeldPosition, split: SplitResult): HeldPosition {
  const { to, after, fraction, cash } = split;
  if (fraction > 0n !== held.quantity > 0 && fraction !== 0n) {
    return { quantity: after, cost: held.cost - cash, realized: held.realized };
  }
  const total = absolute(BigInt(held.quantity) * to);
  const share = held.cost * absolute(fraction);
  const released = fraction === 0n ? 0n : divideHalfEven(share, total);
  return {
    quantity: after,
    cost: held.cost - released,
    realized: held.realized + cash - released,
  };
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}
