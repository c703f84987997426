import { defined } from './defined.js';
import type { Indicator } from './indicator.js';
import { requireLength } from './require-length.js';
import { RollingSum } from './rolling-sum.js';
import { Window } from './window.js';

/** The lengths of the exponential averages between which Kaufman's average moves. */
export interface KamaSettings {
  /** In a market that goes straight; default 2. */
  readonly fast?: number | undefined;
  /** In a market that goes nowhere; default 30. */
  readonly slow?: number | undefined;
}

/**
 * Kaufman's adaptive moving average: fast when the price goes straight, slow when it wavers.
 *
 *     efficiency = |x[t] − x[t−length]| ÷ Σ |x[i] − x[i−1]| over the last `length` changes
 *     weight     = (efficiency × (2 ÷ (fast + 1) − 2 ÷ (slow + 1)) + 2 ÷ (slow + 1))²
 *     kama[t]    = kama[t−1] + weight × (x[t] − kama[t−1])
 *
 * First value: input number `length + 1` (index `length`), moved from the value before it as in
 * TA-Lib (Stock.Indicators shows that seed, too). A flat window has efficiency 1.
 *
 * @throws SdkError `VALUE_INVALID` for a length that is not a whole number from 1 to 1,000,000.
 *
 * Source: Kaufman (1995), "Smarter Trading".
 * Agrees with: TA-Lib KAMA to 1e-8.
 *
 * @example
 * const kama = new Kama(2, { fast: 1, slow: 3 });
 * [1, 2, 3].map((x) => kama.next(x)) // => [undefined, undefined, 3]
 */
export class Kama implements Indicator<number, number> {
  readonly warmUp: number;
  private readonly slowest: number;
  private readonly scale: number;
  private readonly window: Window;
  private readonly way: RollingSum;
  private previous = Number.NaN;
  private previousBefore = Number.NaN;
  private average = Number.NaN;
  private averageBefore = Number.NaN;
  private latest = Number.NaN;

  constructor(length: number, settings: KamaSettings = {}) {
    this.window = new Window(requireLength('length', length));
    this.way = new RollingSum(length);
    const fast = requireLength('fast', settings.fast ?? 2);
    this.slowest = 2 / (requireLength('slow', settings.slow ?? 30) + 1);
    this.scale = 2 / (fast + 1) - this.slowest;
    this.warmUp = length + 1;
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
    const { previous } = this;
    this.previousBefore = previous;
    this.averageBefore = this.average;
    const earlier = this.window.push(value);
    if (value - value !== 0) {
      this.way.step(Number.NaN);
      return (this.latest = Number.NaN);
    }
    this.previous = value;
    const way = this.way.step(Math.abs(value - previous));
    const distance = Math.abs(value - earlier);
    // Rounding can make the way shorter than the distance.
    const efficiency = distance < way ? distance / way : 1;
    const weight = (efficiency * this.scale + this.slowest) ** 2;
    const average = Number.isNaN(this.average) ? previous : this.average;
    if (Number.isNaN(way)) return (this.latest = Number.NaN);
    return (this.latest = this.average = average + weight * (value - average));
  }

  /** Takes back the last input; nothing more until the next one. */
  undo(): void {
    this.window.undo();
    this.way.undo();
    this.previous = this.previousBefore;
    this.average = this.averageBefore;
  }
}

/** {@link Kama} of a column; NaN before index `length`. */
export function kamaColumn(
  values: Float64Array,
  length: number,
  settings?: KamaSettings,
): Float64Array {
  const indicator = new Kama(length, settings);
  const result = new Float64Array(values.length);
  for (let i = 0; i < result.length; i++) result[i] = indicator.step(values[i]!);
  return result;
}
