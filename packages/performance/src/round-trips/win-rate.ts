import type { Returns } from '../statistic/check-input.js';
import { type Measured, numberOrUndefined } from '../statistic/measured.js';
import { countOutcomes } from './outcomes.js';

/**
 * Returns the share of winners among those that were decided.
 *
 *     winners ÷ (winners + losers)
 *
 * What broke even is neither; libraries that count it as a loss give less.
 *
 * @param values One result for each round trip, money or fractions; or one return per period.
 * @returns A fraction between 0 and 1; `undefined` when nothing won or lost.
 * @throws SdkError `VALUE_INVALID` for values that are not finite.
 *
 * Agrees with: on returns per period, quantstats `win_rate` to 1e-9 (golden tests).
 *
 * @example
 * winRate([120, 0, -40, 60]) // => 0.6666666666666666
 */
export function winRate(values: Returns): number | undefined {
  return numberOrUndefined(measureWinRate(values));
}

export function measureWinRate(values: Returns): Measured {
  const { winners, losers } = countOutcomes(values);
  const decided = winners + losers;
  return decided === 0 ? 'too-few-observations' : winners / decided;
}
