import { isReturnNoise, moments, sampleDeviation } from '../moments/moments.js';
import type { Annualization } from '../moments/volatility.js';
import { type RatePerPeriod, subtractReturns } from '../returns/subtract-returns.js';
import { checkPositive, type Returns } from '../statistic/check-input.js';
import { type Measured, numberOrUndefined } from '../statistic/measured.js';

/** Scale of a ratio and what it is measured against. */
export interface SharpeOptions extends Annualization {
  /** Fraction per period, or one per period. Default 0. See `periodicRate` for a yearly rate. */
  readonly riskFreePerPeriod?: RatePerPeriod | undefined;
}

/**
 * Returns the annualized Sharpe ratio of simple returns.
 *
 *     mean(r − f) ÷ sd(r − f) × √periodsPerYear
 *
 * `sd` is the sample deviation (n − 1). Scaling by the root assumes returns that are independent
 * and equally distributed: give returns of sessions, not of minutes.
 *
 * @param returns One fraction per period, oldest first: 0.01 is +1 %.
 * @returns A plain ratio; `undefined` for fewer than two returns, or returns that never vary by
 *   more than rounding noise.
 * @throws SdkError `VALUE_INVALID` for values that are not finite, `periodsPerYear` ≤ 0, or a
 *   series of rates of another length.
 *
 * Source: Sharpe (1994), "The Sharpe Ratio", Journal of Portfolio Management 21(1).
 * Agrees with: empyrical `sharpe_ratio`, quantstats `sharpe`, ffn `daily_sharpe`,
 * PerformanceAnalytics `SharpeRatio.annualized` to 1e-9 (golden tests).
 *
 * @example
 * sharpeRatio([0.01, 0.03], { periodsPerYear: 1 }) // => 1.414213562373095
 */
export function sharpeRatio(returns: Returns, options: SharpeOptions): number | undefined {
  return numberOrUndefined(measureSharpeRatio(returns, options));
}

export function measureSharpeRatio(returns: Returns, options: SharpeOptions): Measured {
  const { periodsPerYear, riskFreePerPeriod = 0 } = options;
  checkPositive(periodsPerYear, 'periodsPerYear');
  const sample = moments(subtractReturns(returns, riskFreePerPeriod, 'riskFreePerPeriod'));
  if (sample.count < 2) return 'too-few-observations';
  const deviation = sampleDeviation(sample);
  if (isReturnNoise(deviation, sample.mean)) return 'no-variation';
  return (sample.mean / deviation) * Math.sqrt(periodsPerYear);
}
