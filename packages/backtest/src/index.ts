export type {
  ActionFrame,
  CashDividendAction,
  CorporateAction,
  DelistingAction,
  SplitAction,
  StockDividendAction,
  SymbolChangeAction,
} from './actions/corporate-action.js';
export type {
  BacktestFrame,
  BacktestProgress,
  BacktestSettings,
  RunOptions,
  WithParameters,
} from './backtest-settings.js';
export { alpacaCryptoCommission } from './commission/alpaca-crypto-commission.js';
export { alpacaEquitiesCommission } from './commission/alpaca-equities-commission.js';
export type {
  BpsCommission,
  CommissionSettings,
  CommissionTier,
  DatedRate,
  PerOrderCommission,
  PerShareCommission,
  RegulatoryCommission,
  SumCommission,
  TieredCommission,
} from './commission/commission-settings.js';
export { ibkrFixedCommission } from './commission/ibkr-fixed-commission.js';
export { noCommission } from './commission/no-commission.js';
export { runBacktest } from './run-backtest.js';
export type { SlippageSettings } from './slippage.js';
export {
  type Halt,
  parseVenueSettings,
  type ResolvedVenueSettings,
  type VenueSettings,
} from './venue-settings.js';
export { createSeededRandom, type SeededRandom } from './seeded-random.js';
export {
  createSimulatedMarket,
  type SimulatedMarket,
  type SimulatedMarketSettings,
} from './simulated-market.js';
export type {
  CheckOptions,
  CheckProgress,
  FailedCheck,
  NondeterministicCheck,
} from './lookahead/check-report.js';
export type { DecisionDifference } from './lookahead/compare-decisions.js';
export type { Decision, DecisionTerm } from './lookahead/decision.js';
export {
  type CleanLookahead,
  detectLookahead,
  type FoundLookahead,
  type LookaheadReport,
  type LookaheadSettings,
  type OtherFuture,
} from './lookahead/detect-lookahead.js';
export {
  detectWarmUpDependence,
  type EnoughWarmUp,
  type WarmUpDependence,
  type WarmUpReport,
  type WarmUpSettings,
} from './lookahead/detect-warm-up-dependence.js';
export type { BacktestMaker } from './lookahead/record-decisions.js';
export { findBestRun } from './sweep/find-best-run.js';
export { type SweepOrder, sortSweep } from './sweep/sort-sweep.js';
export type {
  ParameterGrid,
  SweepOptions,
  SweepProgress,
  SweepSettings,
} from './sweep/sweep-settings.js';
export {
  type SummaryMetric,
  summaryMetrics,
  type SweepError,
  type SweepMetrics,
  type SweepRow,
  type SweepTable,
} from './sweep/sweep-table.js';
export { sweepToCsv } from './sweep/sweep-to-csv.js';
export { sweep } from './sweep/sweep.js';
export {
  alpacaMargin,
  type InterestSettings,
  type LendingSettings,
  type MaintenanceTier,
  regTMargin,
  type RegTMargin,
  type ShortSettings,
  type ShortTerms,
} from './margin/lending-settings.js';
export {
  type BrokerFaults,
  type FaultKind,
  faultKinds,
  type FaultSwitch,
} from './faults/broker-faults.js';
export type { RestingTruth, SimulatedTruth } from './simulated-truth.js';
