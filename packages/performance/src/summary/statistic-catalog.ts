import { benchmarkStatistics } from './benchmark-statistics.js';
import { drawdownStatistics } from './drawdown-statistics.js';
import { returnStatistics } from './return-statistics.js';
import type { StatisticDefinition } from './sample.js';
import { tradeStatistics } from './trade-statistics.js';

const catalog = {
  ...returnStatistics,
  ...drawdownStatistics,
  ...benchmarkStatistics,
  ...tradeStatistics,
} as const satisfies Record<string, StatisticDefinition>;

/** Names of all statistics of a summary. */
export type StatisticId = keyof typeof catalog;

/** Every statistic with its default definition, in the order in which they are shown. */
export const statisticCatalog: Readonly<Record<StatisticId, StatisticDefinition>> = catalog;

/** The keys of {@link statisticCatalog}, typed. */
export const statisticIds = Object.keys(catalog) as readonly StatisticId[];
