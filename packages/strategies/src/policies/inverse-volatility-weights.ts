import type { PortfolioPolicy } from './portfolio-policy.js';
import { type SymbolNumber, sortedEntries } from './sorted-entries.js';

/**
 * Weighs every symbol by the inverse of its volatility, long, whatever its score. The sum is 1.
 *
 *     (1 ÷ σ) ÷ Σ (1 ÷ σ)
 *
 * A symbol whose volatility is missing, zero or not finite gets no weight: a price that never moved
 * is a halted symbol or missing data, not a safe one. Refuses with `noVolatility` where that leaves
 * none. Correlations are ignored: with equal ones it is the portfolio of equal risk contributions.
 *
 * Source: Maillard, Roncalli and Teïletche (2010), "The Properties of Equally Weighted Risk
 * Contribution Portfolios", section 2.
 *
 * @example
 * const volatility = new Map([['A', 0.02], ['B', 0.04], ['C', 0.04], ['D', 0]]);
 * const scores = new Map([['A', 1], ['B', 1], ['C', 1], ['D', 1]]);
 * const weights = inverseVolatilityWeights()(scores, { volatility });
 * [...weights] // => [['A', 0.5], ['B', 0.25], ['C', 0.25]]
 */
export function inverseVolatilityWeights(): PortfolioPolicy {
  return (numbers, facts) => {
    const moving: SymbolNumber[] = [];
    for (const [symbol] of sortedEntries(numbers)) {
      const volatility = facts?.volatility?.get(symbol) ?? Number.NaN;
      if (volatility > 0 && Number.isFinite(volatility)) moving.push([symbol, volatility]);
    }
    if (moving.length === 0) return numbers.size === 0 ? new Map() : 'noVolatility';
    // In units of the calmest, because the inverse of a tiny number is no number.
    const calmest = Math.min(...moving.map(([, volatility]) => volatility));
    const sum = moving.reduce((total, [, volatility]) => total + calmest / volatility, 0);
    return new Map(moving.map(([symbol, volatility]) => [symbol, calmest / volatility / sum]));
  };
}
