import { isReturnNoise } from '../moments/moments.js';
import { type RatePerPeriod, subtractReturns } from '../returns/subtract-returns.js';
import { checkFinite, type Returns } from '../statistic/check-input.js';
import { type Measured, numberOrUndefined } from '../statistic/measured.js';

/** The return that was asked for. */
export interface OmegaOptions {
  /** Fraction per period, or one per period. Default 0. See `periodicRate` for a yearly rate. */
  readonly requiredPerPeriod?: RatePerPeriod | undefined;
}

/**
 * Returns what was gained above a threshold per unit of what was lost below it.
 *
 *     Σ max(r − θ, 0) ÷ Σ max(θ − r, 0)
 *
 * @returns A plain ratio of zero or more; `undefined` for fewer than two returns, or when nothing
 *   fell short by more than rounding noise.
 * @throws SdkError `VALUE_INVALID` for values that are not finite, or a series of required returns
 *   of another length.
 *
 * Source: Keating and Shadwick (2002), "A Universal Performance Measure".
 * Agrees with: empyrical `omega_ratio`, quantstats `omega`, PerformanceAnalytics `Omega` to 1e-9
 * (golden tests).
 *
 * @example
 * omegaRatio([0.03, -0.02]) // => 1.5
 */
export function omegaRatio(returns: Returns, options: OmegaOptions = {}): number | undefined {
  return numberOrUndefined(measureOmegaRatio(returns, options));
}

export function measureOmegaRatio(returns: Returns, options: OmegaOptions = {}): Measured {
  const { gains, losses, count } = sumSides(
    subtractReturns(returns, options.requiredPerPeriod ?? 0, 'requiredPerPeriod'),
  );
  if (count < 2) return 'too-few-observations';
  return isReturnNoise(losses, 0) ? 'no-losses' : gains / losses;
}

/** Sums of what is above zero and, as a positive number, of what is below. */
export interface Sides {
  readonly count: number;
  readonly gains: number;
  readonly losses: number;
}

/** @throws SdkError `VALUE_INVALID` for values that are not finite. */
export function sumSides(values: Returns): Sides {
  let gains = 0;
  let losses = 0;
  // By index: `for…of` takes several times as long over a column.
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value < 0) losses -= value;
    else gains += value;
  }
  if (!Number.isFinite(gains + losses)) checkFinite(values, 'returns');
  return { count: values.length, gains, losses };
}
