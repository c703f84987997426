import { isReturnNoise, sampleDeviation } from '../moments/moments.js';
import type { Returns } from '../statistic/check-input.js';
import { type Measured, numberOrUndefined } from '../statistic/measured.js';
import { comoments } from './comoments.js';

/**
 * Returns how much the returns move per unit of movement of the benchmark.
 *
 *     cov(r, b) ÷ var(b)
 *
 * A risk-free rate that never changes cancels; subtract a changing one from both beforehand.
 *
 * @param benchmark One fraction for each return.
 * @returns A plain number; `undefined` for fewer than two returns or a benchmark that never
 *   varies by more than rounding noise.
 * @throws SdkError `VALUE_INVALID` for values that are not finite, or another length.
 *
 * Agrees with: empyrical `beta`, quantstats `greeks`, PerformanceAnalytics `CAPM.beta` to 1e-9
 * (golden tests).
 *
 * @example
 * beta([0.02, 0.04, 0.06], [0.01, 0.02, 0.03]) // => 2
 */
export function beta(returns: Returns, benchmark: Returns): number | undefined {
  return numberOrUndefined(measureBeta(returns, benchmark));
}

export function measureBeta(returns: Returns, benchmark: Returns): Measured {
  const { count, other, cross } = comoments(returns, benchmark);
  if (count < 2) return 'too-few-observations';
  if (isReturnNoise(sampleDeviation(other), other.mean)) return 'flat-benchmark';
  return cross / other.squares;
}
