import { columnOf } from './column-of.js';
import { defined } from './defined.js';
import type { Indicator } from './indicator.js';
import { requireChoice } from './require-choice.js';
import { requireLength } from './require-length.js';

/** What the sum of squared deviations is divided by. */
export interface DeviationSettings {
  /**
   * `population` (default): by the number of values, as TA-Lib, Stock.Indicators, LEAN, backtrader
   * and TradingView do. `sample`: by one less, as pandas does; needs a length of 2 or more.
   */
  readonly divisor?: 'population' | 'sample' | undefined;
}

/** Where sums cancel to less than this share of their terms, six of sixteen digits are lost. */
const cancellation = 1e-6;

/**
 * Rolling variance of the last `length` values.
 *
 *     Σ (x − mean)² ÷ length        (`sample`: ÷ (length − 1))
 *
 * First value: input number `length` (index `length − 1`). Sums run over deviations from a value of
 * the recent past, are taken afresh once in every `length` inputs, and where they would cancel the
 * window is summed again: no drift, no harm from an outlier that left, exactly zero for a flat
 * window.
 *
 * @throws SdkError `VALUE_INVALID` for a length or divisor out of bounds.
 *
 * Agrees with: TA-Lib VAR to 1e-8.
 *
 * @example
 * const variance = new RollingVariance(2);
 * [1, 3, 7].map((x) => variance.next(x)) // => [undefined, 1, 4]
 */
export class RollingVariance implements Indicator<number, number> {
  readonly warmUp: number;
  /** 1 ÷ length, and 1 ÷ divisor. */
  private readonly inverse: number;
  private readonly share: number;
  private readonly ring: Float64Array;
  private at = 0;
  /** Sums over the window of deviations from `anchor` and of their squares; NaN until it is full. */
  private anchor = 0;
  private anchorBefore = 0;
  private plain = Number.NaN;
  private plainBefore = Number.NaN;
  private squares = Number.NaN;
  private squaresBefore = Number.NaN;
  /** The same since the ring last began anew, from the value it began with. */
  private freshAnchor = 0;
  private freshPlain = 0;
  private freshPlainBefore = 0;
  private freshSquares = 0;
  private freshSquaresBefore = 0;
  /** What the last input put out of the ring; NaN when there is nothing to take back. */
  private dropped = Number.NaN;
  private latest = Number.NaN;

  constructor(length: number, settings: DeviationSettings = {}) {
    const divisor = requireChoice('divisor', settings.divisor, ['population', 'sample']);
    const taken = divisor === 'sample' ? 1 : 0;
    this.warmUp = requireLength('length', length, 1 + taken);
    this.inverse = 1 / length;
    this.share = 1 / (length - taken);
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
    const { ring, at, anchor, plain, squares, freshPlain, freshSquares } = this;
    const dropped = ring[at]!;
    ring[at] = value;
    this.dropped = dropped;
    this.at = at + 1;
    this.plainBefore = plain;
    this.squaresBefore = squares;
    this.freshPlainBefore = freshPlain;
    this.freshSquaresBefore = freshSquares;
    if (at === 0) this.freshAnchor = value;
    const fresh = value - this.freshAnchor;
    this.freshPlain = freshPlain + fresh;
    this.freshSquares = freshSquares + fresh * fresh;
    const leaving = dropped - anchor;
    this.plain = plain + (value - dropped);
    this.squares = squares + (value - dropped) * (value - anchor + leaving);
    if (at + 1 === ring.length) this.turn();
    // An outlier has left: what remains is smaller than the rounding of what was.
    else if (this.squares < cancellation * leaving * leaving) this.sumAgain();
    const spread = this.squares - this.plain * this.plain * this.inverse;
    const isLost = spread < cancellation * this.squares || value === ring[this.at];
    return (this.latest = (isLost ? squaredDeviations(ring) : spread) * this.share);
  }

  /** Takes back the last input; nothing more until the next one. */
  undo(): void {
    const { ring } = this;
    if (Number.isNaN(this.dropped)) return;
    if (this.at === 0) {
      this.at = ring.length;
      this.anchor = this.anchorBefore;
    }
    this.at--;
    ring[this.at] = this.dropped;
    this.plain = this.plainBefore;
    this.squares = this.squaresBefore;
    this.freshPlain = this.freshPlainBefore;
    this.freshSquares = this.freshSquaresBefore;
    this.dropped = Number.NaN;
  }

  /** @internal */
  runAhead(values: Float64Array, result: Float64Array, from: number): number {
    const { ring, inverse, share } = this;
    const length = ring.length;
    let { at, anchor, plain, squares, freshAnchor, freshPlain, freshSquares } = this;
    let i = from;
    for (; i < values.length; i++) {
      const value = values[i]!;
      const dropped = ring[at]!;
      const leaving = dropped - anchor;
      const first = at === 0 ? value : freshAnchor;
      const isEnd = at + 1 === length;
      const begunPlain = freshPlain + (value - first);
      const begunSquares = freshSquares + (value - first) * (value - first);
      const moved = isEnd ? begunPlain : plain + (value - dropped);
      const squared = isEnd
        ? begunSquares
        : squares + (value - dropped) * (value - anchor + leaving);
      const spread = squared - moved * moved * inverse;
      const oldest = isEnd ? 0 : at + 1;
      // Written so that NaN, before the first value and for a missing one, is left to `step`.
      if (!(spread >= cancellation * squared && value !== ring[oldest])) break;
      if (!isEnd && squared < cancellation * leaving * leaving) break;
      ring[at] = value;
      at = oldest;
      if (isEnd) anchor = first;
      plain = moved;
      squares = squared;
      freshAnchor = first;
      freshPlain = isEnd ? 0 : begunPlain;
      freshSquares = isEnd ? 0 : begunSquares;
      result[i] = spread * share;
    }
    this.at = at;
    this.anchor = anchor;
    this.plain = plain;
    this.squares = squares;
    this.freshAnchor = freshAnchor;
    this.freshPlain = freshPlain;
    this.freshSquares = freshSquares;
    return i;
  }

  /** The ring is full: the sums since its beginning are those of the window. */
  private turn(): void {
    this.at = 0;
    this.anchorBefore = this.anchor;
    this.anchor = this.freshAnchor;
    this.plain = this.freshPlain;
    this.squares = this.freshSquares;
    this.freshPlain = 0;
    this.freshSquares = 0;
  }

  private sumAgain(): void {
    this.plain = 0;
    this.squares = 0;
    for (const value of this.ring) {
      this.plain += value - this.anchor;
      this.squares += (value - this.anchor) ** 2;
    }
  }
}

/** In two passes: exactly zero for equal values. */
function squaredDeviations(ring: Float64Array): number {
  const first = ring[0]!;
  let sum = 0;
  for (const value of ring) sum += value - first;
  const mean = sum / ring.length;
  let squares = 0;
  for (const value of ring) squares += (value - first - mean) ** 2;
  return squares;
}

/** {@link RollingVariance} of a column; NaN before index `length − 1`. */
export function rollingVarianceColumn(
  values: Float64Array,
  length: number,
  settings?: DeviationSettings,
): Float64Array {
  return columnOf(new RollingVariance(length, settings), values);
}
