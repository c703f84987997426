import { measureMaxDrawdown } from '../drawdowns/max-drawdown.js';
import { isReturnNoise } from '../moments/moments.js';
import type { Annualization } from '../moments/volatility.js';
import { measureAnnualReturn } from '../returns/annual-return.js';
import type { Returns } from '../statistic/check-input.js';
import { type Measured, numberOrUndefined } from '../statistic/measured.js';

/**
 * Returns annual return per unit of deepest loss.
 *
 *     annualReturn ÷ |maxDrawdown|
 *
 * Over the whole series; the original definition looks at the last 36 months.
 *
 * @returns A plain ratio; `undefined` for no returns, a curve that never fell, or a loss of more
 *   than everything.
 * @throws SdkError `VALUE_INVALID` for values that are not finite, or `periodsPerYear` ≤ 0.
 *
 * Source: Young (1991), "Calmar Ratio: A Smoother Tool", Futures 20(1).
 * Agrees with: empyrical `calmar_ratio`, quantstats `calmar`, PerformanceAnalytics `CalmarRatio`
 * to 1e-9 (golden tests).
 *
 * @example
 * calmarRatio([0.25, -0.2, 0.21], { periodsPerYear: 3 }) // => 1.05
 */
export function calmarRatio(returns: Returns, options: Annualization): number | undefined {
  return numberOrUndefined(measureCalmarRatio(returns, options));
}

export function measureCalmarRatio(returns: Returns, options: Annualization): Measured {
  return perDrawdown(measureAnnualReturn(returns, options), measureMaxDrawdown(returns));
}

/** Divides by the depth of the deepest drawdown. */
export function perDrawdown(gain: Measured, worst: Measured): Measured {
  if (typeof gain === 'string') return gain;
  if (typeof worst === 'string') return worst;
  return isReturnNoise(Math.abs(worst), 0) ? 'no-drawdown' : gain / Math.abs(worst);
}
