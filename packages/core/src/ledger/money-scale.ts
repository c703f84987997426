import type { Instrument } from '../instruments/instrument.js';
import { moneyDigits, powerOfTen } from '../numbers/units.js';

/**
 * The step in which one run counts money in doubles: `10^-digits`, fine enough that quantity ×
 * price, and a fee of whole basis points on it, is a whole number. What does not fit (too large
 * or too fine) is counted in `bigint` at 1e-18 beside it, so nothing is ever rounded away.
 */
export interface MoneyScale {
  readonly digits: number;
  /** Money units (1e-18) in one tick of this scale. */
  readonly unitsPerTick: bigint;
  /** Ticks in one (quantity unit × price unit), per slot; a whole number. */
  readonly ticksPerProduct: Float64Array;
}

/** Digits that a fee of whole basis points adds to its notional. */
const feeDigits = 4;

/** Chooses the money scale for a list of instruments (the slots of a run, in order). */
export function moneyScale(instruments: readonly Instrument[]): MoneyScale {
  const products = instruments.map((one) => one.quantityDigits + one.priceDigits);
  const digits = Math.min(moneyDigits, Math.max(0, ...products) + feeDigits);
  return {
    digits,
    unitsPerTick: 10n ** BigInt(moneyDigits - digits),
    ticksPerProduct: Float64Array.from(products, (product) => powerOfTen(digits - product)),
  };
}
