import { isFlat } from './is-flat.js';

/** Where sums cancel to less than this share of their terms, six of sixteen digits are lost. */
const cancellation = 1e-6;

/** What {@link RollingMoments} gives for each value of a column. */
interface MomentColumns {
  readonly mean: Float64Array;
  readonly spread: Float64Array;
}

/**
 * Mean and sum of squared deviations of the newest `length` values: the common part of variance,
 * bands and z-score.
 *
 * The mean is that of `Sma`. Squares are those of deviations from a value of the recent past. All
 * sums are taken afresh once in every `length` inputs, and after an outlier has left; where they
 * would cancel, the window is summed in two passes. A flat window has a spread of exactly zero.
 */
export class RollingMoments {
  /** NaN before the window is full, and while the last input is missing. */
  mean = Number.NaN;
  /** Σ (x − mean)², NaN as the mean. */
  spread = Number.NaN;
  /** The window: no finite value equals the infinity that stands for "nothing yet". */
  private readonly ring: Float64Array;
  private readonly inverse: number;
  private at = 0;
  private sum = Number.NaN;
  private sumBefore = Number.NaN;
  /** Σ (x − anchor)² of the window. */
  private squares = Number.NaN;
  private squaresBefore = Number.NaN;
  private anchor = 0;
  /** Sums since the ring last began anew; squares of deviations from the value it began with. */
  private freshSum = 0;
  private freshSquares = 0;
  /** What the last input put out of the ring; NaN when it put in nothing. */
  private dropped = Number.NaN;

  constructor(length: number) {
    this.ring = new Float64Array(length).fill(Infinity);
    this.inverse = 1 / length;
  }

  /** Takes a value; one that is not finite is missing. */
  step(value: number): void {
    const { ring, at, anchor, sum, squares } = this;
    const dropped = ring[at]!;
    const leaving = dropped - anchor;
    const change = value - dropped;
    const squared = squares + change * (value - anchor + leaving);
    // Written so that NaN, before the first value and for a missing one, is unusual.
    const isUsual = squared >= cancellation * leaving * leaving && squared < Infinity;
    if (!isUsual || at === 0 || at + 1 === ring.length) {
      this.turn(value);
      return;
    }
    const moved = sum + change;
    ring[at] = value;
    this.at = at + 1;
    this.dropped = dropped;
    this.sumBefore = sum;
    this.squaresBefore = squares;
    this.sum = moved;
    this.squares = squared;
    const fresh = value - ring[0]!;
    this.freshSum += value;
    this.freshSquares += fresh * fresh;
    const plain = moved - ring.length * anchor;
    const spread = squared - plain * plain * this.inverse;
    if (spread < cancellation * squared || value === ring[at + 1]) {
      this.settle();
      return;
    }
    this.mean = moved / ring.length;
    this.spread = spread;
  }

  /** Takes back the last input; nothing more until the next one. */
  undo(): void {
    const { ring, dropped } = this;
    if (Number.isNaN(dropped)) return;
    this.dropped = Number.NaN;
    // At the end of the ring the anchor may stay: the next input there takes it anew.
    this.at = (this.at === 0 ? ring.length : this.at) - 1;
    ring[this.at] = dropped;
    this.sum = this.sumBefore;
    this.squares = this.squaresBefore;
    this.freshSum = 0;
    this.freshSquares = 0;
    for (let i = 0; i < this.at; i++) this.addFresh(ring[i]!);
  }

  /** {@link step} for the values of a column from an index on, see `columnOf`. */
  runAhead(values: Float64Array, { mean, spread }: MomentColumns, from: number): number {
    const { ring, inverse } = this;
    const length = ring.length;
    let { at, anchor, sum, squares, freshSum, freshSquares } = this;
    let i = from;
    for (; i < values.length; i++) {
      const value = values[i]!;
      const dropped = ring[at]!;
      const leaving = dropped - anchor;
      const first = at === 0 ? value : ring[0]!;
      const begun = freshSum + value;
      const begunSquares = freshSquares + (value - first) * (value - first);
      const isEnd = at + 1 === length;
      const moved = isEnd ? begun : sum + (value - dropped);
      const squared = isEnd
        ? begunSquares
        : squares + (value - dropped) * (value - anchor + leaving);
      const base = isEnd ? first : anchor;
      const plain = moved - length * base;
      const rest = squared - plain * plain * inverse;
      const oldest = isEnd ? 0 : at + 1;
      if (!(rest >= cancellation * squared && value !== ring[oldest])) break;
      if (!isEnd && squared < cancellation * leaving * leaving) break;
      ring[at] = value;
      at = oldest;
      anchor = base;
      sum = moved;
      squares = squared;
      freshSum = isEnd ? 0 : begun;
      freshSquares = isEnd ? 0 : begunSquares;
      spread[i] = rest;
      mean[i] = moved / length;
    }
    this.at = at;
    this.anchor = anchor;
    this.sum = sum;
    this.squares = squares;
    this.freshSum = freshSum;
    this.freshSquares = freshSquares;
    return i;
  }

  /** At the ends of the ring, during warm-up, for a missing value and after an outlier. */
  private turn(value: number): void {
    const { ring, at, anchor } = this;
    this.dropped = Number.NaN;
    this.mean = Number.NaN;
    this.spread = Number.NaN;
    if (value - value !== 0) return;
    const dropped = ring[at]!;
    ring[at] = value;
    this.at = at + 1;
    this.dropped = dropped;
    this.sumBefore = this.sum;
    this.squaresBefore = this.squares;
    this.addFresh(value);
    const leaving = dropped - anchor;
    this.sum += value - dropped;
    this.squares += (value - dropped) * (value - anchor + leaving);
    if (this.at === ring.length) this.beginAnew();
    // An outlier has left: what remains is smaller than the rounding of what was.
    else if (this.squares < cancellation * leaving * leaving) this.sumAgain();
    this.settle();
  }

  /** Mean and spread from the sums, or from the window where those have cancelled. */
  private settle(): void {
    const { ring, at, anchor, sum, squares } = this;
    const newest = ring[(at === 0 ? ring.length : at) - 1]!;
    const isEqual = newest === ring[at] && isFlat(ring, newest);
    const plain = sum - ring.length * anchor;
    const spread = squares - plain * plain * this.inverse;
    const isLost = spread < cancellation * squares;
    this.mean = isEqual ? newest : sum / ring.length;
    this.spread = isLost ? squaredDeviations(ring) : spread;
  }

  private addFresh(value: number): void {
    this.freshSum += value;
    this.freshSquares += (value - this.ring[0]!) ** 2;
  }

  /** The ring is full: the sums since its beginning are those of the window. */
  private beginAnew(): void {
    this.at = 0;
    this.anchor = this.ring[0]!;
    this.sum = this.freshSum;
    this.squares = this.freshSquares;
    this.freshSum = 0;
    this.freshSquares = 0;
  }

  private sumAgain(): void {
    this.sum = 0;
    this.squares = 0;
    for (const value of this.ring) {
      this.sum += value;
      this.squares += (value - this.anchor) ** 2;
    }
  }
}

/** In two passes. */
function squaredDeviations(ring: Float64Array): number {
  const first = ring[0]!;
  let sum = 0;
  for (const value of ring) sum += value - first;
  const mean = sum / ring.length;
  let squares = 0;
  for (const value of ring) squares += (value - first - mean) ** 2;
  return squares;
}

/** {@link RollingMoments} of a column. */
export function momentColumns(values: Float64Array, length: number): MomentColumns {
  const moments = new RollingMoments(length);
  const mean = new Float64Array(values.length);
  const spread = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) {
    i = moments.runAhead(values, { mean, spread }, i);
    if (i === values.length) break;
    moments.step(values[i]!);
    mean[i] = moments.mean;
    spread[i] = moments.spread;
  }
  return { mean, spread };
}
