import { checkFinite, type Returns } from '../statistic/check-input.js';
import { type Measured, numberOrUndefined } from '../statistic/measured.js';
import { checkTail } from './quantile.js';
import { selectNth } from './select-nth.js';

/** Which part of the distribution is the tail. */
export interface ConditionalTailOptions {
  /** Fraction of the worst periods. Default 0.05. */
  readonly tail?: number | undefined;
}

/**
 * Returns the mean of the worst returns, also called expected shortfall.
 *
 *     mean of the ⌊(n − 1) × tail⌋ + 1 lowest r
 *
 * @returns A fraction per period with its sign, never above `valueAtRisk` of the same tail;
 *   `undefined` for no returns.
 * @throws SdkError `VALUE_INVALID` for values that are not finite, or a tail outside 0 … 1.
 *
 * Source: Rockafellar and Uryasev (2000), "Optimization of Conditional Value-at-Risk".
 * Agrees with: empyrical `conditional_value_at_risk` and PerformanceAnalytics `ES` (historical)
 * to 1e-9 (golden tests).
 *
 * @example
 * conditionalValueAtRisk([-0.75, -0.25, 0, 0.25, 0.5], { tail: 0.25 }) // => -0.5
 */
export function conditionalValueAtRisk(
  returns: Returns,
  options: ConditionalTailOptions = {},
): number | undefined {
  return numberOrUndefined(measureConditionalValueAtRisk(returns, options));
}

export function measureConditionalValueAtRisk(
  returns: Returns,
  { tail = 0.05 }: ConditionalTailOptions = {},
): Measured {
  checkTail(tail);
  checkFinite(returns, 'returns');
  if (returns.length === 0) return 'too-few-observations';
  const copy = Float64Array.from(returns);
  const last = Math.floor((copy.length - 1) * tail);
  const limit = selectNth(copy, last);
  // Relative to the mildest of them, so that rounding cannot lift the mean above it.
  let below = 0;
  for (let i = 0; i < last; i++) below += (copy[i] as number) - limit;
  return limit + below / (last + 1);
}
