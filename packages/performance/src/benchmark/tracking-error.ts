import { moments, sampleDeviation } from '../moments/moments.js';
import type { Annualization } from '../moments/volatility.js';
import { subtractReturns } from '../returns/subtract-returns.js';
import { checkPositive, type Returns } from '../statistic/check-input.js';
import { type Measured, numberOrUndefined } from '../statistic/measured.js';

/**
 * Returns the annualized deviation of the difference to the benchmark.
 *
 *     sd(r − b) × √periodsPerYear
 *
 * `sd` is the sample deviation (n − 1).
 *
 * @param benchmark One fraction for each return.
 * @returns A fraction per year, zero for a constant difference; `undefined` for fewer than two.
 * @throws SdkError `VALUE_INVALID` for values that are not finite, another length, or
 *   `periodsPerYear` ≤ 0.
 *
 * Agrees with: LEAN's tracking error and PerformanceAnalytics `TrackingError` to 1e-9 (golden
 * tests).
 *
 * @example
 * trackingError([0.02, 0.03], [0.01, 0.04], { periodsPerYear: 1 }) // => 0.014142135623730952
 */
export function trackingError(
  returns: Returns,
  benchmark: Returns,
  options: Annualization,
): number | undefined {
  return numberOrUndefined(measureTrackingError(returns, benchmark, options));
}

export function measureTrackingError(
  returns: Returns,
  benchmark: Returns,
  { periodsPerYear }: Annualization,
): Measured {
  checkPositive(periodsPerYear, 'periodsPerYear');
  const sample = moments(subtractReturns(returns, benchmark, 'benchmark'));
  if (sample.count < 2) return 'too-few-observations';
  return sampleDeviation(sample) * Math.sqrt(periodsPerYear);
}
