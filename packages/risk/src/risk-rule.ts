import type { Refusal } from '@tradewright/core';
import type { ReviewFacts } from './review-facts.js';

/** Whether a limit also stops orders that only reduce what is at risk. */
export type RuleScope = 'always' | 'increasing';

/** A built-in limit: the order passes when `actual ≤ limit`; NaN never passes. */
export interface LimitRule {
  readonly code: string;
  readonly scope: RuleScope;
  /** What is compared, for people: `order quantity`. */
  readonly label: string;
  actual(facts: Readonly<ReviewFacts>): number;
  limit(facts: Readonly<ReviewFacts>): number;
}

/**
 * A rule of the user's. It can only deny. A rule that throws denies with its own code: what cannot
 * be judged may not trade.
 */
export interface RiskRule {
  /** Capital letters, digits and underscores; not a code of the SDK. */
  readonly code: string;
  readonly scope: RuleScope;
  /** `undefined` lets the order pass. */
  review(facts: Readonly<ReviewFacts>, symbol: string): Omit<Refusal, 'code'> | undefined;
}
