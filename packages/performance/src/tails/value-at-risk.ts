import { moments, sampleDeviation } from '../moments/moments.js';
import { checkFinite, type Returns } from '../statistic/check-input.js';
import { type Measured, numberOrUndefined } from '../statistic/measured.js';
import { normalQuantile } from './normal-distribution.js';
import { checkTail, quantile } from './quantile.js';

/** Which part of the distribution is the tail, and how it is found. */
export interface TailOptions {
  /** Fraction of the worst periods. Default 0.05. */
  readonly tail?: number | undefined;
  /** `historical` looks at what happened, `normal` assumes a distribution. Default `historical`. */
  readonly method?: 'historical' | 'normal' | undefined;
}

/**
 * Returns the return that is undercut in only a fraction of periods.
 *
 *     historical   quantile of r at `tail`, linear interpolation
 *     normal       mean(r) + z(tail) × sd(r),   z(0.05) = −1.645
 *
 * @returns A fraction per period with its sign, so usually below zero; `undefined` for no returns
 *   (historical) or fewer than two (normal).
 * @throws SdkError `VALUE_INVALID` for values that are not finite, or a tail outside 0 … 1.
 *
 * Agrees with: empyrical `value_at_risk` and PerformanceAnalytics `VaR` (historical), quantstats
 * `value_at_risk` (normal) to 1e-9 (golden tests).
 *
 * @example
 * valueAtRisk([-0.03, -0.01, 0, 0.01, 0.02], { tail: 0.25 }) // => -0.01
 */
export function valueAtRisk(returns: Returns, options: TailOptions = {}): number | undefined {
  return numberOrUndefined(measureValueAtRisk(returns, options));
}

export function measureValueAtRisk(returns: Returns, options: TailOptions = {}): Measured {
  const { tail = 0.05, method = 'historical' } = options;
  checkTail(tail);
  checkFinite(returns, 'returns');
  if (returns.length < (method === 'normal' ? 2 : 1)) return 'too-few-observations';
  if (method === 'historical') return quantile(returns, tail);
  const sample = moments(returns);
  return sample.mean + normalQuantile(tail) * sampleDeviation(sample);
}
