import type { BarSeries, UnixMs } from '@tradewright/core';

/** Where the prices of a run come from, and what a reader must know about them. */
export interface PaperMarket {
  readonly source: 'recorded' | 'csv' | 'synthetic';
  /** One line that names the prices; says so when they are invented. */
  readonly title: string;
  readonly notes: readonly string[];
  /** One per symbol, in order of symbols. */
  readonly series: readonly BarSeries[];
}

/** Prices that become known together. */
export interface MarketSlice {
  readonly startAt: UnixMs;
  readonly endAt: UnixMs;
}
