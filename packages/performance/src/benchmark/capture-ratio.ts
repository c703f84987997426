import { invalidValue } from '@tradewright/core';
import { isReturnNoise } from '../moments/moments.js';
import type { Annualization } from '../moments/volatility.js';
import { measureAnnualReturn } from '../returns/annual-return.js';
import { checkFinite, checkSameLength, type Returns } from '../statistic/check-input.js';
import { type Measured, numberOrUndefined } from '../statistic/measured.js';

/** Which periods of the benchmark count. */
export interface CaptureOptions extends Annualization {
  /** `up`: the benchmark rose; `down`: it fell; `all`: every period. Default `all`. */
  readonly side?: 'all' | 'down' | 'up' | undefined;
}

/**
 * Returns which part of the benchmark's annual return was captured on one side of the market.
 *
 *     annualReturn(r) ÷ annualReturn(b)   over the periods of that side
 *
 * Above 1 on the up side and below 1 on the down side is good. Both are annualized over the
 * periods of the side alone, so values on few periods are extreme.
 *
 * @param benchmark One fraction for each return.
 * @returns A plain ratio; `undefined` when no period is on that side, either lost more than
 *   everything, or the benchmark's return is zero.
 * @throws SdkError `VALUE_INVALID` for values that are not finite, another length, or
 *   `periodsPerYear` ≤ 0.
 *
 * Agrees with: empyrical `capture`, `up_capture`, `down_capture` to 1e-9 (golden tests).
 *
 * @example
 * captureRatio([0.02, -0.01], [0.04, -0.04], { periodsPerYear: 1, side: 'up' }) // => 0.5
 */
export function captureRatio(
  returns: Returns,
  benchmark: Returns,
  options: CaptureOptions,
): number | undefined {
  return numberOrUndefined(measureCaptureRatio(returns, benchmark, options));
}

export function measureCaptureRatio(
  returns: Returns,
  benchmark: Returns,
  { periodsPerYear, side = 'all' }: CaptureOptions,
): Measured {
  checkSameLength(benchmark, 'benchmark', returns.length);
  checkFinite(returns, 'returns');
  checkFinite(benchmark, 'benchmark');
  const kept = keepSide(returns, benchmark, side);
  const own = measureAnnualReturn(kept.returns, { periodsPerYear });
  const other = measureAnnualReturn(kept.benchmark, { periodsPerYear });
  if (typeof own === 'string') return own;
  if (typeof other === 'string') return other;
  return isReturnNoise(Math.abs(other), 0) ? 'zero-denominator' : own / other;
}

function keepSide(
  returns: Returns,
  benchmark: Returns,
  side: string,
): { readonly returns: number[]; readonly benchmark: number[] } {
  const kept = { returns: [] as number[], benchmark: [] as number[] };
  if (side !== 'all' && side !== 'down' && side !== 'up') {
    const must = 'one of "all", "down", "up"';
    throw invalidValue('VALUE_INVALID', { field: 'side', value: side, must });
  }
  for (let i = 0; i < returns.length; i++) {
    const market = benchmark[i] as number;
    if ((side === 'up' && market <= 0) || (side === 'down' && market >= 0)) continue;
    kept.returns.push(returns[i] as number);
    kept.benchmark.push(market);
  }
  return kept;
}
