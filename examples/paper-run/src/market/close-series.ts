import { type BarSeries, barsFromColumns } from '@tradewright/core';

/**
 * Closing prices as a series: each stands at one instant, so the bar has no length and open, high
 * and low are the close. Marked as adjusted: these are not prices at which somebody could trade.
 */
export function closeSeries(
  symbol: string,
  time: readonly number[],
  close: readonly number[],
): BarSeries {
  const columns = { symbol, time, open: close, high: close, low: close, close };
  return barsFromColumns(columns, { periodMs: 0, adjustment: 'total' });
}
