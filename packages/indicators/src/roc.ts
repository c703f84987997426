import { defined } from './defined.js';
import type { Indicator } from './indicator.js';
import { requireLength } from './require-length.js';
import { Window } from './window.js';

/**
 * Rate of change over `length` inputs, in percent.
 *
 *     100 × (x[t] − x[t−length]) ÷ x[t−length]
 *
 * First value: input number `length + 1` (index `length`). `undefined` where the earlier value is
 * 0. In percent as everywhere; backtrader's ROC is the hundredth part.
 *
 * @throws SdkError `VALUE_INVALID` when `length` is not a whole number from 1 to 1,000,000.
 *
 * Agrees with: TA-Lib ROC, Stock.Indicators ToRoc to 1e-8.
 *
 * @example
 * const roc = new Roc(2);
 * [50, 60, 55].map((x) => roc.next(x)) // => [undefined, undefined, 10]
 */
export class Roc implements Indicator<number, number> {
  readonly warmUp: number;
  private readonly window: Window;
  private latest = Number.NaN;

  constructor(length: number) {
    this.window = new Window(requireLength('length', length));
    this.warmUp = length + 1;
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
    const earlier = this.window.push(value);
    return (this.latest = earlier === 0 ? Number.NaN : (100 * (value - earlier)) / earlier);
  }

  /** Takes back the last input; nothing more until the next one. */
  undo(): void {
    this.window.undo();
  }
}

/** {@link Roc} of a column; NaN before index `length`. */
export function rocColumn(values: Float64Array, length: number): Float64Array {
  const indicator = new Roc(length);
  const result = new Float64Array(values.length);
  for (let i = 0; i < result.length; i++) result[i] = indicator.step(values[i]!);
  return result;
}
