import { isReturnNoise } from '../moments/moments.js';
import { checkFinite, type Returns } from '../statistic/check-input.js';
import { type Measured, numberOrUndefined } from '../statistic/measured.js';
import { quantile } from './quantile.js';

/**
 * Returns how the best periods compare with the worst.
 *
 *     |quantile(r, 0.95)| ÷ |quantile(r, 0.05)|
 *
 * @returns A plain ratio: 0.25 when losses are four times as bad as profits; `undefined` for no
 *   returns or a lower quantile of zero.
 * @throws SdkError `VALUE_INVALID` for values that are not finite.
 *
 * Agrees with: empyrical and quantstats `tail_ratio` to 1e-9 (golden tests).
 *
 * @example
 * tailRatio([-0.02, 0.04]) // => 2.176470588235294
 */
export function tailRatio(returns: Returns): number | undefined {
  return numberOrUndefined(measureTailRatio(returns));
}

export function measureTailRatio(returns: Returns): Measured {
  checkFinite(returns, 'returns');
  if (returns.length === 0) return 'too-few-observations';
  const worst = Math.abs(quantile(returns, 0.05));
  return isReturnNoise(worst, 0) ? 'zero-denominator' : Math.abs(quantile(returns, 0.95)) / worst;
}
