import { columnOf } from './column-of.js';
import { defined } from './defined.js';
import type { Indicator } from './indicator.js';
import { requireChoice } from './require-choice.js';
import { requireLength } from './require-length.js';
import { requireWithin } from './require-within.js';

/** How an exponential average begins and how much the newest value counts. */
export interface EmaSettings {
  /**
   * `sma` (default): begins with the mean of the first `length` values, as TA-Lib,
   * Stock.Indicators, LEAN, backtrader and TradingView do. `first`: begins with the first value, as
   * pandas `ewm(adjust=False)` and TA-Lib's Chaikin oscillator do; it is still shown from input
   * number `length` on.
   */
  readonly seed?: 'sma' | 'first' | undefined;
  /** Share of the newest value, above 0 and at most 1; default `2 ÷ (length + 1)`. */
  readonly weight?: number | undefined;
}

/**
 * Exponential moving average.
 *
 *     ema[t] = ema[t−1] + weight × (x[t] − ema[t−1]),   weight = 2 ÷ (length + 1)
 *
 * First value: input number `length` (index `length − 1`); with the default seed it is the simple
 * average of the inputs so far.
 *
 * @throws SdkError `VALUE_INVALID` for a length, seed or weight out of bounds.
 *
 * Agrees with: TA-Lib EMA, Stock.Indicators ToEma to 1e-8.
 *
 * @example
 * const ema = new Ema(3);
 * [1, 2, 6, 5].map((x) => ema.next(x)) // => [undefined, undefined, 3, 4]
 */
export class Ema implements Indicator<number, number> {
  readonly warmUp: number;
  private readonly weight: number;
  private readonly seedLength: number;
  private seen = 0;
  private seenBefore = 0;
  private average = 0;
  private averageBefore = 0;
  private latest = Number.NaN;

  constructor(length: number, settings: EmaSettings = {}) {
    this.warmUp = requireLength('length', length);
    const weight = settings.weight ?? 2 / (length + 1);
    this.weight = requireWithin('weight', weight, { min: Number.MIN_VALUE, max: 1 });
    const seed = requireChoice('seed', settings.seed, ['sma', 'first']);
    this.seedLength = seed === 'sma' ? length : 1;
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
    const { average, seen } = this;
    this.averageBefore = average;
    this.seenBefore = seen;
    if (value - value !== 0 || seen < this.warmUp) return (this.latest = this.begin(value));
    return (this.latest = this.average = average + this.weight * (value - average));
  }

  /** Takes back the last input; nothing more until the next one. */
  undo(): void {
    this.average = this.averageBefore;
    this.seen = this.seenBefore;
  }

  /** @internal */
  runAhead(values: Float64Array, result: Float64Array, from: number): number {
    if (this.seen < this.warmUp) return from;
    const { weight } = this;
    let { average } = this;
    let i = from;
    for (; i < values.length; i++) {
      const value = values[i]!;
      if (value - value !== 0) break;
      average = average + weight * (value - average);
      result[i] = average;
    }
    this.average = average;
    return i;
  }

  private begin(value: number): number {
    const { average, seen } = this;
    if (value - value !== 0) return Number.NaN;
    // The mean of k values is the mean of k − 1 moved by 1 ÷ k: exact where all are equal.
    const weight = seen < this.seedLength ? 1 / (seen + 1) : this.weight;
    this.average = average + weight * (value - average);
    this.seen = seen + 1;
    return this.seen < this.warmUp ? Number.NaN : this.average;
  }
}

/** {@link Ema} of a column; NaN before index `length − 1`. */
export function emaColumn(
  values: Float64Array,
  length: number,
  settings?: EmaSettings,
): Float64Array {
  return columnOf(new Ema(length, settings), values);
}
