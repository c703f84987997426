import { columnOf } from './column-of.js';
import { Ema } from './ema.js';
import type { Indicator } from './indicator.js';
import { requireLength } from './require-length.js';

/**
 * Wilder's moving average, also called smoothed average (SMMA) or running average (RMA).
 *
 *     rma[t] = rma[t−1] + (x[t] − rma[t−1]) ÷ length
 *
 * An {@link Ema} of weight `1 ÷ length`, begun with the mean of the first `length` values. First
 * value: input number `length` (index `length − 1`).
 *
 * @throws SdkError `VALUE_INVALID` when `length` is not a whole number from 1 to 1,000,000.
 *
 * Source: Wilder (1978), "New Concepts in Technical Trading Systems".
 * Agrees with: backtrader SMMA to six decimals.
 *
 * @example
 * const rma = new Rma(2);
 * [1, 3, 4].map((x) => rma.next(x)) // => [undefined, 2, 3]
 */
export class Rma implements Indicator<number, number> {
  readonly warmUp: number;
  private readonly ema: Ema;

  constructor(length: number) {
    this.warmUp = requireLength('length', length);
    this.ema = new Ema(length, { weight: 1 / length });
  }

  get value(): number | undefined {
    return this.ema.value;
  }

  next(value: number): number | undefined {
    return this.ema.next(value);
  }

  replaceLast(value: number): number | undefined {
    return this.ema.replaceLast(value);
  }

  /** The same as `next` with NaN for `undefined`: a hot loop then allocates nothing. */
  step(value: number): number {
    return this.ema.step(value);
  }

  /** Takes back the last input; nothing more until the next one. */
  undo(): void {
    this.ema.undo();
  }
}

/** {@link Rma} of a column; NaN before index `length − 1`. */
export function rmaColumn(values: Float64Array, length: number): Float64Array {
  requireLength('length', length);
  return columnOf(new Ema(length, { weight: 1 / length }), values);
}
