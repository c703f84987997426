/** One feature: its name and its definition, as text that people and hashes read. */
export interface FeatureDefinition {
  readonly name: string;
  /** In the expression language of Qlib, such as `Mean($close, 5)/$close`. */
  readonly expression: string;
}

/** Bars as columns of one length, oldest first: a `BarSeries` will do. NaN is a missing value. */
export interface FeatureBars {
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
  readonly vwap?: Float64Array | undefined;
}

/** One bar of {@link FeatureBars}. */
export interface FeatureBar {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  readonly vwap?: number | undefined;
}

/** Features of one symbol, a column each. */
export interface FeatureColumns {
  /** Says what the values are: the feature set and every step since. Equal hash, equal meaning. */
  readonly hash: string;
  readonly names: readonly string[];
  /** Number of rows: one per bar. */
  readonly length: number;
  /** In the order of `names`; NaN where a feature has no value. */
  readonly columns: readonly Float64Array[];
}

/** Features bar by bar: the numbers of the columns, to the last bit. */
export interface FeatureStream {
  readonly hash: string;
  /** Bars seen. The row is complete once this is above `warmUpBars` of the feature set. */
  readonly count: number;
  /** What the last `next` or `replaceLast` returned; NaN before. */
  readonly row: Float64Array;
  /** Takes the next bar. The row is the same array each time: copy what you keep. */
  next(bar: FeatureBar): Float64Array;
  /** Takes another bar in place of the last one, as a bar that still forms does. */
  replaceLast(bar: FeatureBar): Float64Array;
}

/** A fixed list of features, with a hash that changes whenever their meaning does. */
export interface FeatureSet {
  readonly name: string;
  readonly version: string;
  /** SHA-256 over the canonical JSON of name, version and features. */
  readonly hash: string;
  readonly features: readonly FeatureDefinition[];
  readonly names: readonly string[];
  /** Bars before the first row with all windows full: row number `warmUpBars`, counted from 0. */
  readonly warmUpBars: number;
  columns(bars: FeatureBars): FeatureColumns;
  createStream(): FeatureStream;
}
