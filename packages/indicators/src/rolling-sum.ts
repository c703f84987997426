import { defined } from './defined.js';
import type { Indicator } from './indicator.js';
import { isFlat } from './is-flat.js';
import { requireLength } from './require-length.js';
import { Window } from './window.js';

/**
 * Rolling sum of the last `length` values.
 *
 * First value: input number `length` (index `length − 1`). The running sum is replaced, once in
 * every `length` inputs, by one taken afresh, so errors never accumulate; a flat window has exactly
 * `length` times its value.
 *
 * @throws SdkError `VALUE_INVALID` when `length` is not a whole number from 1 to 1,000,000.
 *
 * @example
 * const sum = new RollingSum(2);
 * [1, 2, 5].map((x) => sum.next(x)) // => [undefined, 3, 7]
 */
export class RollingSum implements Indicator<number, number> {
  readonly warmUp: number;
  private readonly window: Window;
  private sum = Number.NaN;
  private sumBefore = Number.NaN;
  /** Sum since the ring last began anew. */
  private fresh = 0;
  private freshBefore = 0;
  private latest = Number.NaN;

  constructor(length: number) {
    this.warmUp = requireLength('length', length);
    this.window = new Window(length);
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
    const { window } = this;
    this.sumBefore = this.sum;
    this.freshBefore = this.fresh;
    const dropped = window.push(value);
    if (value - value !== 0) return (this.latest = Number.NaN);
    this.sum += value - dropped;
    this.fresh += value;
    if (window.at === 0) {
      this.sum = this.fresh;
      this.fresh = 0;
    }
    const { ring } = window;
    const flat = value === ring[window.at] && isFlat(ring, value);
    return (this.latest = flat ? value * ring.length : this.sum);
  }

  /** Takes back the last input; nothing more until the next one. */
  undo(): void {
    this.window.undo();
    this.sum = this.sumBefore;
    this.fresh = this.freshBefore;
  }
}

/** {@link RollingSum} of a column; NaN before index `length − 1`. */
export function rollingSumColumn(values: Float64Array, length: number): Float64Array {
  const sum = new RollingSum(length);
  const result = new Float64Array(values.length);
  for (let i = 0; i < result.length; i++) result[i] = sum.step(values[i]!);
  return result;
}
