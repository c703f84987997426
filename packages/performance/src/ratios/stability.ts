import { measureCorrelation } from '../benchmark/correlation.js';
import { checkFinite, type Returns } from '../statistic/check-input.js';
import { type Measured, numberOrUndefined } from '../statistic/measured.js';

/**
 * Returns how straight the logarithm of the curve is: R² of a line through cumulated log returns.
 *
 *     R² of Σ ln(1 + r) against 1 … n
 *
 * It says nothing about direction: a steady loss is as stable as a steady gain.
 *
 * @returns A fraction between 0 and 1; `undefined` for fewer than two returns, a curve that never
 *   moves, or a return of −1 or less, which has no logarithm.
 * @throws SdkError `VALUE_INVALID` for values that are not finite.
 *
 * Agrees with: empyrical `stability_of_timeseries` to 1e-9 (golden tests).
 *
 * @example
 * stability([0.01, 0.01, 0.01]) // => 0.9999999999999998
 */
export function stability(returns: Returns): number | undefined {
  return numberOrUndefined(measureStability(returns));
}

export function measureStability(returns: Returns): Measured {
  checkFinite(returns, 'returns');
  if (returns.length < 2) return 'too-few-observations';
  const logs = new Float64Array(returns.length);
  const places = new Float64Array(returns.length);
  let log = 0;
  for (let i = 0; i < logs.length; i++) {
    log += Math.log1p(returns[i] as number);
    logs[i] = log;
    places[i] = i;
  }
  if (!Number.isFinite(log)) return 'ruined';
  const correlation = measureCorrelation(logs, places);
  if (typeof correlation === 'string') return 'no-variation';
  return Math.min(1, correlation * correlation);
}
