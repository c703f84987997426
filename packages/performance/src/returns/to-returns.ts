import { invalidValue } from '@tradewright/core';
import { checkFinite, checkSameLength } from '../statistic/check-input.js';
import { type NumberLikes, readNumbers } from '../statistic/number-like.js';

/** Money that came from outside or left, and when within its period. */
export interface FlowOptions {
  /**
   * One value per equity: what was paid in (positive) or out (negative) since the equity before
   * it. The first is ignored, because nothing precedes it.
   */
  readonly flows?: NumberLikes | undefined;
  /**
   * `end`: the money arrived just before its equity was measured and earned nothing in that
   * period. `start`: it was there for the whole period. Default `end`.
   */
  readonly flowsAt?: 'end' | 'start' | undefined;
}

/**
 * Turns a curve of equity into simple returns: the one border between money and statistics.
 *
 *     rᵢ = (Eᵢ − Fᵢ) ÷ Eᵢ₋₁ − 1      flows at the end of the period
 *     rᵢ = Eᵢ ÷ (Eᵢ₋₁ + Fᵢ) − 1      flows at its start
 *
 * Compounding these returns gives the time-weighted return: deposits are not profit.
 *
 * @param equity Value of the account at each point, oldest first; numbers or `Decimal`s. Every
 *   value but the last must be above zero: what follows ruin has no return.
 * @returns One fraction per period, one fewer than there are points; empty for fewer than two.
 * @throws SdkError `VALUE_INVALID` naming the first point or flow that is not finite, a point
 *   that is not above zero, or flows of another length.
 *
 * Agrees with: empyrical `simple_returns` and PyAlgoTrade's time-weighted returns (golden tests).
 *
 * @example
 * toReturns([100, 110, 99]) // => Float64Array [ 0.10000000000000009, -0.09999999999999998 ]
 */
export function toReturns(equity: NumberLikes, options: FlowOptions = {}): Float64Array {
  const values = readNumbers(equity, 'equity');
  const { flowsAt = 'end' } = options;
  const flows = options.flows === undefined ? undefined : readNumbers(options.flows, 'flows');
  if (flows !== undefined) checkSameLength(flows, 'flows', values.length);
  const returns = new Float64Array(Math.max(0, values.length - 1));
  for (let i = 0; i < returns.length; i++) {
    const flow = flows === undefined ? 0 : (flows[i + 1] as number);
    const before = (values[i] as number) + (flowsAt === 'start' ? flow : 0);
    if (before <= 0) throw notAboveZero(before, i);
    const after = (values[i + 1] as number) - (flowsAt === 'end' ? flow : 0);
    returns[i] = after / before - 1;
  }
  checkFinite(returns, 'returns');
  return returns;
}

function notAboveZero(value: number, index: number): Error {
  return invalidValue('VALUE_INVALID', {
    field: `equity[${index}]`,
    value,
    must: 'above zero where a return follows it',
    fix: 'end the series at the point of ruin',
  });
}
