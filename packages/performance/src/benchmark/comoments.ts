import { type Moments, moments } from '../moments/moments.js';
import { checkSameLength, type Returns } from '../statistic/check-input.js';

/** Moments of two series and how they move together. */
export interface Comoments {
  readonly count: number;
  readonly own: Moments;
  readonly other: Moments;
  /** Σ(r − r̄)(b − b̄). */
  readonly cross: number;
}

/**
 * Moments of returns and of a benchmark, period by period.
 *
 * @throws SdkError `VALUE_INVALID` for values that are not finite, or another length.
 */
export function comoments(returns: Returns, benchmark: Returns): Comoments {
  checkSameLength(benchmark, 'benchmark', returns.length);
  const own = moments(returns);
  const other = moments(benchmark, 'benchmark');
  let cross = 0;
  for (let i = 0; i < returns.length; i++) {
    cross += ((returns[i] as number) - own.mean) * ((benchmark[i] as number) - other.mean);
  }
  return { count: returns.length, own, other, cross };
}
