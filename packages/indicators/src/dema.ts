import { defined } from './defined.js';
import { Ema } from './ema.js';
import type { Indicator } from './indicator.js';

/**
 * Double exponential moving average: an {@link Ema} with its lag taken out once.
 *
 *     2 × ema(x) − ema(ema(x))
 *
 * First value: input number `2 × length − 1` (index `2 × length − 2`); each average begins with the
 * mean of its first `length` inputs.
 *
 * @throws SdkError `VALUE_INVALID` when `length` is not a whole number from 1 to 1,000,000.
 *
 * Source: Mulloy (1994), "Smoothing Data with Faster Moving Averages", TASC 12(2).
 * Agrees with: TA-Lib DEMA to 1e-8.
 *
 * @example
 * const dema = new Dema(2);
 * [1, 2, 3, 4].map((x) => dema.next(x)) // => [undefined, undefined, 3, 4]
 */
export class Dema implements Indicator<number, number> {
  readonly warmUp: number;
  private readonly once: Ema;
  private readonly twice: Ema;
  private latest = Number.NaN;

  constructor(length: number) {
    this.once = new Ema(length);
    this.twice = new Ema(length);
    this.warmUp = 2 * length - 1;
  }

  get value(): number | undefined {
    return defined(this.latest);
  }

  next(value: number): number | undefined {
    return defined(this.step(value));
  }

  replaceLast(value: number): number | undefined {
    this.undo();
    return this.next(value);
  }

  /** The same as `next` with NaN for `undefined`: a hot loop then allocates nothing. */
  step(value: number): number {
    const once = this.once.step(value);
    return (this.latest = 2 * once - this.twice.step(once));
  }

  /** Takes back the last input; nothing more until the next one. */
  undo(): void {
    this.once.undo();
    this.twice.undo();
  }
}

/** {@link Dema} of a column; NaN before index `2 × length − 2`. */
export function demaColumn(values: Float64Array, length: number): Float64Array {
  const indicator = new Dema(length);
  const result = new Float64Array(values.length);
  for (let i = 0; i < result.length; i++) result[i] = indicator.step(values[i]!);
  return result;
}
