import type { PortfolioPolicy } from './portfolio-policy.js';
import { sortedEntries } from './sorted-entries.js';

/**
 * Gives every symbol the same weight, long, whatever its score. The sum is 1.
 *
 *     1 ÷ n
 *
 * Source: DeMiguel, Garlappi and Uppal (2009), "Optimal Versus Naive Diversification".
 *
 * @example
 * equalWeights()(new Map([['A', 3], ['B', -1]])) // => Map(2) { 'A' => 0.5, 'B' => 0.5 }
 */
export function equalWeights(): PortfolioPolicy {
  return (numbers) => {
    const entries = sortedEntries(numbers);
    return new Map(entries.map(([symbol]) => [symbol, 1 / entries.length]));
  };
}
