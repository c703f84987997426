import { defined } from './defined.js';
import { Ema } from './ema.js';
import type { Indicator } from './indicator.js';
import { Roc } from './roc.js';

/**
 * TRIX: the change from bar to bar of a triple {@link Ema}, in percent.
 *
 *     100 × (e[t] − e[t−1]) ÷ e[t−1],   e = ema(ema(ema(x)))
 *
 * First value: input number `3 × length − 1` (index `3 × length − 2`). `undefined` where the
 * average before was 0.
 *
 * @throws SdkError `VALUE_INVALID` when `length` is not a whole number from 1 to 1,000,000.
 *
 * Source: Hutson (1983), "Good TRIX", TASC 1(5).
 * Agrees with: TA-Lib TRIX to 1e-8.
 *
 * @example
 * const trix = new Trix(1);
 * [50, 60].map((x) => trix.next(x)) // => [undefined, 20]
 */
export class Trix implements Indicator<number, number> {
  readonly warmUp: number;
  private readonly once: Ema;
  private readonly twice: Ema;
  private readonly thrice: Ema;
  private readonly change = new Roc(1);

  constructor(length: number) {
    this.once = new Ema(length);
    this.twice = new Ema(length);
    this.thrice = new Ema(length);
    this.warmUp = 3 * length - 1;
  }

  get value(): number | undefined {
    return this.change.value;
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
    return this.change.step(this.thrice.step(this.twice.step(this.once.step(value))));
  }

  /** Takes back the last input; nothing more until the next one. */
  undo(): void {
    this.once.undo();
    this.twice.undo();
    this.thrice.undo();
    this.change.undo();
  }
}

/** {@link Trix} of a column; NaN before index `3 × length − 2`. */
export function trixColumn(values: Float64Array, length: number): Float64Array {
  const indicator = new Trix(length);
  const result = new Float64Array(values.length);
  for (let i = 0; i < result.length; i++) result[i] = indicator.step(values[i]!);
  return result;
}
