import { invalidValue } from '@tradewright/core';
import type { PortfolioPolicy } from './portfolio-policy.js';
import { sortedEntries } from './sorted-entries.js';

/**
 * Keeps the scores above `threshold`, not those that equal it. Where none is, the result is empty:
 * hold nothing. With 0 it makes a portfolio of predicted returns long-only.
 *
 * @throws SdkError `VALUE_INVALID` for a threshold that is not finite.
 *
 * @example
 * selectAbove(0)(new Map([['A', 3], ['B', 0], ['C', -2]])) // => Map(1) { 'A' => 3 }
 */
export function selectAbove(threshold: number): PortfolioPolicy {
  if (!Number.isFinite(threshold)) {
    const must = 'a finite number';
    throw invalidValue('VALUE_INVALID', { field: 'threshold', value: threshold, must });
  }
  return (numbers) => new Map(sortedEntries(numbers).filter(([, score]) => score > threshold));
}
