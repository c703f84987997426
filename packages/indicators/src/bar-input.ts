/** What an indicator of ranges reads of a bar. Any object with these fields will do. */
export interface HighLow {
  readonly high: number;
  readonly low: number;
}

/** What an indicator of ranges and closes reads of a bar. */
export interface HighLowClose extends HighLow {
  readonly close: number;
}

/** What an indicator of money flow reads of a bar. */
export interface HighLowCloseVolume extends HighLowClose {
  readonly volume: number;
}

/** What an indicator of closes and volumes reads of a bar. */
export interface CloseVolume {
  readonly close: number;
  readonly volume: number;
}

/**
 * The columns behind one of these inputs, such as those of a `BarSeries`: the same names, each a
 * `Float64Array`, all of one length.
 */
export type BarColumns<Input> = { readonly [Field in keyof Input]: Float64Array };
