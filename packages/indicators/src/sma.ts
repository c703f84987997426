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
  /** NaN until the window is full, and while the last input is missing: then `held` goes on. */
  private sum = Number.NaN;
  private sumBefore = Number.NaN;
  private held = Number.NaN;
  /** Sum since the ring last began anew. */
  private fresh = 0;
  /** What the last input put out of the ring; NaN when it put in nothing. */
  private dropped = Number.NaN;
  /** What `turn` found. */
  private turned = Number.NaN;

  constructor(length: number) {
    this.warmUp = requireLength('length', length);
    this.ring = new Float64Array(length).fill(Infinity);
  }

  get value(): number | undefined {
    const { ring, at } = this;
    return defined(this.meanAt(ring[(at === 0 ? ring.length : at) - 1]!));
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
    const { ring, at, sum } = this;
    const dropped = ring[at]!;
    const moved = sum + (value - dropped);
    const oldest = at + 1;
    // What a call returns would be boxed at the join of the two ways; a field is not.
    if (oldest === ring.length || moved - moved !== 0) {
      this.turn(value);
      return this.turned;
    }
    ring[at] = value;
    this.at = oldest;
    this.dropped = dropped;
    this.sumBefore = sum;
    this.sum = moved;
    this.fresh += value;
    const mean = moved / ring.length;
    return value === ring[oldest] && mean !== value && isFlat(ring, value) ? value : mean;
  }

  /** Takes back the last input; nothing more until the next one. */
  undo(): void {
    const { ring, dropped } = this;
    this.sum = this.sumBefore;
    if (Number.isNaN(dropped)) return;
    this.dropped = Number.NaN;
    this.at = (this.at === 0 ? ring.length : this.at) - 1;
    ring[this.at] = dropped;
    this.fresh = 0;
    for (let i = 0; i < this.at; i++) this.fresh += ring[i]!;
  }

  /** `step` for the values of a column from an index on, see `columnOf`. */
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

  /** At the end of the ring, during warm-up, for a missing value and after one. */
  private turn(value: number): void {
    const { ring, at, sum } = this;
    this.sumBefore = sum;
    this.dropped = Number.NaN;
    this.turned = Number.NaN;
    if (value - value !== 0) {
      if (!Number.isNaN(sum)) this.held = sum;
      this.sum = Number.NaN;
      return;
    }
    this.dropped = ring[at]!;
    ring[at] = value;
    this.sum = (Number.isNaN(sum) ? this.held : sum) + (value - this.dropped);
    this.fresh += value;
    this.at = at + 1;
    if (this.at === ring.length) {
      this.at = 0;
      this.sum = this.fresh;
      this.fresh = 0;
    }
    this.turned = this.meanAt(value);
  }

  /** The mean of the window, whose newest value is this one. */
  private meanAt(newest: number): number {
    const mean = this.sum / this.ring.length;
    return mean - mean === 0 && mean !== newest && isFlat(this.ring, newest) ? newest : mean;
  }
}

/** {@link Sma} of a column; NaN before index `length − 1`. */
export function smaColumn(values: Float64Array, length: number): Float64Array {
  return columnOf(new Sma(length), values);
}
