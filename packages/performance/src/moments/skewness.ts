import type { Returns } from '../statistic/check-input.js';
import { type Measured, numberOrUndefined } from '../statistic/measured.js';
import { isReturnNoise, moments, sampleDeviation } from './moments.js';

/** Which estimator of a higher moment. */
export interface Estimator {
  /**
   * `sample` corrects the bias of a sample as pandas, Excel and SAS do; `population` is the plain
   * quotient of moments, as in SciPy and PerformanceAnalytics. Default `sample`.
   */
  readonly estimator?: 'population' | 'sample' | undefined;
}

/**
 * Returns the skewness of a sample: negative when the long tail is on the side of losses.
 *
 *     g = m₃ ÷ m₂^1.5            population
 *     G = g × √(n(n − 1)) ÷ (n − 2)      sample
 *
 * @returns A plain number; `undefined` for fewer than three values or values that never vary.
 * @throws SdkError `VALUE_INVALID` for values that are not finite.
 *
 * Source: Joanes and Gill (1998), "Comparing measures of sample skewness and kurtosis".
 * Agrees with: quantstats `skew`, ffn and PerformanceAnalytics `skewness` to 1e-9 (golden tests).
 *
 * @example
 * skewness([0, 0, 3]) // => 1.7320508075688772
 */
export function skewness(returns: Returns, options: Estimator = {}): number | undefined {
  return numberOrUndefined(measureSkewness(returns, options));
}

export function measureSkewness(returns: Returns, { estimator }: Estimator = {}): Measured {
  const { count, mean, squares } = moments(returns);
  if (count < 3) return 'too-few-observations';
  if (isReturnNoise(sampleDeviation({ count, mean, squares }), mean)) return 'no-variation';
  let cubes = 0;
  for (let i = 0; i < count; i++) {
    const deviation = (returns[i] as number) - mean;
    cubes += deviation * deviation * deviation;
  }
  const population = cubes / count / (squares / count) ** 1.5;
  if (estimator === 'population') return population;
  return (population * Math.sqrt(count * (count - 1))) / (count - 2);
}
