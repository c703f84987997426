import { checkPositive, type Returns } from '../statistic/check-input.js';
import { type Measured, numberOrUndefined } from '../statistic/measured.js';
import { totalGrowth } from './total-return.js';

/** How long the series is: by the number of its returns, or by the calendar. */
export type YearCount =
  | { readonly periodsPerYear: number; readonly years?: undefined }
  | { readonly years: number; readonly periodsPerYear?: undefined };

/**
 * Returns the compound annual growth rate.
 *
 *     ∏(1 + r)^(1 ÷ years) − 1,   years = n ÷ periodsPerYear
 *
 * The count of returns is the default measure of time. Give `years` for the calendar form, for
 * example days ÷ 365.25.
 *
 * @returns A fraction per year, −1 when everything was lost; `undefined` for no returns, for a
 *   loss of more than everything (it has no root), or beyond what a double holds.
 * @throws SdkError `VALUE_INVALID` for values that are not finite, or years not above zero.
 *
 * Agrees with: empyrical `annual_return` and `cagr`, quantstats `cagr`, PerformanceAnalytics
 * `Return.annualized`; with `years`, ffn `cagr` and backtesting.py `CAGR` (golden tests).
 *
 * @example
 * annualReturn([0.1, 0.1], { periodsPerYear: 1 }) // => 0.10000000000000009
 */
export function annualReturn(returns: Returns, options: YearCount): number | undefined {
  return numberOrUndefined(measureAnnualReturn(returns, options));
}

export function measureAnnualReturn(returns: Returns, options: YearCount): Measured {
  const { periodsPerYear, years } = options;
  if (years === undefined) checkPositive(periodsPerYear, 'periodsPerYear');
  else checkPositive(years, 'years');
  if (returns.length === 0) return 'too-few-observations';
  const growth = totalGrowth(returns);
  if (growth < 0) return 'ruined';
  return growth ** (years === undefined ? periodsPerYear / returns.length : 1 / years) - 1;
}
