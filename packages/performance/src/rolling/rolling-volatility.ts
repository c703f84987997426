import { sampleDeviation } from '../moments/moments.js';
import type { Annualization } from '../moments/volatility.js';
import { checkPositive, type Returns } from '../statistic/check-input.js';
import { countWindows, type RollingOptions, rollMoments } from './rolling-moments.js';

/**
 * Returns the annualized volatility of every full window, in linear time.
 *
 *     sd(r of the window) × √periodsPerYear
 *
 * @returns One fraction per year for each window; value `i` ends at return `i + window - 1`.
 *   Empty when the series is shorter than the window.
 * @throws SdkError `VALUE_INVALID` for values that are not finite, a window that is not a whole
 *   number of two or more, or `periodsPerYear` ≤ 0.
 *
 * @example
 * const options = { window: 2, periodsPerYear: 1 };
 * rollingVolatility([0.01, 0.03, 0.03], options) // => Float64Array [ 0.014142135623730947, 0 ]
 */
export function rollingVolatility(
  returns: Returns,
  options: Annualization & RollingOptions,
): Float64Array {
  checkPositive(options.periodsPerYear, 'periodsPerYear');
  const result = new Float64Array(countWindows(returns.length, options.window));
  const root = Math.sqrt(options.periodsPerYear);
  rollMoments(returns, options, (place, sample) => {
    result[place] = sampleDeviation(sample) * root;
  });
  return result;
}
