import type { PortfolioPolicy } from './portfolio-policy.js';

/**
 * Joins policies: each gets what the one before it gave. The first refusal ends it.
 *
 * Select first, then weigh, then shape: a cap before the weights are scaled is another cap.
 *
 * @example
 * const policy = composePolicies(selectTop(2), equalWeights(), normalizeExposure({ gross: 0.5 }));
 * policy(new Map([['A', 3], ['B', 1], ['C', 2]])) // => Map(2) { 'A' => 0.25, 'C' => 0.25 }
 */
export function composePolicies(...policies: readonly PortfolioPolicy[]): PortfolioPolicy {
  return (numbers, facts) => {
    let outcome: ReturnType<PortfolioPolicy> = numbers;
    for (const policy of policies) {
      if (typeof outcome === 'string') return outcome;
      outcome = policy(outcome, facts);
    }
    return outcome;
  };
}
