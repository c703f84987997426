import { periodicRate } from '../returns/periodic-rate.js';
import { measureAnnualReturn } from '../returns/annual-return.js';
import type { Returns } from '../statistic/check-input.js';
import { type Measured, numberOrUndefined } from '../statistic/measured.js';
import { type AlphaOptions } from './alpha.js';
import { measureBeta } from './beta.js';

/**
 * Returns the annual return above the risk-free rate per unit of market risk.
 *
 *     (annualReturn − ((1 + f)^periodsPerYear − 1)) ÷ β
 *
 * @param benchmark One fraction for each return.
 * @returns A fraction per year; `undefined` as `annualReturn` and `beta`, or for a beta of zero.
 * @throws SdkError `VALUE_INVALID` for values that are not finite, another length, or
 *   `periodsPerYear` ≤ 0.
 *
 * Source: Treynor (1965), "How to Rate Management of Investment Funds".
 * Agrees with: PerformanceAnalytics `TreynorRatio` to 1e-9 (golden tests).
 *
 * @example
 * treynorRatio([0.02, 0.04], [0.01, 0.02], { periodsPerYear: 1 }) // => 0.014975727583349308
 */
export function treynorRatio(
  returns: Returns,
  benchmark: Returns,
  options: AlphaOptions,
): number | undefined {
  return numberOrUndefined(measureTreynorRatio(returns, benchmark, options));
}

export function measureTreynorRatio(
  returns: Returns,
  benchmark: Returns,
  { periodsPerYear, riskFreePerPeriod = 0 }: AlphaOptions,
): Measured {
  const annual = measureAnnualReturn(returns, { periodsPerYear });
  if (typeof annual === 'string') return annual;
  const riskFree = periodicRate(riskFreePerPeriod, 1 / periodsPerYear);
  return perBeta(annual - riskFree, returns, benchmark);
}

/** Divides a return by beta. */
export function perBeta(gain: number, returns: Returns, benchmark: Returns): Measured {
  const slope = measureBeta(returns, benchmark);
  if (typeof slope === 'string') return slope;
  return Math.abs(slope) <= Number.EPSILON ? 'zero-denominator' : gain / slope;
}
