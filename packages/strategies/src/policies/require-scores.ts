import type { PortfolioPolicy } from './portfolio-policy.js';
import { requireCount } from './require-count.js';
import { sortedEntries } from './sorted-entries.js';

/**
 * Refuses with `tooFewScores` where less than `min` symbols have a score. Put it first: on a day
 * when half of the data is missing, the best of what is left is not the portfolio that was meant.
 *
 * @throws SdkError `VALUE_INVALID` for a minimum that is not a whole number from 1 to 100,000.
 *
 * @example
 * requireScores(3)(new Map([['A', 3], ['B', 1], ['C', Number.NaN]])) // => 'tooFewScores'
 */
export function requireScores(min: number): PortfolioPolicy {
  requireCount('min', min);
  return (numbers) => {
    const entries = sortedEntries(numbers);
    return entries.length < min ? 'tooFewScores' : new Map(entries);
  };
}
