import type { BarColumns, HighLowCloseVolume } from './bar-input.js';
import { columnLength } from './column-length.js';

/**
 * Reads columns as bars: one object that is moved, so that a pass over a series makes no others. A
 * field whose column is not given stays NaN.
 */
export class BarCursor implements HighLowCloseVolume {
  readonly length: number;
  high = Number.NaN;
  low = Number.NaN;
  close = Number.NaN;
  volume = Number.NaN;
  private readonly highs: Float64Array | undefined;
  private readonly lows: Float64Array | undefined;
  private readonly closes: Float64Array | undefined;
  private readonly volumes: Float64Array | undefined;

  /** @throws SdkError `VALUE_INVALID` when the columns differ in length. */
  constructor(columns: Partial<BarColumns<HighLowCloseVolume>>) {
    this.length = columnLength(columns);
    this.highs = columns.high;
    this.lows = columns.low;
    this.closes = columns.close;
    this.volumes = columns.volume;
  }

  /** Moves to the bar at an index below `length`. */
  at(index: number): this {
    if (this.highs !== undefined) this.high = this.highs[index]!;
    if (this.lows !== undefined) this.low = this.lows[index]!;
    if (this.closes !== undefined) this.close = this.closes[index]!;
    if (this.volumes !== undefined) this.volume = this.volumes[index]!;
    return this;
  }
}
