import { defined } from './defined.js';
import type { Indicator } from './indicator.js';
import { requireChoice } from './require-choice.js';
import { requireLength } from './require-length.js';
import { Window } from './window.js';

/** What the sum of squared deviations is divided by. */
export interface DeviationSettings {
  /**
   * `population` (default): by the number of values, as TA-Lib, Stock.Indicators, LEAN, backtrader
   * and TradingView do. `sample`: by one less, as pandas does; needs a length of 2 or more.
   */
  readonly divisor?: 'population' | 'sample' | undefined;
}

/** What changes with every input, so that it can be copied for `undo`. */
interface Sums {
  /** Sums over the window of deviations from `anchor`, and of their squares. */
  anchor: number;
  plain: number;
  squares: number;
  /** The same since the ring last began anew, from the value it began with. */
  freshAnchor: number;
  freshPlain: number;
  freshSquares: number;
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
  private readonly window: Window;
  private readonly divisor: number;
  private readonly sums: Sums = {
    anchor: 0,
    plain: Number.NaN,
    squares: Number.NaN,
    freshAnchor: 0,
    freshPlain: 0,
    freshSquares: 0,
  };
  private readonly before: Sums = { ...this.sums };
  private latest = Number.NaN;

  constructor(length: number, settings: DeviationSettings = {}) {
    const divisor = requireChoice('divisor', settings.divisor, ['population', 'sample']);
    const taken = divisor === 'sample' ? 1 : 0;
    this.warmUp = requireLength('length', length, 1 + taken);
    this.window = new Window(length);
    this.divisor = length - taken;
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
    const { window, sums } = this;
    copySums(sums, this.before);
    const dropped = window.push(value);
    if (value - value !== 0) return (this.latest = Number.NaN);
    const { ring } = window;
    if (window.at === 1 || ring.length === 1) sums.freshAnchor = value;
    const fresh = value - sums.freshAnchor;
    sums.freshPlain += fresh;
    sums.freshSquares += fresh * fresh;
    if (window.at === 0) {
      beginAnew(sums);
    } else {
      const leaving = dropped - sums.anchor;
      sums.plain += value - dropped;
      sums.squares += (value - dropped) * (value - sums.anchor + leaving);
      // An outlier has left: what remains is smaller than the rounding of what was.
      if (sums.squares < cancellation * leaving * leaving) sumAgain(ring, sums);
    }
    const spread = sums.squares - (sums.plain * sums.plain) / ring.length;
    const lost = spread < cancellation * sums.squares || value === ring[window.at];
    return (this.latest = (lost ? squaredDeviations(ring) : spread) / this.divisor);
  }

  /** Takes back the last input; nothing more until the next one. */
  undo(): void {
    this.window.undo();
    copySums(this.before, this.sums);
  }
}

function copySums(from: Sums, to: Sums): void {
  to.anchor = from.anchor;
  to.plain = from.plain;
  to.squares = from.squares;
  to.freshAnchor = from.freshAnchor;
  to.freshPlain = from.freshPlain;
  to.freshSquares = from.freshSquares;
}

function beginAnew(sums: Sums): void {
  sums.anchor = sums.freshAnchor;
  sums.plain = sums.freshPlain;
  sums.squares = sums.freshSquares;
  sums.freshPlain = 0;
  sums.freshSquares = 0;
}

function sumAgain(ring: Float64Array, sums: Sums): void {
  sums.plain = 0;
  sums.squares = 0;
  for (const value of ring) {
    sums.plain += value - sums.anchor;
    sums.squares += (value - sums.anchor) ** 2;
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
  const variance = new RollingVariance(length, settings);
  const result = new Float64Array(values.length);
  for (let i = 0; i < result.length; i++) result[i] = variance.step(values[i]!);
  return result;
}
