import type { Returns } from '../statistic/check-input.js';
import { type Measured, numberOrUndefined } from '../statistic/measured.js';
import { countOutcomes } from './outcomes.js';

/**
 * Returns the mean result of a round trip, those that broke even included.
 *
 *     Σ values ÷ n
 *
 * @param values One result for each round trip.
 * @returns The unit of the values: money, or a fraction; `undefined` for no values.
 * @throws SdkError `VALUE_INVALID` for values that are not finite.
 *
 * Agrees with: LEAN's `AverageProfitLoss`; on returns of trips, backtesting.py `Expectancy`
 * (golden tests).
 *
 * @example
 * expectancy([120, 0, -30]) // => 30
 */
export function expectancy(values: Returns): number | undefined {
  return numberOrUndefined(measureExpectancy(values));
}

export function measureExpectancy(values: Returns): Measured {
  const { count, won, lost } = countOutcomes(values);
  return count === 0 ? 'too-few-observations' : (won - lost) / count;
}

/**
 * Returns the mean result in units of the mean loss, which stands for one R where the risk that
 * was planned is not known.
 *
 *     (Σ values ÷ n) ÷ |mean(losses)|
 *
 * @returns A plain ratio; `undefined` for no values or when nothing lost.
 * @throws SdkError `VALUE_INVALID` for values that are not finite.
 *
 * Source: Tharp (2008), "Van Tharp's Definitive Guide to Position Sizing". Equals LEAN's
 * `Expectancy`, win rate × payoff − loss rate, when nothing broke even.
 *
 * @example
 * expectancyR([120, 0, -30]) // => 1
 */
export function expectancyR(values: Returns): number | undefined {
  return numberOrUndefined(measureExpectancyR(values));
}

export function measureExpectancyR(values: Returns): Measured {
  const { count, losers, won, lost } = countOutcomes(values);
  if (count === 0) return 'too-few-observations';
  return losers === 0 ? 'no-losses' : (won - lost) / count / (lost / losers);
}
