import { checkPositive, type Returns } from '../statistic/check-input.js';
import { type Measured, numberOrUndefined } from '../statistic/measured.js';
import { moments, sampleDeviation } from './moments.js';

/** How a series of returns is scaled to a year. */
export interface Annualization {
  /** 252 for sessions of equities, 365 for days of a 24/7 market, 52, 12, 4 or 1. No default. */
  readonly periodsPerYear: number;
}

/**
 * Returns the annualized volatility.
 *
 *     sd(r) × √periodsPerYear
 *
 * `sd` is the sample deviation (n − 1). Scaling by the root assumes independent returns.
 *
 * @param returns One fraction per period, oldest first.
 * @returns A fraction per year, zero for returns that never vary; `undefined` for fewer than two.
 * @throws SdkError `VALUE_INVALID` for values that are not finite or `periodsPerYear` ≤ 0.
 *
 * Agrees with: empyrical `annual_volatility`, quantstats `volatility` and PerformanceAnalytics
 * `StdDev.annualized` to 1e-9 (golden tests).
 *
 * @example
 * volatility([0.01, 0.03], { periodsPerYear: 1 }) // => 0.01414213562373095
 */
export function volatility(returns: Returns, options: Annualization): number | undefined {
  return numberOrUndefined(measureVolatility(returns, options));
}

export function measureVolatility(returns: Returns, { periodsPerYear }: Annualization): Measured {
  checkPositive(periodsPerYear, 'periodsPerYear');
  const sample = moments(returns);
  if (sample.count < 2) return 'too-few-observations';
  return sampleDeviation(sample) * Math.sqrt(periodsPerYear);
}
