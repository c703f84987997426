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
  /** Share of the newest value. */
  readonly weight: number;
  private readonly seedLength: number;
  /**
   * NaN before the first value and after a missing one: then `held` goes on. Written only by the
   * indicator and by those made of it.
   */
  average = Number.NaN;
  private averageBefore = Number.NaN;
  /** The average during warm-up, and while the last input is missing. */
  private held = 0;
  private heldBefore = 0;
  private seen = 0;
  private seenBefore = 0;

  constructor(length: number, settings: EmaSettings = {}) {
    this.warmUp = requireLength('length', length);
    const weight = settings.weight ?? 2 / (length + 1);
    this.weight = requireWithin('weight', weight, { min: Number.MIN_VALUE, max: 1 });
    const seed = requireChoice('seed', settings.seed, ['sma', 'first']);
    this.seedLength = seed === 'sma' ? length : 1;
  }

  get value(): number | undefined {
    return defined(this.average);
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
    const { average } = this;
    this.averageBefore = average;
    const moved = average + this.weight * (value - average);
    // What a call returns would be boxed at the join of the two ways; a field is not.
    if (moved - moved === 0) this.average = moved;
    else this.begin(value);
    return this.average;
  }

  /** Takes back the last input; nothing more until the next one. */
  undo(): void {
    this.average = this.averageBefore;
    if (!Number.isNaN(this.average)) return;
    this.held = this.heldBefore;
    this.seen = this.seenBefore;
  }

  /** `step` for the values of a column from an index on, see `columnOf`. */
  runAhead(values: Float64Array, result: Float64Array, from: number): number {
    const { weight } = this;
    let { average } = this;
    let i = from;
    for (; i < values.length; i++) {
      const moved = average + weight * (values[i]! - average);
      if (moved - moved !== 0) break;
      average = moved;
      result[i] = average;
    }
    this.average = average;
    return i;
  }

  /** During warm-up, for a missing value and after one. */
  private begin(value: number): void {
    this.heldBefore = this.held;
    this.seenBefore = this.seen;
    if (value - value !== 0) {
      if (!Number.isNaN(this.average)) this.held = this.average;
      this.average = Number.NaN;
      return;
    }
    // The mean of k values is the mean of k − 1 moved by 1 ÷ k: exact where all are equal.
    const weight = this.seen < this.seedLength ? 1 / (this.seen + 1) : this.weight;
    this.held += weight * (value - this.held);
    if (this.seen < this.warmUp) this.seen++;
    this.average = this.seen < this.warmUp ? Number.NaN : this.held;
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
