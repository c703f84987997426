import { defined } from './defined.js';
import type { Indicator } from './indicator.js';
import { requireLength } from './require-length.js';
import { RollingMoments } from './rolling-moments.js';
import { type DeviationSettings, divisorOf } from './rolling-variance.js';

/**
 * Z-score: how many standard deviations the newest value lies from the mean of its window.
 *
 *     (x − mean) ÷ deviation, over the last `length` values, the newest included
 *
 * First value: input number `length` (index `length − 1`). `undefined` where the window is flat.
 *
 * @throws SdkError `VALUE_INVALID` for a length below 2 or a divisor that is no choice.
 *
 * Agrees with: Stock.Indicators ToStdDev and ToBollingerBands, zScore to 1e-8.
 *
 * @example
 * const zScore = new ZScore(2);
 * [1, 3, 3].map((x) => zScore.next(x)) // => [undefined, 1, undefined]
 */
export class ZScore implements Indicator<number, number> {
  readonly warmUp: number;
  private readonly moments: RollingMoments;
  private readonly divisor: number;
  private latest = Number.NaN;

  constructor(length: number, settings?: DeviationSettings) {
    this.divisor = divisorOf(requireLength('length', length, 2), settings);
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
    const { moments } = this;
    moments.step(value);
    const deviation = Math.sqrt(moments.spread / this.divisor);
    // NaN for 0 ÷ 0: the mean of a flat window is exactly its value.
    return (this.latest = (value - moments.mean) / deviation);
  }

  /** Takes back the last input; nothing more until the next one. */
  undo(): void {
    this.moments.undo();
  }
}

/** {@link ZScore} of a column; NaN before index `length − 1`. */
export function zScoreColumn(
  values: Float64Array,
  length: number,
  settings?: DeviationSettings,
): Float64Array {
  const zScore = new ZScore(length, settings);
  const result = new Float64Array(values.length);
  for (let i = 0; i < result.length; i++) result[i] = zScore.step(values[i]!);
  return result;
}
