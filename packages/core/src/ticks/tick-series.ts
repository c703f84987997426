import type { BarAdjustment } from '../bars/bar-series.js';

/** What quotes and trades of a symbol have in common. */
export interface TickFrame {
  readonly symbol: string;
  /** Number of ticks. */
  readonly length: number;
  /** UTC milliseconds, never decreasing. Ticks of one instant stand in the order they came in. */
  readonly time: Float64Array;
  /** Which corporate actions the prices already contain; that of the bars they go with. */
  readonly adjustment: BarAdjustment;
}

/**
 * Quotes of one symbol as columns, oldest first: each says what the best bid and the best ask are
 * from its time on. Made by `quotesFromColumns`, which checks it once; the columns must not be
 * changed afterwards.
 */
export interface QuoteSeries extends TickFrame {
  readonly kind: 'quotes';
  /** NaN where nobody bids. */
  readonly bid: Float64Array;
  /** NaN where nobody offers. */
  readonly ask: Float64Array;
  /** Quantity at the bid, where the source has it. */
  readonly bidSize?: Float64Array | undefined;
  /** Quantity at the ask, where the source has it. */
  readonly askSize?: Float64Array | undefined;
  /** Crossed quotes (bid above ask) of the source, which now count as quotes without any side. */
  readonly crossedCount: number;
}

/**
 * Trades of one symbol as columns, oldest first. Made by `tradesFromColumns`, which checks it once;
 * the columns must not be changed afterwards.
 */
export interface TradeSeries extends TickFrame {
  readonly kind: 'trades';
  readonly price: Float64Array;
  /** Traded quantity, where the source has it. */
  readonly size?: Float64Array | undefined;
}

/** Quotes or trades of one symbol. */
export type TickSeries = QuoteSeries | TradeSeries;
