export { type AccountEstimator, AccountState } from './account-state.js';
export { limitRules } from './limit-rules.js';
export { Reservations } from './reservations.js';
export {
  factIndex,
  namedFacts,
  type ReviewFactName,
  reviewFactNames,
  type ReviewFacts,
} from './review-facts.js';
export { ReviewLog } from './review-log.js';
export { reviewOrder } from './review-order.js';
export { type Gate, RiskDesk, type RiskDeskParts } from './risk-desk.js';
export {
  type Bound,
  parseRiskLimits,
  researchLimits,
  type ResolvedRiskLimits,
  type RiskLimits,
} from './risk-limits.js';
export type { LimitRule, RiskRule, RuleScope } from './risk-rule.js';
