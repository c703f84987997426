import { columnOf } from './column-of.js';
import { defined } from './defined.js';
import type { Indicator } from './indicator.js';
import { isFlat } from './is-flat.js';
import { requireLength } from './require-length.js';

/**
 * Simple moving average: the mean of the last `length` values. Also the rolling mean.
 *
 *     (x[t] + x[t−1] + … + x[t−length+1]) ÷ length
 *
 * First value: input number `length` (index `length − 1`).
 *
 * The running sum is replaced, once in every `length` inputs, by a sum taken afresh, so errors
 * never accumulate; a flat window has exactly its value as mean; whole numbers give the correctly
 * rounded quotient.
 *
 * @throws SdkError `VALUE_INVALID` when `length` is not a whole number from 1 to 1,000,000.
 *
 * Agrees with: TA-Lib SMA, Stock.Indicators ToSma to 1e-8.
 *
 * @example
 * const sma = new Sma(3);
 * [1, 2, 6, 4].map((x) => sma.next(x)) // => [undefined, undefined, 3, 4]
 */
export class Sma implements Indicator<number, number> {
  readonly warmUp: number;
  /** The window: no finite value equals the infinity that stands for "nothing yet". */
  private readonly ring: Float64Array;
  private at = 0;
  /** NaN until the window is full, and so is everything made of it. */
  private sum = Number.NaN;
  private sumBefore = Number.NaN;
  /** Sum since the ring last began anew. */
  private fresh = 0;
  private freshBefore = 0;
  /** What the last input put out of the ring; NaN when there is nothing to take back. */
  private dropped = Number.NaN;
  private latest = Number.NaN;

  constructor(length: number) {
    this.warmUp = requireLength('length', length);
    this.ring = new Float64Array(length).fill(Infinity);
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
    if (value - value !== 0) {
      this.dropped = Number.NaN;
      return (this.latest = Number.NaN);
    }
    const { ring, at } = this;
    const length = ring.length;
    const dropped = ring[at]!;
    ring[at] = value;
    this.dropped = dropped;
    let sum = this.sum;
    let fresh = this.fresh;
    this.sumBefore = sum;
    this.freshBefore = fresh;
    sum += value - dropped;
    fresh += value;
    let oldest = at + 1;
    if (oldest === length) {
      oldest = 0;
      sum = fresh;
      fresh = 0;
    }
    this.at = oldest;
    this.sum = sum;
    this.fresh = fresh;
    const mean = sum / length;
    const flat = value === ring[oldest] && mean !== value && isFlat(ring, value);
    return (this.latest = flat ? value : mean);
  }

  /** Takes back the last input; nothing more until the next one. */
  undo(): void {
    if (Number.isNaN(this.dropped)) return;
    this.at = (this.at === 0 ? this.ring.length : this.at) - 1;
    this.ring[this.at] = this.dropped;
    this.sum = this.sumBefore;
    this.fresh = this.freshBefore;
    this.dropped = Number.NaN;
  }

  /** @internal */
  runAhead(values: Float64Array, result: Float64Array, from: number): number {
    const { ring } = this;
    const length = ring.length;
    let { at, sum, fresh } = this;
    let i = from;
    for (; i < values.length; i++) {
      const value = values[i]!;
      let moved = sum + (value - ring[at]!);
      let begun = fresh + value;
      let oldest = at + 1;
      if (oldest === length) {
        oldest = 0;
        moved = begun;
        begun = 0;
      }
      // NaN before the first value and for a missing one; equal ends may be a flat window.
      if (moved - moved !== 0 || value === ring[oldest]) break;
      ring[at] = value;
      at = oldest;
      sum = moved;
      fresh = begun;
      result[i] = moved / length;
    }
    this.at = at;
    this.sum = sum;
    this.fresh = fresh;
    return i;
  }
}

/** {@link Sma} of a column; NaN before index `length − 1`. */
export function smaColumn(values: Float64Array, length: number): Float64Array {
  return columnOf(new Sma(length), values);
}
