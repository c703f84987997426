import { columnOf } from './column-of.js';
import { defined } from './defined.js';
import type { Indicator } from './indicator.js';
import { isFlat } from './is-flat.js';
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
  /** The window: no finite value equals the infinity that stands for "nothing yet". */
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
  private freshPlain = 0;
  private freshSquares = 0;
  /** What the last input put out of the ring; NaN when it put in nothing. */
  private dropped = Number.NaN;

  constructor(length: number, settings: DeviationSettings = {}) {
    const divisor = requireChoice('divisor', settings.divisor, ['population', 'sample']);
    const taken = divisor === 'sample' ? 1 : 0;
    this.warmUp = requireLength('length', length, 1 + taken);
    this.inverse = 1 / length;
    this.share = 1 / (length - taken);
    this.ring = new Float64Array(length).fill(Infinity);
  }

  get value(): number | undefined {
    return defined(Number.isNaN(this.dropped) ? Number.NaN : this.result());
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
    const { ring, at, anchor, plain, squares } = this;
    const dropped = ring[at]!;
    const leaving = dropped - anchor;
    const change = value - dropped;
    const squared = squares + change * (value - anchor + leaving);
    // Written so that NaN, before the first value and for a missing one, is unusual.
    const isUsual = squared >= cancellation * leaving * leaving && squared < Infinity;
    if (!isUsual || at === 0 || at + 1 === ring.length) return this.turn(value);
    ring[at] = value;
    this.at = at + 1;
    this.dropped = dropped;
    this.plainBefore = plain;
    this.squaresBefore = squares;
    const moved = plain + change;
    this.plain = moved;
    this.squares = squared;
    const fresh = value - ring[0]!;
    this.freshPlain += fresh;
    this.freshSquares += fresh * fresh;
    const spread = squared - moved * moved * this.inverse;
    if (spread < cancellation * squared || value === ring[at + 1]) return this.result();
    return spread * this.share;
  }

  /** Takes back the last input; nothing more until the next one. */
  undo(): void {
    const { ring, dropped } = this;
    if (Number.isNaN(dropped)) return;
    this.dropped = Number.NaN;
    if (this.at === 0) {
      this.at = ring.length;
      this.anchor = this.anchorBefore;
    }
    this.at--;
    ring[this.at] = dropped;
    this.plain = this.plainBefore;
    this.squares = this.squaresBefore;
    this.freshPlain = 0;
    this.freshSquares = 0;
    for (let i = 0; i < this.at; i++) this.addFresh(ring[i]! - ring[0]!);
  }

  /** @internal */
  runAhead(values: Float64Array, result: Float64Array, from: number): number {
    const { ring, inverse, share } = this;
    const length = ring.length;
    let { at, anchor, plain, squares, freshPlain, freshSquares } = this;
    let i = from;
    for (; i < values.length; i++) {
      const value = values[i]!;
      const dropped = ring[at]!;
      const leaving = dropped - anchor;
      const fresh = value - (at === 0 ? value : ring[0]!);
      const isEnd = at + 1 === length;
      const begunPlain = freshPlain + fresh;
      const begunSquares = freshSquares + fresh * fresh;
      const moved = isEnd ? begunPlain : plain + (value - dropped);
      const squared = isEnd
        ? begunSquares
        : squares + (value - dropped) * (value - anchor + leaving);
      const spread = squared - moved * moved * inverse;
      const oldest = isEnd ? 0 : at + 1;
      if (!(spread >= cancellation * squared && value !== ring[oldest])) break;
      if (!isEnd && squared < cancellation * leaving * leaving) break;
      ring[at] = value;
      at = oldest;
      if (isEnd) anchor = ring[0]!;
      plain = moved;
      squares = squared;
      freshPlain = isEnd ? 0 : begunPlain;
      freshSquares = isEnd ? 0 : begunSquares;
      result[i] = spread * share;
    }
    this.at = at;
    this.anchor = anchor;
    this.plain = plain;
    this.squares = squares;
    this.freshPlain = freshPlain;
    this.freshSquares = freshSquares;
    return i;
  }

  /** At the ends of the ring, during warm-up, for a missing value and after an outlier. */
  private turn(value: number): number {
    const { ring, at, anchor } = this;
    this.dropped = Number.NaN;
    if (value - value !== 0) return Number.NaN;
    const dropped = ring[at]!;
    ring[at] = value;
    this.dropped = dropped;
    this.at = at + 1;
    this.plainBefore = this.plain;
    this.squaresBefore = this.squares;
    this.addFresh(value - ring[0]!);
    const leaving = dropped - anchor;
    this.plain += value - dropped;
    this.squares += (value - dropped) * (value - anchor + leaving);
    if (this.at === ring.length) this.beginAnew();
    // An outlier has left: what remains is smaller than the rounding of what was.
    else if (this.squares < cancellation * leaving * leaving) this.sumAgain();
    return this.result();
  }

  private result(): number {
    const { ring, at, plain, squares } = this;
    const newest = ring[(at === 0 ? ring.length : at) - 1];
    const spread = squares - plain * plain * this.inverse;
    const isLost = spread < cancellation * squares;
    if (newest === ring[at] && isFlat(ring, newest!)) return 0;
    return (isLost ? squaredDeviations(ring) : spread) * this.share;
  }

  private addFresh(deviation: number): void {
    this.freshPlain += deviation;
    this.freshSquares += deviation * deviation;
  }

  /** The ring is full: the sums since its beginning are those of the window. */
  private beginAnew(): void {
    this.at = 0;
    this.anchorBefore = this.anchor;
    this.anchor = this.ring[0]!;
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
