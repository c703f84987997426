import { invalidValue } from '@tradewright/core';
import type { PortfolioPolicy } from './portfolio-policy.js';
import { sortedEntries } from './sorted-entries.js';

/** What happens to a side that does not fit under the cap. */
export interface CapSettings {
  /** `cash` (default): what does not fit is not invested. `refuse`: no weights, `capTooLow`. */
  readonly whenFull?: 'cash' | 'refuse' | undefined;
}

/**
 * Bounds the size of every weight and gives the excess to the others of the same side, in
 * proportion to their weights, so that each side keeps its sum.
 *
 *     size = min(cap, f × size), with one f ≥ 1 per side so that the sum stays
 *
 * That is the end of "cut, spread what was cut, cut again", found in one pass over the sizes from
 * the largest down. Where a side cannot hold its sum, because it has too few symbols, all of it are
 * at the cap; see `whenFull`. In a neutral portfolio use `refuse`, or one side may shrink alone.
 * Weights of zero stay zero.
 *
 * @throws SdkError `VALUE_INVALID` for a cap that is not above zero and at most 10, or a
 *   `whenFull` that is neither of the two.
 *
 * @example
 * capWeights(0.5)(new Map([['A', 0.7], ['B', 0.2], ['C', 0.1]])).get('B') // => 0.33…
 */
export function capWeights(cap: number, settings: CapSettings = {}): PortfolioPolicy {
  const { whenFull = 'cash' } = settings;
  if (!(cap > 0 && cap <= 10)) {
    const must = 'a number above 0 and at most 10';
    throw invalidValue('VALUE_INVALID', { field: 'cap', value: cap, must });
  }
  if (!['cash', 'refuse'].includes(whenFull)) {
    const must = '"cash" or "refuse"';
    throw invalidValue('VALUE_INVALID', { field: 'whenFull', value: whenFull, must });
  }
  return (numbers) => {
    const entries = sortedEntries(numbers);
    const result = new Map(entries);
    for (const sign of [1, -1]) {
      const side = entries.filter(([, weight]) => weight * sign > 0);
      const sizes = side.map(([, weight]) => Math.abs(weight)).sort((a, b) => a - b);
      const factor = factorOf(sizes, cap);
      if (factor === undefined && whenFull === 'refuse' && !isFilled(sizes, cap))
        return 'capTooLow';
      for (const [symbol, weight] of side) {
        const size = factor === undefined ? cap : Math.min(cap, Math.abs(weight) * factor);
        result.set(symbol, sign * size);
      }
    }
    return result;
  };
}

/** What the sizes, smallest first, are multiplied with; `undefined` where all are at the cap. */
function factorOf(sizes: readonly number[], cap: number): number | undefined {
  const sums: number[] = [];
  for (const size of sizes) sums.push((sums.at(-1) ?? 0) + size);
  const total = sums.at(-1) ?? 0;
  for (let below = sizes.length; below > 0; below--) {
    const factor = (total - (sizes.length - below) * cap) / sums[below - 1]!;
    if (sizes[below - 1]! * factor <= cap) return Math.max(1, factor);
  }
  return undefined;
}

/** Whether sizes at the cap are as much as was asked for, but for rounding. */
function isFilled(sizes: readonly number[], cap: number): boolean {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  return sizes.length * cap >= total * (1 - 1e-12);
}
