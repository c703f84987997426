import type { UnixMs } from '../time/unix-ms.js';

/** Which corporate actions the prices of a series already contain. */
export type BarAdjustment = 'raw' | 'split' | 'total';

/**
 * The bars of one symbol as columns, oldest first. Made by `barsFromColumns`, `barsFromRows` and
 * `barsFromCsv`, which check it once; the columns must not be changed afterwards.
 */
export interface BarSeries {
  readonly symbol: string;
  /** Number of bars. */
  readonly length: number;
  /** Start of each bar, UTC milliseconds, strictly increasing. */
  readonly time: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  /** Traded quantity; zero where the source does not say. */
  readonly volume: Float64Array;
  /** Volume-weighted average price, where the source has it. */
  readonly vwap?: Float64Array | undefined;
  /** Number of trades in the bar, where the source has it. */
  readonly tradeCount?: Float64Array | undefined;
  /**
   * Length of a bar in milliseconds: a strategy sees the bar at `time + periodMs`. Zero for a
   * price that stands at one instant, such as an official close. Nominal where `endTime` is given:
   * daily bars say 86 400 000 and end with their session.
   */
  readonly periodMs: number;
  /**
   * End of each bar where the length varies (daily sessions with early closes). It decides when a
   * strategy sees the bar. No bar starts before the one before it has ended.
   */
  readonly endTime?: Float64Array | undefined;
  readonly adjustment: BarAdjustment;
}

/** One bar as an object, for reading; the engines work on columns. */
export interface Bar {
  readonly symbol: string;
  /** Start of the bar. */
  readonly time: UnixMs;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  /** Volume-weighted average price; `undefined` where the source has none. */
  readonly vwap?: number | undefined;
}

/** When bar `index` is complete and a strategy may see it; `NaN` beyond the last bar. */
export function barEndAt(series: BarSeries, index: number): UnixMs {
  const end = series.endTime?.[index];
  return end ?? (series.time[index] ?? Number.NaN) + series.periodMs;
}
