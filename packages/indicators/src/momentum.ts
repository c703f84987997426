import { defined } from './defined.js';
import type { Indicator } from './indicator.js';
import { requireLength } from './require-length.js';
import { Window } from './window.js';

/**
 * Momentum: the change over `length` inputs.
 *
 *     x[t] − x[t−length]
 *
 * First value: input number `length + 1` (index `length`).
 *
 * @throws SdkError `VALUE_INVALID` when `length` is not a whole number from 1 to 1,000,000.
 *
 * Agrees with: TA-Lib MOM, Stock.Indicators ToRoc to 1e-8.
 *
 * @example
 * const momentum = new Momentum(2);
 * [5, 6, 8].map((x) => momentum.next(x)) // => [undefined, undefined, 3]
 */
export class Momentum implements Indicator<number, number> {
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
    return (this.latest = value - this.window.push(value));
  }

  /** Takes back the last input; nothing more until the next one. */
  undo(): void {
    this.window.undo();
  }
}

/** {@link Momentum} of a column; NaN before index `length`. */
export function momentumColumn(values: Float64Array, length: number): Float64Array {
  const indicator = new Momentum(length);
  const result = new Float64Array(values.length);
  for (let i = 0; i < result.length; i++) result[i] = indicator.step(values[i]!);
  return result;
}
