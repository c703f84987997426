import { checkFinite, type Returns } from '../statistic/check-input.js';
import { type Measured, numberOrUndefined } from '../statistic/measured.js';

/**
 * Returns the compounded return of the whole series.
 *
 *     ∏(1 + r) − 1
 *
 * @returns A fraction; −1 or less after ruin; `undefined` for no returns, or beyond a double.
 * @throws SdkError `VALUE_INVALID` for values that are not finite.
 *
 * Agrees with: empyrical `cum_returns_final`, quantstats `comp`, ffn `total_return` (golden tests).
 *
 * @example
 * totalReturn([0.5, -0.5]) // => -0.25
 */
export function totalReturn(returns: Returns): number | undefined {
  return numberOrUndefined(measureTotalReturn(returns));
}

export function measureTotalReturn(returns: Returns): Measured {
  return returns.length === 0 ? 'too-few-observations' : totalGrowth(returns) - 1;
}

/** The factor by which one unit of money changes: ∏(1 + r). */
export function totalGrowth(returns: Returns): number {
  let growth = 1;
  // By index: `for…of` takes several times as long over a column.
  for (let i = 0; i < returns.length; i++) growth *= 1 + (returns[i] as number);
  // A return that is not finite makes every later product so: one test instead of one per value.
  if (!Number.isFinite(growth)) checkFinite(returns, 'returns');
  return growth;
}
