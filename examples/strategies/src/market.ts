import type { BarSeries } from '@tradewright/core';

/** Daily bars, and where they are from. */
export interface Market {
  readonly title: string;
  readonly series: readonly BarSeries[];
}
