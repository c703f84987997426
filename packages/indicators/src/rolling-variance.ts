import { defined } from './defined.js';
import type { Indicator } from './indicator.js';
import { requireChoice } from './require-choice.js';
import { requireLength } from './require-length.js';
import { momentColumns, RollingMoments } from './rolling-moments.js';

/** What the sum of squared deviations is divided by. */
export interface DeviationSettings {
  /**
   * `population` (default): by the number of values, as TA-Lib, Stock.Indicators, LEAN, backtrader
   * and TradingView do. `sample`: by one less, as pandas does; needs a length of 2 or more.
   */
  readonly divisor?: 'population' | 'sample' | undefined;
}

/**
 * Rolling variance of the last `length` values.
 *
 *     Σ (x − mean)² ÷ length        (`sample`: ÷ (length − 1))
 *
 * First value: input number `length` (index `length − 1`). Sums are taken afresh once in every
 * `length` inputs, and where they would cancel the window is summed again: no drift, no harm from
 * an outlier that left, exactly zero for a flat window. The relative error is about 1e-16 times
 * mean ÷ deviation.
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
  private readonly moments: RollingMoments;
  private readonly divisor: number;

  constructor(length: number, settings?: DeviationSettings) {
    this.divisor = divisorOf(length, settings);
    this.moments = new RollingMoments(length);
    this.warmUp = length;
  }

  get value(): number | undefined {
    return defined(this.moments.spread / this.divisor);
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
    this.moments.step(value);
    return this.moments.spread / this.divisor;
  }

  /** Takes back the last input; nothing more until the next one. */
  undo(): void {
    this.moments.undo();
  }
}

/**
 * Returns what the sum of squared deviations of so many values is divided by.
 *
 * @throws SdkError `VALUE_INVALID` for a length or divisor out of bounds.
 */
export function divisorOf(length: number, { divisor }: DeviationSettings = {}): number {
  const choice = requireChoice('divisor', divisor, ['population', 'sample']);
  const taken = choice === 'sample' ? 1 : 0;
  return requireLength('length', length, 1 + taken) - taken;
}

/** {@link RollingVariance} of a column; NaN before index `length − 1`. */
export function rollingVarianceColumn(
  values: Float64Array,
  length: number,
  settings?: DeviationSettings,
): Float64Array {
  const divisor = divisorOf(length, settings);
  const { spread } = momentColumns(values, length);
  for (let i = 0; i < spread.length; i++) spread[i] = spread[i]! / divisor;
  return spread;
}
