import { Decimal as SharedDecimal } from 'decimal.js';

/** Significant digits that every `Decimal` operation of the SDK keeps. */
export const decimalPrecision = 60;

/**
 * The SDK's own `Decimal` constructor: 60 digits, half-even. A clone, so that a host which calls
 * `Decimal.set` on the shared constructor cannot change our rounding.
 */
export const Decimal: SharedDecimal.Constructor = SharedDecimal.clone({
  defaults: true,
  precision: decimalPrecision,
  rounding: SharedDecimal.ROUND_HALF_EVEN,
  toExpNeg: -40,
  toExpPos: 60,
});

/** An exact decimal number. Compare with its methods: `a > b` compares text and is wrong. */
export type Decimal = SharedDecimal;
