import type { Annualization } from '../moments/volatility.js';
import { type RatePerPeriod, subtractReturns } from '../returns/subtract-returns.js';
import { checkFinite, checkPositive, type Returns } from '../statistic/check-input.js';
import { type Measured, numberOrUndefined } from '../statistic/measured.js';

/** Scale of a ratio and the return that was asked for. */
export interface DownsideOptions extends Annualization {
  /** Fraction per period, or one per period, below which a return is a shortfall. Default 0. */
  readonly requiredPerPeriod?: RatePerPeriod | undefined;
}

/**
 * Returns the annualized downside deviation.
 *
 *     √(Σ min(r − required, 0)² ÷ n) × √periodsPerYear
 *
 * The sum is over shortfalls but `n` counts all returns: dividing by the number of shortfalls, or
 * taking their deviation from their own mean, rewards those who lose often.
 *
 * @returns A fraction per year, zero when nothing fell short; `undefined` for no returns.
 * @throws SdkError `VALUE_INVALID` for values that are not finite, `periodsPerYear` ≤ 0, or a
 *   series of required returns of another length.
 *
 * Source: Sortino and Price (1994), "Performance Measurement in a Downside Risk Framework".
 * Agrees with: empyrical `downside_risk`, PerformanceAnalytics `DownsideDeviation` to 1e-9
 * (golden tests).
 *
 * @example
 * downsideDeviation([0.03, -0.02], { periodsPerYear: 2 }) // => 0.02
 */
export function downsideDeviation(returns: Returns, options: DownsideOptions): number | undefined {
  return numberOrUndefined(measureDownsideDeviation(returns, options));
}

export function measureDownsideDeviation(returns: Returns, options: DownsideOptions): Measured {
  const { periodsPerYear, requiredPerPeriod = 0 } = options;
  checkPositive(periodsPerYear, 'periodsPerYear');
  const excess = subtractReturns(returns, requiredPerPeriod, 'requiredPerPeriod');
  const { count, squares } = measureShortfall(excess);
  if (count === 0) return 'too-few-observations';
  return Math.sqrt((squares / count) * periodsPerYear);
}

/** Mean of all values, and squares of those below zero. */
export interface Shortfall {
  readonly count: number;
  readonly mean: number;
  readonly squares: number;
}

/** One pass over returns above what was required. */
export function measureShortfall(excess: Returns): Shortfall {
  const count = excess.length;
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < count; i++) {
    const value = excess[i] as number;
    const below = value < 0 ? value : 0;
    sum += value;
    squares += below * below;
  }
  if (!Number.isFinite(sum)) checkFinite(excess, 'returns');
  return { count, mean: count === 0 ? 0 : sum / count, squares };
}
