import { checkFinite, type Returns } from '../statistic/check-input.js';

/**
 * Returns what one unit of money grows to, the start included.
 *
 *     G₀ = start,  Gᵢ = Gᵢ₋₁ × (1 + rᵢ)
 *
 * @param start Value before the first return. Default 1.
 * @returns One value more than there are returns.
 * @throws SdkError `VALUE_INVALID` for values that are not finite.
 *
 * @example
 * growthCurve([0.5, -0.5]) // => Float64Array [ 1, 1.5, 0.75 ]
 */
export function growthCurve(returns: Returns, start = 1): Float64Array {
  checkFinite(returns, 'returns');
  checkFinite([start], 'start');
  const curve = new Float64Array(returns.length + 1);
  let growth = start;
  curve[0] = growth;
  for (let i = 0; i < returns.length; i++) {
    growth *= 1 + (returns[i] as number);
    curve[i + 1] = growth;
  }
  return curve;
}
