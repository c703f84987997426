import type { Returns } from '../statistic/check-input.js';
import { growthCurve } from '../returns/growth-curve.js';

/**
 * Returns how far the curve stands below its highest point so far.
 *
 *     ddᵢ = Gᵢ ÷ max(G₀ … Gᵢ) − 1
 *
 * @returns One fraction per return: zero at a high, −0.2 when a fifth is lost. The start counts
 *   as a high but has no entry of its own.
 * @throws SdkError `VALUE_INVALID` for values that are not finite.
 *
 * @example
 * drawdownSeries([0.25, -0.2, 0.5]) // => Float64Array [ 0, -0.19999999999999996, 0 ]
 */
export function drawdownSeries(returns: Returns): Float64Array {
  return drawdownsOfCurve(growthCurve(returns)).subarray(1);
}

/** As {@link drawdownSeries} for a curve that is already there; one value per point. */
export function drawdownsOfCurve(curve: Float64Array): Float64Array {
  const drawdowns = new Float64Array(curve.length);
  let high = curve.length === 0 ? 0 : (curve[0] as number);
  for (let i = 0; i < curve.length; i++) {
    const value = curve[i] as number;
    if (value >= high) high = value;
    else drawdowns[i] = value / high - 1;
  }
  return drawdowns;
}
