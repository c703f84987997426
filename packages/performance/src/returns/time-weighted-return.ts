import type { NumberLikes } from '../statistic/number-like.js';
import { numberOrUndefined } from '../statistic/measured.js';
import { type FlowOptions, toReturns } from './to-returns.js';
import { measureTotalReturn } from './total-return.js';

/**
 * Returns what one unit of money would have earned had it been there from the first point to the
 * last: deposits and withdrawals do not count as profit or loss.
 *
 *     ∏(1 + r) − 1 over `toReturns(equity, flows)`
 *
 * @returns A fraction; `undefined` for fewer than two points.
 * @throws SdkError `VALUE_INVALID` as `toReturns`.
 *
 * Agrees with: PyAlgoTrade's case of the CFA level 1 example to its printed digits (golden test).
 *
 * @example
 * timeWeightedReturn([100, 110, 160], { flows: [0, 0, 50] }) // => 0.10000000000000009
 */
export function timeWeightedReturn(
  equity: NumberLikes,
  options: FlowOptions = {},
): number | undefined {
  return numberOrUndefined(measureTotalReturn(toReturns(equity, options)));
}
