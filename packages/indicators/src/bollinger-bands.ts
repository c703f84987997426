import type { Indicator } from './indicator.js';
import { requireWithin } from './require-within.js';
import { momentColumns, RollingMoments } from './rolling-moments.js';
import { type DeviationSettings, divisorOf } from './rolling-variance.js';

/** How far the bands lie from the middle. */
export interface BollingerBandsSettings extends DeviationSettings {
  /** Deviations from the middle to a band, from 0 to 1000; default 2. */
  readonly multiplier?: number | undefined;
}

/** The outputs of {@link BollingerBands}, in units of the input. */
export interface BollingerBandsValue {
  readonly upper: number;
  /** The simple average. */
  readonly middle: number;
  readonly lower: number;
}

/**
 * Bollinger bands: the `Sma`, and so many `StandardDeviation`s above and below it.
 *
 *     middle ± multiplier × deviation
 *
 * First value: input number `length` (index `length − 1`). Over a flat window the three are equal.
 * The deviation is that of the population unless `divisor` says otherwise.
 *
 * @throws SdkError `VALUE_INVALID` for a length, multiplier or divisor out of bounds.
 *
 * Source: Bollinger (2001), "Bollinger on Bollinger Bands".
 * Agrees with: TA-Lib BBANDS, Stock.Indicators ToBollingerBands to 1e-8.
 *
 * @example
 * const bands = new BollingerBands(2);
 * bands.next(10) // => undefined
 * bands.next(14) // => { upper: 16, middle: 12, lower: 8 }
 */
export class BollingerBands implements Indicator<number, BollingerBandsValue> {
  readonly warmUp: number;
  private readonly moments: RollingMoments;
  private readonly divisor: number;
  private readonly multiplier: number;
  private readonly output = { upper: Number.NaN, middle: Number.NaN, lower: Number.NaN };

  constructor(length: number, settings: BollingerBandsSettings = {}) {
    this.divisor = divisorOf(length, settings);
    this.multiplier = multiplierOf(settings);
    this.moments = new RollingMoments(length);
    this.warmUp = length;
  }

  get value(): BollingerBandsValue | undefined {
    return Number.isNaN(this.moments.mean) ? undefined : this.output;
  }

  next(value: number): BollingerBandsValue | undefined {
    const { moments, output } = this;
    moments.step(value);
    const middle = moments.mean;
    const distance = this.multiplier * Math.sqrt(moments.spread / this.divisor);
    output.upper = middle + distance;
    output.middle = middle;
    output.lower = middle - distance;
    return Number.isNaN(middle) ? undefined : output;
  }

  replaceLast(value: number): BollingerBandsValue | undefined {
    this.undo();
    return this.next(value);
  }

  /** Takes back the last input; nothing more until the next one. */
  undo(): void {
    this.moments.undo();
  }
}

function multiplierOf({ multiplier = 2 }: BollingerBandsSettings): number {
  return requireWithin('multiplier', multiplier, { min: 0, max: 1000 });
}

/** The columns of {@link BollingerBands}. */
export interface BollingerBandsColumns {
  readonly upper: Float64Array;
  readonly middle: Float64Array;
  readonly lower: Float64Array;
}

/** {@link BollingerBands} of a column; NaN before index `length − 1`. */
export function bollingerBandsColumns(
  values: Float64Array,
  length: number,
  settings: BollingerBandsSettings = {},
): BollingerBandsColumns {
  const divisor = divisorOf(length, settings);
  const multiplier = multiplierOf(settings);
  const { mean: middle, spread: lower } = momentColumns(values, length);
  const upper = new Float64Array(values.length);
  for (let i = 0; i < upper.length; i++) {
    const distance = multiplier * Math.sqrt(lower[i]! / divisor);
    upper[i] = middle[i]! + distance;
    lower[i] = middle[i]! - distance;
  }
  return { upper, middle, lower };
}
