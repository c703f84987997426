import type { BarColumns } from './bar-input.js';
import { columnLength } from './column-length.js';
import { defined } from './defined.js';
import type { Indicator } from './indicator.js';
import { requireLength } from './require-length.js';
import { Window } from './window.js';

/** Two values of one instant. */
export interface ValuePair {
  readonly x: number;
  readonly y: number;
}

/**
 * Rolling correlation (Pearson) of the last `length` pairs, from −1 to 1.
 *
 *     Σ (x − x̄)(y − ȳ) ÷ √(Σ (x − x̄)² × Σ (y − ȳ)²)
 *
 * First value: pair number `length` (index `length − 1`). `undefined` where one side is flat. A
 * pair of which one side is missing is missing. The window is summed at every pair, in deviations.
 *
 * @throws SdkError `VALUE_INVALID` when `length` is not a whole number from 2 to 1,000,000.
 *
 * Agrees with: TA-Lib CORREL to 1e-8.
 *
 * @example
 * const correlation = new RollingCorrelation(3);
 * [1, 2, 3].map((x) => correlation.next({ x, y: -x })) // => [undefined, undefined, -1]
 */
export class RollingCorrelation implements Indicator<ValuePair, number> {
  readonly warmUp: number;
  private readonly xs: Window;
  private readonly ys: Window;
  private latest = Number.NaN;

  constructor(length: number) {
    this.warmUp = requireLength('length', length, 2);
    this.xs = new Window(length);
    this.ys = new Window(length);
  }

  get value(): number | undefined {
    return defined(this.latest);
  }

  next({ x, y }: ValuePair): number | undefined {
    return defined(this.step(x, y));
  }

  replaceLast(pair: ValuePair): number | undefined {
    this.undo();
    return this.next(pair);
  }

  /** The same as `next` with NaN for `undefined`: a hot loop then allocates nothing. */
  step(x: number, y: number): number {
    const exists = x - x === 0 && y - y === 0;
    this.xs.push(exists ? x : Number.NaN);
    this.ys.push(exists ? y : Number.NaN);
    if (!exists || this.xs.count < this.warmUp) return (this.latest = Number.NaN);
    return (this.latest = correlate(this.xs.ring, this.ys.ring));
  }

  /** Takes back the last pair; nothing more until the next one. */
  undo(): void {
    this.xs.undo();
    this.ys.undo();
  }
}

/** NaN where one side is flat. */
function correlate(xs: Float64Array, ys: Float64Array): number {
  const xMean = meanDeviationFromFirst(xs);
  const yMean = meanDeviationFromFirst(ys);
  let xSquares = 0;
  let ySquares = 0;
  let products = 0;
  for (let i = 0; i < xs.length; i++) {
    const x = xs[i]! - xs[0]! - xMean;
    const y = ys[i]! - ys[0]! - yMean;
    xSquares += x * x;
    ySquares += y * y;
    products += x * y;
  }
  const correlation = products / Math.sqrt(xSquares * ySquares);
  return Math.max(-1, Math.min(1, correlation));
}

/** Exactly zero for equal values. */
function meanDeviationFromFirst(ring: Float64Array): number {
  let sum = 0;
  for (const value of ring) sum += value - ring[0]!;
  return sum / ring.length;
}

/** {@link RollingCorrelation} of two columns; NaN before index `length − 1`. */
export function rollingCorrelationColumn(
  { x, y }: BarColumns<ValuePair>,
  length: number,
): Float64Array {
  const correlation = new RollingCorrelation(length);
  const result = new Float64Array(columnLength({ x, y }));
  for (let i = 0; i < result.length; i++) result[i] = correlation.step(x[i]!, y[i]!);
  return result;
}
