import { checkFinite, type Returns } from '../statistic/check-input.js';
import { type Measured, numberOrUndefined } from '../statistic/measured.js';
import { drawdownsOfCurve } from './drawdown-series.js';

/**
 * Returns the deepest fall from a high of the curve, the start included.
 *
 *     min(Gᵢ ÷ max(G₀ … Gᵢ) − 1)
 *
 * @returns A fraction of zero or less: −0.25 when a quarter was lost; below −1 only when more than
 *   everything was lost; `undefined` for no returns, or beyond a double.
 * @throws SdkError `VALUE_INVALID` for values that are not finite.
 *
 * Agrees with: empyrical `max_drawdown`, ffn `max_drawdown`, and PerformanceAnalytics
 * `maxDrawdown`, which is positive, to 1e-9 (golden tests).
 *
 * @example
 * maxDrawdown([0.25, -0.2, 0.5]) // => -0.19999999999999996
 */
export function maxDrawdown(returns: Returns): number | undefined {
  return numberOrUndefined(measureMaxDrawdown(returns));
}

export function measureMaxDrawdown(returns: Returns): Measured {
  if (returns.length === 0) return 'too-few-observations';
  let growth = 1;
  let high = 1;
  let worst = 1;
  // By index: `for…of` takes several times as long over a column.
  for (let i = 0; i < returns.length; i++) {
    growth *= 1 + (returns[i] as number);
    if (growth > high) high = growth;
    else if (growth < worst * high) worst = growth / high;
  }
  if (!Number.isFinite(growth)) checkFinite(returns, 'returns');
  return Number.isFinite(growth) ? worst - 1 : 'too-large';
}

/** As {@link maxDrawdown} for a curve that is already there. */
export function measureMaxDrawdownOfCurve(curve: Float64Array): Measured {
  if (curve.length < 2) return 'too-few-observations';
  return drawdownsOfCurve(curve).reduce((worst, drawdown) => Math.min(worst, drawdown), 0);
}
