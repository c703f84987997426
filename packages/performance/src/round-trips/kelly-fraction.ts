import type { Returns } from '../statistic/check-input.js';
import { type Measured, numberOrUndefined } from '../statistic/measured.js';
import { measurePayoffRatio } from './payoff-ratio.js';
import { measureWinRate } from './win-rate.js';

/**
 * Returns the share of capital that maximizes growth for a bet with these odds.
 *
 *     W − (1 − W) ÷ R,   W the win rate, R the payoff ratio
 *
 * It assumes that a loss costs the whole stake and that the odds stay: an upper bound, not advice.
 *
 * @param values One result for each round trip, money or fractions; or one return per period.
 * @returns A fraction, negative for odds that lose; `undefined` as `payoffRatio`.
 * @throws SdkError `VALUE_INVALID` for values that are not finite.
 *
 * Source: Kelly (1956), "A New Interpretation of Information Rate".
 * Agrees with: backtesting.py `Kelly Criterion`; on returns per period, quantstats
 * `kelly_criterion` to 1e-9 (golden tests).
 *
 * @example
 * kellyFraction([20, -10]) // => 0.25
 */
export function kellyFraction(values: Returns): number | undefined {
  return numberOrUndefined(measureKellyFraction(values));
}

export function measureKellyFraction(values: Returns): Measured {
  return kellyOf(measureWinRate(values), measurePayoffRatio(values));
}

/** W − (1 − W) ÷ R. */
export function kellyOf(wins: Measured, payoff: Measured): Measured {
  if (typeof payoff === 'string') return payoff;
  return typeof wins === 'string' ? wins : wins - (1 - wins) / payoff;
}
