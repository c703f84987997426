import { isReturnNoise } from '../moments/moments.js';
import { subtractReturns } from '../returns/subtract-returns.js';
import { checkPositive, type Returns } from '../statistic/check-input.js';
import { type Measured, numberOrUndefined } from '../statistic/measured.js';
import { type DownsideOptions, measureShortfall } from './downside-deviation.js';

/**
 * Returns the annualized Sortino ratio: return above what was required, per unit of shortfall.
 *
 *     mean(r − required) ÷ √(Σ min(r − required, 0)² ÷ n) × √periodsPerYear
 *
 * `n` counts all returns, not only the shortfalls.
 *
 * @returns A plain ratio; `undefined` for fewer than two returns, or when nothing fell short by
 *   more than rounding noise.
 * @throws SdkError `VALUE_INVALID` as `downsideDeviation`.
 *
 * Source: Sortino and Price (1994), "Performance Measurement in a Downside Risk Framework".
 * Agrees with: empyrical `sortino_ratio`, quantstats `sortino`, ffn `daily_sortino`,
 * PerformanceAnalytics `SortinoRatio` to 1e-9 (golden tests).
 *
 * @example
 * sortinoRatio([0.03, -0.02], { periodsPerYear: 2 }) // => 0.5
 */
export function sortinoRatio(returns: Returns, options: DownsideOptions): number | undefined {
  return numberOrUndefined(measureSortinoRatio(returns, options));
}

export function measureSortinoRatio(returns: Returns, options: DownsideOptions): Measured {
  const { periodsPerYear, requiredPerPeriod = 0 } = options;
  checkPositive(periodsPerYear, 'periodsPerYear');
  const excess = subtractReturns(returns, requiredPerPeriod, 'requiredPerPeriod');
  const { count, mean, squares } = measureShortfall(excess);
  if (count < 2) return 'too-few-observations';
  const deviation = Math.sqrt(squares / count);
  if (isReturnNoise(deviation, 0)) return 'no-losses';
  return (mean / deviation) * Math.sqrt(periodsPerYear);
}
