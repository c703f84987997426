import { isReturnNoise } from '../moments/moments.js';
import type { Returns } from '../statistic/check-input.js';
import { type Measured, numberOrUndefined } from '../statistic/measured.js';
import { sumSides } from './omega-ratio.js';

/**
 * Returns the plain sum of returns per unit of plain sum of losses.
 *
 *     Σ r ÷ |Σ min(r, 0)|
 *
 * @returns A plain ratio, one less than the omega ratio at zero; `undefined` for no returns, or
 *   when nothing was lost beyond rounding noise.
 * @throws SdkError `VALUE_INVALID` for values that are not finite.
 *
 * Source: Schwager (2012), "Hedge Fund Market Wizards", appendix A.
 * Agrees with: quantstats `gain_to_pain_ratio` to 1e-9 (golden test).
 *
 * @example
 * gainToPainRatio([0.75, -0.5]) // => 0.5
 */
export function gainToPainRatio(returns: Returns): number | undefined {
  return numberOrUndefined(measureGainToPainRatio(returns));
}

export function measureGainToPainRatio(returns: Returns): Measured {
  const { count, gains, losses } = sumSides(returns);
  if (count === 0) return 'too-few-observations';
  return isReturnNoise(losses, 0) ? 'no-losses' : (gains - losses) / losses;
}
