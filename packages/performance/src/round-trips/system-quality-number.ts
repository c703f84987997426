import { moments, sampleDeviation } from '../moments/moments.js';
import type { Returns } from '../statistic/check-input.js';
import { type Measured, numberOrUndefined } from '../statistic/measured.js';

/** Profits that are equal on paper differ by this share of their mean after a few operations. */
const roundingNoise = 1e-12;

/**
 * Returns the system quality number: how far the mean result is from zero, in standard errors.
 *
 *     √n × mean(values) ÷ sd(values)
 *
 * `sd` is the sample deviation (n − 1). Not capped at 100 trips.
 *
 * @param values One result for each round trip, in money.
 * @returns A plain ratio; `undefined` for fewer than two values or values that never vary.
 * @throws SdkError `VALUE_INVALID` for values that are not finite.
 *
 * Source: Tharp (2008), "Van Tharp's Definitive Guide to Position Sizing".
 * Agrees with: backtesting.py `SQN` to 1e-9 (golden tests). backtrader takes the population
 * deviation.
 *
 * @example
 * systemQualityNumber([10, 20, 30]) // => 3.4641016151377544
 */
export function systemQualityNumber(values: Returns): number | undefined {
  return numberOrUndefined(measureSystemQualityNumber(values));
}

export function measureSystemQualityNumber(values: Returns): Measured {
  const sample = moments(values, 'values');
  if (sample.count < 2) return 'too-few-observations';
  const deviation = sampleDeviation(sample);
  if (deviation <= roundingNoise * Math.abs(sample.mean)) return 'no-variation';
  return (Math.sqrt(sample.count) * sample.mean) / deviation;
}
