export { averageGrossExposure } from './activity/average-gross-exposure.js';
export {
  type CostAttribution,
  costAttribution,
  type CostedFill,
  type CostInput,
  type FillExpectation,
} from './activity/cost-attribution.js';
export { type Holding, timeInMarket } from './activity/time-in-market.js';
export { turnover, type TurnoverOptions } from './activity/turnover.js';
export { alpha, type AlphaOptions } from './benchmark/alpha.js';
export { beta } from './benchmark/beta.js';
export { type CaptureOptions, captureRatio } from './benchmark/capture-ratio.js';
export { correlation } from './benchmark/correlation.js';
export { informationRatio } from './benchmark/information-ratio.js';
export { trackingError } from './benchmark/tracking-error.js';
export { treynorRatio } from './benchmark/treynor-ratio.js';
export { drawdownSeries } from './drawdowns/drawdown-series.js';
export { type Drawdown, listDrawdowns } from './drawdowns/list-drawdowns.js';
export { maxDrawdown } from './drawdowns/max-drawdown.js';
export { ulcerIndex } from './drawdowns/ulcer-index.js';
export { excessKurtosis } from './moments/excess-kurtosis.js';
export { type Estimator, skewness } from './moments/skewness.js';
export { type Annualization, volatility } from './moments/volatility.js';
export { calmarRatio } from './ratios/calmar-ratio.js';
export { downsideDeviation, type DownsideOptions } from './ratios/downside-deviation.js';
export { gainToPainRatio } from './ratios/gain-to-pain-ratio.js';
export { type OmegaOptions, omegaRatio } from './ratios/omega-ratio.js';
export {
  type ProbabilisticSharpeOptions,
  probabilisticSharpeRatio,
} from './ratios/probabilistic-sharpe-ratio.js';
export { recoveryFactor } from './ratios/recovery-factor.js';
export { type SharpeOptions, sharpeRatio } from './ratios/sharpe-ratio.js';
export { sharpeStandardError } from './ratios/sharpe-standard-error.js';
export { smartSharpeRatio } from './ratios/smart-sharpe-ratio.js';
export { sortinoRatio } from './ratios/sortino-ratio.js';
export { stability } from './ratios/stability.js';
export { annualReturn, type YearCount } from './returns/annual-return.js';
export { growthCurve } from './returns/growth-curve.js';
export { type MoneyWeightedInput, moneyWeightedReturn } from './returns/money-weighted-return.js';
export { type PeriodReturn, periodReturns } from './returns/period-returns.js';
export { periodicRate } from './returns/periodic-rate.js';
export {
  sampleSessions,
  type SessionSample,
  type SessionSource,
} from './returns/sample-sessions.js';
export type { RatePerPeriod } from './returns/subtract-returns.js';
export { timeWeightedReturn } from './returns/time-weighted-return.js';
export { type FlowOptions, toReturns } from './returns/to-returns.js';
export { totalReturn } from './returns/total-return.js';
export { rollingBeta } from './rolling/rolling-beta.js';
export { rollingMaxDrawdown } from './rolling/rolling-max-drawdown.js';
export type { RollingOptions } from './rolling/rolling-moments.js';
export { rollingSharpeRatio } from './rolling/rolling-sharpe-ratio.js';
export { rollingVolatility } from './rolling/rolling-volatility.js';
export type { PriceRanges } from './round-trips/excursion.js';
export { expectancy, expectancyR } from './round-trips/expectancy.js';
export { kellyFraction } from './round-trips/kelly-fraction.js';
export { payoffRatio } from './round-trips/payoff-ratio.js';
export { profitFactor } from './round-trips/profit-factor.js';
export type { OpenLot, RoundTrip } from './round-trips/round-trip.js';
export {
  type RoundTripOptions,
  type RoundTripReport,
  roundTrips,
  type ShareSplit,
} from './round-trips/round-trips.js';
export { systemQualityNumber } from './round-trips/system-quality-number.js';
export type { FillColumns, FillInstant, TradeFill } from './round-trips/trade-fill.js';
export { winRate } from './round-trips/win-rate.js';
export type { Returns } from './statistic/check-input.js';
export type { UndefinedReason } from './statistic/measured.js';
export type { NumberLike, NumberLikes } from './statistic/number-like.js';
export {
  listStatistics,
  type PresetName,
  type StatisticDescription,
} from './summary/list-statistics.js';
export {
  type PerformanceSummary,
  performanceSummary,
  type StatisticResult,
} from './summary/performance-summary.js';
export type { PerformanceInput, RoundTripInput } from './summary/read-sample.js';
export type { StatisticUnit } from './summary/sample.js';
export { type StatisticId, statisticIds } from './summary/statistic-catalog.js';
export {
  type ConditionalTailOptions,
  conditionalValueAtRisk,
} from './tails/conditional-value-at-risk.js';
export { tailRatio } from './tails/tail-ratio.js';
export { type TailOptions, valueAtRisk } from './tails/value-at-risk.js';
