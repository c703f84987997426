import type { Annualization } from '../moments/volatility.js';
import { measureSharpeRatio } from '../ratios/sharpe-ratio.js';
import { subtractReturns } from '../returns/subtract-returns.js';
import type { Returns } from '../statistic/check-input.js';
import { type Measured, numberOrUndefined } from '../statistic/measured.js';

/**
 * Returns the annualized return above the benchmark per unit of deviation from it.
 *
 *     mean(r − b) ÷ sd(r − b) × √periodsPerYear
 *
 * The Sharpe ratio with the benchmark in place of the risk-free rate.
 *
 * @param benchmark One fraction for each return.
 * @returns A plain ratio; `undefined` for fewer than two returns, or a difference that never
 *   varies by more than rounding noise.
 * @throws SdkError `VALUE_INVALID` for values that are not finite, another length, or
 *   `periodsPerYear` ≤ 0.
 *
 * Source: Goodwin (1998), "The Information Ratio", Financial Analysts Journal 54(4).
 * Agrees with: with `periodsPerYear: 1`, empyrical `excess_sharpe` and quantstats
 * `information_ratio` to 1e-9 (golden tests).
 *
 * @example
 * informationRatio([0.02, 0.04], [0.01, 0.01], { periodsPerYear: 1 }) // => 1.414213562373095
 */
export function informationRatio(
  returns: Returns,
  benchmark: Returns,
  options: Annualization,
): number | undefined {
  return numberOrUndefined(measureInformationRatio(returns, benchmark, options));
}

export function measureInformationRatio(
  returns: Returns,
  benchmark: Returns,
  { periodsPerYear }: Annualization,
): Measured {
  return measureSharpeRatio(subtractReturns(returns, benchmark, 'benchmark'), { periodsPerYear });
}
