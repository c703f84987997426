import type { Returns } from '../statistic/check-input.js';
import { type Measured, numberOrUndefined } from '../statistic/measured.js';
import { drawdownSeries } from './drawdown-series.js';

/**
 * Returns the root mean square of the drawdown after each return: depth and duration in one.
 *
 *     √(Σ dd² ÷ n)
 *
 * @returns A fraction, zero for a curve that never fell; `undefined` for no returns.
 * @throws SdkError `VALUE_INVALID` for values that are not finite.
 *
 * Source: Martin and McCann (1989), "The Investor's Guide to Fidelity Funds".
 * Agrees with: PerformanceAnalytics `UlcerIndex` to 1e-9 (golden test). quantstats divides by
 * n − 1.
 *
 * @example
 * ulcerIndex([-0.5, 0]) // => 0.5
 */
export function ulcerIndex(returns: Returns): number | undefined {
  return numberOrUndefined(measureUlcerIndex(returns, returns.length));
}

export function measureUlcerIndex(returns: Returns, divisor: number): Measured {
  if (divisor < 1) return 'too-few-observations';
  const squares = drawdownSeries(returns).reduce((sum, drawdown) => sum + drawdown ** 2, 0);
  return Math.sqrt(squares / divisor);
}
