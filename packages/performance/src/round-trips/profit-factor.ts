import type { Returns } from '../statistic/check-input.js';
import { type Measured, numberOrUndefined } from '../statistic/measured.js';
import { countOutcomes } from './outcomes.js';

/**
 * Returns what was won per unit of what was lost.
 *
 *     Σ wins ÷ |Σ losses|
 *
 * @param values One result for each round trip; money, so that a large trip counts for more than
 *   a small one.
 * @returns A plain ratio of zero or more; `undefined` for no values or when nothing lost.
 * @throws SdkError `VALUE_INVALID` for values that are not finite.
 *
 * Agrees with: on returns of trips, backtesting.py `Profit Factor`; on returns per period,
 * quantstats `profit_factor`; LEAN's cases with a loss (golden tests).
 *
 * @example
 * profitFactor([120, -40, -20]) // => 2
 */
export function profitFactor(values: Returns): number | undefined {
  return numberOrUndefined(measureProfitFactor(values));
}

export function measureProfitFactor(values: Returns): Measured {
  const { count, won, lost } = countOutcomes(values);
  if (count === 0) return 'too-few-observations';
  return lost === 0 ? 'no-losses' : won / lost;
}
