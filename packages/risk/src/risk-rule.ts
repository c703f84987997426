import type { Refusal } from '@tradewright/core';
import type { ReviewFactName, ReviewFacts } from './review-facts.js';

/** Whether a limit also stops orders that only reduce what is at risk. */
export type RuleScope = 'always' | 'increasing';

/**
 * A built-in limit as data: the order passes when `fact ≤ bound × of`. NaN, an unknown, never
 * passes.
 */
export interface LimitRule {
  readonly code: string;
  readonly scope: RuleScope;
  /** What is compared, for people: `order quantity`. */
  readonly label: string;
  readonly fact: ReviewFactName;
  readonly bound: number;
  /** What the bound is a fraction of; `one` for a plain number. */
  readonly of: ReviewFactName;
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
  review(facts: ReviewFacts, symbol: string): Omit<Refusal, 'code'> | undefined;
}
