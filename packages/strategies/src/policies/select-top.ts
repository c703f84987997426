import type { PortfolioPolicy } from './portfolio-policy.js';
import { requireCount } from './require-count.js';
import { bySymbol, type SymbolNumber, sortedEntries } from './sorted-entries.js';

/**
 * Keeps the `count` highest scores; all of them where there are fewer (see `requireScores`). Of
 * equal scores the symbol that is first in the alphabet is kept, so there are never more.
 *
 * @throws SdkError `VALUE_INVALID` for a count that is not a whole number from 1 to 100,000.
 *
 * Source: Jegadeesh and Titman (1993), "Returns to Buying Winners and Selling Losers", for
 * portfolios of one end of a ranking.
 *
 * @example
 * selectTop(2)(new Map([['C', 1], ['B', 1], ['A', 3]])) // => Map(2) { 'A' => 3, 'B' => 1 }
 */
export function selectTop(count: number): PortfolioPolicy {
  return selectEnd(requireCount('count', count), 1);
}

/**
 * Keeps the `count` lowest scores; all of them where there are fewer. Of equal scores the symbol
 * that is first in the alphabet is kept.
 *
 * @throws SdkError `VALUE_INVALID` for a count that is not a whole number from 1 to 100,000.
 *
 * @example
 * selectBottom(1)(new Map([['C', 1], ['B', 1], ['A', 3]])) // => Map(1) { 'B' => 1 }
 */
export function selectBottom(count: number): PortfolioPolicy {
  return selectEnd(requireCount('count', count), -1);
}

function selectEnd(count: number, direction: 1 | -1): PortfolioPolicy {
  return (numbers) => {
    const ranked = sortedEntries(numbers).sort((a, b) => compare(a, b) * direction);
    return new Map(ranked.slice(0, count).sort(bySymbol));
  };
}

/** Higher first. Sorting is stable, so equal scores stay in the order of the alphabet. */
function compare([, a]: SymbolNumber, [, b]: SymbolNumber): number {
  return a > b ? -1 : a < b ? 1 : 0;
}
