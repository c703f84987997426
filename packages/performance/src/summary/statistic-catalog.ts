import { benchmarkStatistics } from './benchmark-statistics.js';
import { drawdownStatistics } from './drawdown-statistics.js';
import { returnStatistics } from './return-statistics.js';
import type { StatisticDefinition } from './sample.js';
import { tradeStatistics } from './trade-statistics.js';

/** Every statistic with its default definition, in the order in which they are shown. */
export const statisticCatalog = {
  ...returnStatistics,
  ...drawdownStatistics,
  ...benchmarkStatistics,
  ...tradeStatistics,
} as const satisfies Record<string, StatisticDefinition>;

/** Names of all statistics of a summary. */
export type StatisticId = keyof typeof statisticCatalog;

/** The keys of {@link statisticCatalog}, typed. */
export const statisticIds = Object.keys(statisticCatalog) as readonly StatisticId[];
