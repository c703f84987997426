import { benchmarkStatistics } from './benchmark-statistics.js';
import { drawdownStatistics } from './drawdown-statistics.js';
import { returnStatistics } from './return-statistics.js';
import type { StatisticDefinition } from './sample.js';
import { tradeStatistics } from './trade-statistics.js';

/** Names of all statistics of a summary, in the order in which they are shown. */
export const statisticIds = [
  'totalReturn',
  'annualReturn',
  'volatility',
  'sharpeRatio',
  'sharpeStandardError',
  'probabilisticSharpeRatio',
  'smartSharpeRatio',
  'sortinoRatio',
  'downsideDeviation',
  'omegaRatio',
  'gainToPainRatio',
  'valueAtRisk',
  'conditionalValueAtRisk',
  'tailRatio',
  'skewness',
  'excessKurtosis',
  'stability',
  'maxDrawdown',
  'averageDrawdown',
  'longestDrawdownMs',
  'averageDrawdownMs',
  'ulcerIndex',
  'calmarRatio',
  'recoveryFactor',
  'beta',
  'alpha',
  'correlation',
  'informationRatio',
  'trackingError',
  'treynorRatio',
  'upCapture',
  'downCapture',
  'roundTripCount',
  'breakEvenCount',
  'winRate',
  'profitFactor',
  'expectancy',
  'expectancyR',
  'payoffRatio',
  'systemQualityNumber',
  'kellyFraction',
  'averageHoldingMs',
  'timeInMarket',
  'averageGrossExposure',
  'turnover',
] as const;

/** One of {@link statisticIds}. */
export type StatisticId = (typeof statisticIds)[number];

/** Every statistic with its default definition. */
export const statisticCatalog: Readonly<Record<StatisticId, StatisticDefinition>> = {
  ...returnStatistics,
  ...drawdownStatistics,
  ...benchmarkStatistics,
  ...tradeStatistics,
};
