import { defined } from './defined.js';
import { Ema } from './ema.js';
import type { Indicator } from './indicator.js';

/**
 * Triple exponential moving average: an {@link Ema} with its lag taken out twice.
 *
 *     3 × ema(x) − 3 × ema(ema(x)) + ema(ema(ema(x)))
 *
 * First value: input number `3 × length − 2` (index `3 × length − 3`); each average begins with the
 * mean of its first `length` inputs.
 *
 * @throws SdkError `VALUE_INVALID` when `length` is not a whole number from 1 to 1,000,000.
 *
 * Source: Mulloy (1994), "Smoothing Data with Faster Moving Averages", TASC 12(2).
 * Agrees with: TA-Lib TEMA to 1e-8.
 *
 * @example
 * const tema = new Tema(2);
 * [1, 2, 3, 4].map((x) => tema.next(x)) // => [undefined, undefined, undefined, 4]
 */
export class Tema implements Indicator<number, number> {
  readonly warmUp: number;
  private readonly once: Ema;
  private readonly twice: Ema;
  private readonly thrice: Ema;
  private latest = Number.NaN;

  constructor(length: number) {
    this.once = new Ema(length);
    this.twice = new Ema(length);
    this.thrice = new Ema(length);
    this.warmUp = 3 * length - 2;
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
    const twice = this.twice.step(once);
    return (this.latest = 3 * (once - twice) + this.thrice.step(twice));
  }

  /** Takes back the last input; nothing more until the next one. */
  undo(): void {
    this.once.undo();
    this.twice.undo();
    this.thrice.undo();
  }
}

/** {@link Tema} of a column; NaN before index `3 × length − 3`. */
export function temaColumn(values: Float64Array, length: number): Float64Array {
  const indicator = new Tema(length);
  const result = new Float64Array(values.length);
  for (let i = 0; i < result.length; i++) result[i] = indicator.step(values[i]!);
  return result;
}
