import type { Bar } from '@tradewright/core';

/** What turns the bars of one symbol into features, one bar at a time. */
export interface SignalFeatureStream {
  /**
   * Takes the next bar, oldest first, and gives one value per name of the set: NaN where there is
   * none, never a stand-in. The row may be the same object every time.
   */
  next(bar: Bar): Float64Array;
}

/**
 * A list of features, computed alike in training and in trading: what a model's inputs are. The
 * feature set `alpha158` is one, and so is any object of this shape.
 */
export interface SignalFeatures {
  /** Names in the order of the values. */
  readonly names: readonly string[];
  /** Changes whenever a name, the order or a formula does. */
  readonly hash: string;
  /** Bars of a symbol before its first complete row. */
  readonly warmUpBars: number;
  /** A stream for one symbol. */
  createStream(): SignalFeatureStream;
}
