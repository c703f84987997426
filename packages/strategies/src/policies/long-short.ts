import { invalidValue } from '@tradewright/core';
import type {
  PolicyFacts,
  PolicyRefusal,
  PortfolioPolicy,
  SymbolNumbers,
} from './portfolio-policy.js';
import { type SymbolNumber, sortedEntries } from './sorted-entries.js';

/** The two sides of a portfolio; a side that is not given is empty. */
export interface LongShortSides {
  readonly long?: PortfolioPolicy | undefined;
  readonly short?: PortfolioPolicy | undefined;
}

/**
 * Buys what one policy picks and sells short what another picks from the same scores. The weights
 * of a side are sizes: a short one gets its sign here. Two sides get half of the equity each, so
 * sides that each sum to 1 make a gross exposure of 1 and a net of 0; a single side gets all.
 *
 * Refuses with `bucketsOverlap` where a symbol is on both sides, as when three of five are bought
 * and three sold: netting them would silently make another portfolio.
 *
 * @throws SdkError `VALUE_INVALID` when no side is given.
 *
 * Source: Jegadeesh and Titman (1993), "Returns to Buying Winners and Selling Losers".
 *
 * @example
 * const policy = longShort({
 *   long: composePolicies(selectTop(1), equalWeights()),
 *   short: composePolicies(selectBottom(1), equalWeights()),
 * });
 * policy(new Map([['A', 3], ['B', 1], ['C', 2]])) // => Map(2) { 'A' => 0.5, 'B' => -0.5 }
 */
export function longShort({ long, short }: LongShortSides): PortfolioPolicy {
  const sides = (long === undefined ? 0 : 1) + (short === undefined ? 0 : 1);
  if (sides === 0) {
    throw invalidValue('VALUE_INVALID', { field: 'long', value: long, must: 'given, or short' });
  }
  return (numbers, facts) => {
    const bought = sizesOf(long, numbers, facts);
    if (typeof bought === 'string') return bought;
    const sold = sizesOf(short, numbers, facts);
    if (typeof sold === 'string') return sold;
    const weights = new Map(bought.map(([symbol, size]) => [symbol, size / sides]));
    for (const [symbol, size] of sold) {
      if (weights.has(symbol)) return 'bucketsOverlap';
      weights.set(symbol, -size / sides);
    }
    return new Map(sortedEntries(weights));
  };
}

function sizesOf(
  policy: PortfolioPolicy | undefined,
  numbers: SymbolNumbers,
  facts: PolicyFacts | undefined,
): SymbolNumber[] | PolicyRefusal {
  const outcome = policy?.(numbers, facts) ?? new Map<string, number>();
  if (typeof outcome === 'string') return outcome;
  return sortedEntries(outcome).map(([symbol, weight]) => [symbol, Math.abs(weight)]);
}
