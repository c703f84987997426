import type { Returns } from '../statistic/check-input.js';
import { type Measured, numberOrUndefined } from '../statistic/measured.js';
import { isReturnNoise, moments, sampleDeviation } from './moments.js';
import type { Estimator } from './skewness.js';

/**
 * Returns the kurtosis above that of a normal distribution: positive means fatter tails.
 *
 *     g = m₄ ÷ m₂² − 3                                  population
 *     G = ((n + 1)g + 6) × (n − 1) ÷ ((n − 2)(n − 3))   sample
 *
 * @returns A plain number, zero for a normal distribution; `undefined` for fewer than four
 *   values or values that never vary.
 * @throws SdkError `VALUE_INVALID` for values that are not finite.
 *
 * Source: Joanes and Gill (1998), "Comparing measures of sample skewness and kurtosis".
 * Agrees with: quantstats `kurtosis`, ffn and PerformanceAnalytics `kurtosis` to 1e-9 (golden
 * tests).
 *
 * @example
 * excessKurtosis([1, 2, 3, 4]) // => -1.200000000000001
 */
export function excessKurtosis(returns: Returns, options: Estimator = {}): number | undefined {
  return numberOrUndefined(measureExcessKurtosis(returns, options));
}

export function measureExcessKurtosis(returns: Returns, { estimator }: Estimator = {}): Measured {
  const { count, mean, squares } = moments(returns);
  if (count < 4) return 'too-few-observations';
  if (isReturnNoise(sampleDeviation({ count, mean, squares }), mean)) return 'no-variation';
  let fourths = 0;
  for (let i = 0; i < count; i++) {
    const square = ((returns[i] as number) - mean) * ((returns[i] as number) - mean);
    fourths += square * square;
  }
  const population = fourths / count / (squares / count) ** 2 - 3;
  if (estimator === 'population') return population;
  return (((count + 1) * population + 6) * (count - 1)) / ((count - 2) * (count - 3));
}
