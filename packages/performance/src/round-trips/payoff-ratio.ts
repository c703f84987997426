import type { Returns } from '../statistic/check-input.js';
import { type Measured, numberOrUndefined } from '../statistic/measured.js';
import { countOutcomes } from './outcomes.js';

/**
 * Returns the mean win per unit of mean loss.
 *
 *     mean(wins) ÷ |mean(losses)|
 *
 * @param values One result for each round trip, money or fractions; or one return per period.
 * @returns A plain ratio above zero; `undefined` for no values, no wins or no losses.
 * @throws SdkError `VALUE_INVALID` for values that are not finite.
 *
 * Agrees with: on returns per period, quantstats `payoff_ratio`; LEAN's `ProfitLossRatio` in cases
 * with a loss (golden tests).
 *
 * @example
 * payoffRatio([120, 60, -45]) // => 2
 */
export function payoffRatio(values: Returns): number | undefined {
  return numberOrUndefined(measurePayoffRatio(values));
}

export function measurePayoffRatio(values: Returns): Measured {
  const { count, winners, losers, won, lost } = countOutcomes(values);
  if (count === 0) return 'too-few-observations';
  if (losers === 0) return 'no-losses';
  return winners === 0 ? 'no-wins' : won / winners / (lost / losers);
}
