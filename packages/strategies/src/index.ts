export type { VwapSource } from './alpha158/alpha158-features.js';
export { alpha158Label } from './alpha158/alpha158-label.js';
export { alpha158, type Alpha158Settings } from './alpha158/alpha158.js';
export type {
  FeatureBar,
  FeatureBars,
  FeatureColumns,
  FeatureDefinition,
  FeatureSet,
  FeatureStream,
} from './alpha158/feature-set.js';
export type { FeatureStep } from './alpha158/feature-step.js';
export { fillMissing } from './alpha158/fill-missing.js';
export {
  type FeatureRows,
  fitRobustNormalization,
  type RobustNormalization,
} from './alpha158/fit-robust-normalization.js';
export {
  type CrossSection,
  crossSectionalRank,
  crossSectionalZScore,
  normalizeCrossSection,
} from './alpha158/normalize-cross-section.js';
export { robustNormalizer } from './alpha158/robust-normalizer.js';
export {
  type EnsembleMethod,
  combineVotes,
  type Vote,
} from './ensemble/combine-votes.js';
export { createEnsemble, type EnsembleParts } from './ensemble/create-ensemble.js';
export type { EnsembleParameters } from './ensemble/ensemble-parameters.js';
export type {
  MarketView,
  Opinion,
  OpinionGiver,
  OpinionSource,
} from './ensemble/opinion-source.js';
export type { EnsembleMember } from './ensemble/parse-members.js';
export {
  strategyOpinions,
  type StrategyOpinionsSettings,
  type StrategyWithParameters,
} from './ensemble/strategy-opinions.js';
export { type CapSettings, capWeights } from './policies/cap-weights.js';
export { centerScores } from './policies/center-scores.js';
export { composePolicies } from './policies/compose-policies.js';
export { equalWeights } from './policies/equal-weights.js';
export { inverseVolatilityWeights } from './policies/inverse-volatility-weights.js';
export { longShort, type LongShortSides } from './policies/long-short.js';
export { type ExposureSettings, normalizeExposure } from './policies/normalize-exposure.js';
export type {
  PolicyFacts,
  PolicyRefusal,
  PortfolioPolicy,
  SymbolNumbers,
} from './policies/portfolio-policy.js';
export { requireScores } from './policies/require-scores.js';
export { selectAbove } from './policies/select-above.js';
export { selectBottom, selectTop } from './policies/select-top.js';
export { createLinearModel, type LinearModelSettings } from './signals/create-linear-model.js';
export { createModelSignals, type ModelSignalsParts } from './signals/create-model-signals.js';
export {
  createRecordedModel,
  type RecordedPredictions,
} from './signals/create-recorded-model.js';
export type { ModelSignalsParameters } from './signals/model-signals-parameters.js';
export type { SignalFeatures, SignalFeatureStream } from './signals/signal-features.js';
export type { PredictionRequest, SignalModel } from './signals/signal-model.js';
export type { SignalSet } from './signals/signal-set.js';
export {
  bollingerReversion,
  type BollingerReversionParameters,
} from './bollinger-reversion.js';
export { buyAndHold, type BuyAndHoldParameters, type Shares } from './buy-and-hold.js';
export {
  crossSectionalMomentum,
  type CrossSectionalMomentumParameters,
} from './cross-sectional-momentum.js';
export { donchianBreakout, type DonchianBreakoutParameters } from './donchian-breakout.js';
export {
  movingAverageCrossover,
  type MovingAverageCrossoverParameters,
} from './moving-average-crossover.js';
export { pairsTrading, type PairsTradingParameters } from './pairs-trading.js';
export { rsiReversion, type RsiReversionParameters } from './rsi-reversion.js';
export {
  timeSeriesMomentum,
  type TimeSeriesMomentumParameters,
} from './time-series-momentum.js';
export type { SizingParameters } from './trade-each-symbol.js';
export { zScoreReversion, type ZScoreReversionParameters } from './z-score-reversion.js';
