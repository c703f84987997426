import { isReturnNoise, sampleDeviation } from '../moments/moments.js';
import type { SharpeOptions } from '../ratios/sharpe-ratio.js';
import { subtractReturns } from '../returns/subtract-returns.js';
import { checkPositive, type Returns } from '../statistic/check-input.js';
import { type RollingOptions, rollMoments } from './rolling-moments.js';

/**
 * Returns the annualized Sharpe ratio of every full window, in linear time.
 *
 *     mean(r − f) ÷ sd(r − f) × √periodsPerYear   over the window
 *
 * @returns One ratio for each window; value `i` ends at return `i + window - 1`, and is
 *   `undefined` where the returns of that window never vary. Empty when the series is shorter
 *   than the window.
 * @throws SdkError `VALUE_INVALID` for values that are not finite, a window that is not a whole
 *   number of two or more, `periodsPerYear` ≤ 0, or rates of another length.
 *
 * Agrees with: empyrical `rolling_sharpe_ratio` to 1e-10 (golden test).
 *
 * @example
 * const options = { window: 2, periodsPerYear: 1 };
 * rollingSharpeRatio([0.01, 0.03, 0.03], options) // => [ 1.4142135623730951, undefined ]
 */
export function rollingSharpeRatio(
  returns: Returns,
  options: RollingOptions & SharpeOptions,
): readonly (number | undefined)[] {
  const { periodsPerYear, riskFreePerPeriod = 0 } = options;
  checkPositive(periodsPerYear, 'periodsPerYear');
  const root = Math.sqrt(periodsPerYear);
  const excess = subtractReturns(returns, riskFreePerPeriod, 'riskFreePerPeriod');
  const result: (number | undefined)[] = [];
  rollMoments(excess, options, (_place, sample) => {
    const deviation = sampleDeviation(sample);
    const still = isReturnNoise(deviation, sample.mean);
    result.push(still ? undefined : (sample.mean / deviation) * root);
  });
  return result;
}
