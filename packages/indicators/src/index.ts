export {
  AccumulationDistribution,
  accumulationDistributionColumn,
} from './accumulation-distribution.js';
export { Adx, type AdxColumns, adxColumns, type AdxValue } from './adx.js';
export { Aroon, type AroonColumns, aroonColumns, type AroonValue } from './aroon.js';
export { Atr, atrColumn } from './atr.js';
export type {
  BarColumns,
  CloseVolume,
  HighLow,
  HighLowClose,
  HighLowCloseVolume,
} from './bar-input.js';
export {
  BollingerBands,
  type BollingerBandsColumns,
  bollingerBandsColumns,
  type BollingerBandsSettings,
  type BollingerBandsValue,
} from './bollinger-bands.js';
export { Cci, cciColumn } from './cci.js';
export { ChaikinMoneyFlow, chaikinMoneyFlowColumn } from './chaikin-money-flow.js';
export {
  ChaikinOscillator,
  chaikinOscillatorColumn,
  type ChaikinOscillatorSettings,
} from './chaikin-oscillator.js';
export { Cmo, cmoColumn, type CmoSettings } from './cmo.js';
export { Dema, demaColumn } from './dema.js';
export {
  DirectionalMovement,
  type DirectionalMovementColumns,
  directionalMovementColumns,
  type DirectionalMovementSettings,
  type DirectionalMovementValue,
} from './directional-movement.js';
export {
  DonchianChannels,
  type DonchianChannelsColumns,
  donchianChannelsColumns,
  type DonchianChannelsSettings,
  type DonchianChannelsValue,
} from './donchian-channels.js';
export { Ema, emaColumn, type EmaSettings } from './ema.js';
export { Hma, hmaColumn } from './hma.js';
export {
  Ichimoku,
  type IchimokuColumns,
  ichimokuColumns,
  type IchimokuSettings,
  type IchimokuValue,
} from './ichimoku.js';
export type { Indicator } from './indicator.js';
export { Kama, kamaColumn, type KamaSettings } from './kama.js';
export {
  KeltnerChannels,
  type KeltnerChannelsColumns,
  keltnerChannelsColumns,
  type KeltnerChannelsSettings,
  type KeltnerChannelsValue,
} from './keltner-channels.js';
export {
  LinearRegression,
  type LinearRegressionColumns,
  linearRegressionColumns,
  type LinearRegressionValue,
} from './linear-regression.js';
export { Macd, type MacdColumns, macdColumns, type MacdSettings, type MacdValue } from './macd.js';
export { Mfi, mfiColumn } from './mfi.js';
export { Momentum, momentumColumn } from './momentum.js';
export { Obv, obvColumn, type ObvSettings } from './obv.js';
export { Psar, psarColumn, type PsarSettings } from './psar.js';
export { Rma, rmaColumn } from './rma.js';
export { Roc, rocColumn } from './roc.js';
export {
  RollingCorrelation,
  rollingCorrelationColumn,
  type ValuePair,
} from './rolling-correlation.js';
export { RollingMax, rollingMaxColumn } from './rolling-max.js';
export { RollingMin, rollingMinColumn } from './rolling-min.js';
export { RollingQuantile, rollingQuantileColumn } from './rolling-quantile.js';
export { RollingRank, rollingRankColumn } from './rolling-rank.js';
export { RollingSum, rollingSumColumn } from './rolling-sum.js';
export {
  type DeviationSettings,
  RollingVariance,
  rollingVarianceColumn,
} from './rolling-variance.js';
export { Rsi, rsiColumn, type RsiSettings } from './rsi.js';
export { Sma, smaColumn } from './sma.js';
export { StandardDeviation, standardDeviationColumn } from './standard-deviation.js';
export {
  Stochastic,
  type StochasticColumns,
  stochasticColumns,
  type StochasticSettings,
  type StochasticValue,
} from './stochastic.js';
export {
  SuperTrend,
  type SuperTrendColumns,
  superTrendColumns,
  type SuperTrendSettings,
  type SuperTrendValue,
} from './super-trend.js';
export { Tema, temaColumn } from './tema.js';
export { Trix, trixColumn } from './trix.js';
export { TrueRange, trueRangeColumn, type TrueRangeSettings } from './true-range.js';
export { Vwap, vwapColumn } from './vwap.js';
export { Vwma, vwmaColumn } from './vwma.js';
export { WilliamsR, williamsRColumn } from './williams-r.js';
export { Wma, wmaColumn } from './wma.js';
export { ZScore, zScoreColumn } from './z-score.js';
