import { defined } from './defined.js';
import type { Indicator } from './indicator.js';
import { RollingMoments } from './rolling-moments.js';
import { type DeviationSettings, divisorOf, rollingVarianceColumn } from './rolling-variance.js';

/**
 * Rolling standard deviation of the last `length` values: the root of `RollingVariance`.
 *
 * First value: input number `length` (index `length − 1`). Exactly zero for a flat window.
 *
 * @throws SdkError `VALUE_INVALID` for a length or divisor out of bounds.
 *
 * Agrees with: TA-Lib STDDEV, Stock.Indicators ToStdDev to 1e-8.
 *
 * @example
 * const deviation = new StandardDeviation(2);
 * [1, 3, 7].map((x) => deviation.next(x)) // => [undefined, 1, 2]
 */
export class StandardDeviation implements Indicator<number, number> {
  readonly warmUp: number;
  private readonly moments: RollingMoments;
  private readonly divisor: number;
  private latest = Number.NaN;

  constructor(length: number, settings?: DeviationSettings) {
    this.divisor = divisorOf(length, settings);
    this.moments = new RollingMoments(length);
    this.warmUp = length;
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
    this.moments.step(value);
    return (this.latest = Math.sqrt(this.moments.spread / this.divisor));
  }

  /** Takes back the last input; nothing more until the next one. */
  undo(): void {
    this.moments.undo();
  }
}

/** {@link StandardDeviation} of a column; NaN before index `length − 1`. */
export function standardDeviationColumn(
  values: Float64Array,
  length: number,
  settings?: DeviationSettings,
): Float64Array {
  const result = rollingVarianceColumn(values, length, settings);
  for (let i = 0; i < result.length; i++) result[i] = Math.sqrt(result[i]!);
  return result;
}
