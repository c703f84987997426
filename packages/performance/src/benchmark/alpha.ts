import { moments } from '../moments/moments.js';
import type { Annualization } from '../moments/volatility.js';
import { checkNumber, checkPositive, type Returns } from '../statistic/check-input.js';
import { type Measured, numberOrUndefined } from '../statistic/measured.js';
import { measureBeta } from './beta.js';

/** Scale of alpha and the rate that needs no risk. */
export interface AlphaOptions extends Annualization {
  /** Fraction per period. Default 0. See `periodicRate` for a yearly rate. */
  readonly riskFreePerPeriod?: number | undefined;
}

/**
 * Returns the annualized return that the benchmark does not explain.
 *
 *     (1 + mean(r − f − β(b − f)))^periodsPerYear − 1
 *
 * @param benchmark One fraction for each return.
 * @returns A fraction per year; `undefined` as `beta`, or when the mean is a loss of more than
 *   everything per period.
 * @throws SdkError `VALUE_INVALID` for values that are not finite, another length, or
 *   `periodsPerYear` ≤ 0.
 *
 * Source: Jensen (1968), "The Performance of Mutual Funds in the Period 1945-1964".
 * Agrees with: empyrical `alpha` and, per period, PerformanceAnalytics `CAPM.alpha` to 1e-9
 * (golden tests).
 *
 * @example
 * alpha([0.03, 0.05, 0.07], [0.01, 0.02, 0.03], { periodsPerYear: 1 }) // => 0.010000000000000009
 */
export function alpha(
  returns: Returns,
  benchmark: Returns,
  options: AlphaOptions,
): number | undefined {
  return numberOrUndefined(measureAlpha(returns, benchmark, options));
}

export function measureAlpha(
  returns: Returns,
  benchmark: Returns,
  options: AlphaOptions,
): Measured {
  const { periodsPerYear } = options;
  checkPositive(periodsPerYear, 'periodsPerYear');
  const perPeriod = measurePeriodicAlpha(returns, benchmark, options.riskFreePerPeriod ?? 0);
  if (typeof perPeriod === 'string') return perPeriod;
  return perPeriod < -1 ? 'ruined' : (1 + perPeriod) ** periodsPerYear - 1;
}

/** The intercept per period: mean(r − f − β(b − f)). */
export function measurePeriodicAlpha(
  returns: Returns,
  benchmark: Returns,
  riskFree: number,
): Measured {
  checkNumber(riskFree, 'riskFreePerPeriod');
  const slope = measureBeta(returns, benchmark);
  if (typeof slope === 'string') return slope;
  const own = moments(returns).mean - riskFree;
  return own - slope * (moments(benchmark, 'benchmark').mean - riskFree);
}
