import type { Indicator } from './indicator.js';
import { requireWithin } from './require-within.js';
import type { DeviationSettings } from './rolling-variance.js';
import { Sma, smaColumn } from './sma.js';
import { StandardDeviation, standardDeviationColumn } from './standard-deviation.js';

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
 * Bollinger bands: the {@link Sma}, and so many {@link StandardDeviation}s above and below it.
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
  private readonly mean: Sma;
  private readonly deviation: StandardDeviation;
  /** Deviations from the middle to a band. */
  readonly multiplier: number;
  private isDefined = false;
  private readonly output = { upper: Number.NaN, middle: Number.NaN, lower: Number.NaN };

  constructor(length: number, settings: BollingerBandsSettings = {}) {
    const { multiplier = 2 } = settings;
    this.mean = new Sma(length);
    this.deviation = new StandardDeviation(length, settings);
    this.multiplier = requireWithin('multiplier', multiplier, { min: 0, max: 1000 });
    this.warmUp = length;
  }

  get value(): BollingerBandsValue | undefined {
    return this.isDefined ? this.output : undefined;
  }

  next(value: number): BollingerBandsValue | undefined {
    const { output } = this;
    const middle = this.mean.step(value);
    const distance = this.multiplier * this.deviation.step(value);
    output.upper = middle + distance;
    output.middle = middle;
    output.lower = middle - distance;
    this.isDefined = !Number.isNaN(middle);
    return this.isDefined ? output : undefined;
  }

  replaceLast(value: number): BollingerBandsValue | undefined {
    this.undo();
    return this.next(value);
  }

  /** Takes back the last input; nothing more until the next one. */
  undo(): void {
    this.mean.undo();
    this.deviation.undo();
  }
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
  settings?: BollingerBandsSettings,
): BollingerBandsColumns {
  const { multiplier } = new BollingerBands(length, settings);
  const middle = smaColumn(values, length);
  const lower = standardDeviationColumn(values, length, settings);
  const upper = new Float64Array(values.length);
  for (let i = 0; i < upper.length; i++) {
    const distance = multiplier * lower[i]!;
    upper[i] = middle[i]! + distance;
    lower[i] = middle[i]! - distance;
  }
  return { upper, middle, lower };
}
