import { isReturnNoise } from '../moments/moments.js';
import type { Returns } from '../statistic/check-input.js';
import { type Measured, numberOrUndefined } from '../statistic/measured.js';
import { comoments } from './comoments.js';

/**
 * Returns Pearson's correlation of two series of returns.
 *
 *     Σ(r − r̄)(b − b̄) ÷ √(Σ(r − r̄)² × Σ(b − b̄)²)
 *
 * @returns A number between −1 and 1, whose square is R²; `undefined` for fewer than two returns,
 *   or when either never varies.
 * @throws SdkError `VALUE_INVALID` for values that are not finite, or another length.
 *
 * Agrees with: quantstats `r_squared`, as its square, to 1e-9 (golden tests).
 *
 * @example
 * correlation([0.25, 0.5, 0.75], [0.5, 0.75, 0.5]) // => 0
 */
export function correlation(returns: Returns, benchmark: Returns): number | undefined {
  return numberOrUndefined(measureCorrelation(returns, benchmark));
}

export function measureCorrelation(returns: Returns, benchmark: Returns): Measured {
  const { count, own, other, cross } = comoments(returns, benchmark);
  if (count < 2) return 'too-few-observations';
  if (isReturnNoise(Math.sqrt(own.squares / (count - 1)), own.mean)) return 'no-variation';
  if (isReturnNoise(Math.sqrt(other.squares / (count - 1)), other.mean)) return 'flat-benchmark';
  // The roots are taken apart, because the product of tiny squares may underflow.
  const ratio = cross / Math.sqrt(own.squares) / Math.sqrt(other.squares);
  return Math.max(-1, Math.min(1, ratio));
}
