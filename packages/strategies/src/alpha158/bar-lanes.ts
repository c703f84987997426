import { alpha158Windows, type VwapSource } from './alpha158-features.js';
import type { FeatureBar } from './feature-set.js';
import { SortedWindow } from './sorted-window.js';

/** The longest window, and so the bars that a row needs besides its own. */
export const lookback = 60;

/**
 * The bars that windows look at, and what is derived once from each: a lane per quantity.
 *
 * A value that is not finite is missing: NaN, in what is derived from it too.
 */
export class BarLanes {
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
  readonly vwap: Float64Array;
  /** ln(V + 1) */
  readonly logVolume: Float64Array;
  /** C ÷ C₋₁ */
  readonly closeRatio: Float64Array;
  /** ln(V ÷ V₋₁ + 1) */
  readonly logVolumeRatio: Float64Array;
  /** C − C₋₁ */
  readonly closeChange: Float64Array;
  /** 1 after a rise of the close, −1 after a fall, else 0, also where one of the two is missing. */
  readonly direction: Float64Array;
  /** V − V₋₁ */
  readonly volumeChange: Float64Array;
  /** |C ÷ C₋₁ − 1| × V */
  readonly weightedMove: Float64Array;
  /** The closes of each window, sorted, up to the bar at `sortedTo`. */
  readonly sortedCloses: readonly SortedWindow[] = alpha158Windows.map(
    (length) => new SortedWindow(length),
  );
  sortedTo = -1;
  /** Room for means and deviations, one per window. */
  readonly means: Float64Array = new Float64Array(5);
  readonly deviations: Float64Array = new Float64Array(5);
  private readonly vwapSource: VwapSource;

  constructor(length: number, vwapSource: VwapSource) {
    const lane = () => new Float64Array(length);
    this.open = lane();
    this.high = lane();
    this.low = lane();
    this.close = lane();
    this.volume = lane();
    this.vwap = lane();
    this.logVolume = lane();
    this.closeRatio = lane();
    this.logVolumeRatio = lane();
    this.closeChange = lane();
    this.direction = lane();
    this.volumeChange = lane();
    this.weightedMove = lane();
    this.vwapSource = vwapSource;
  }

  /** Writes the bar at an index; the one before it must be there, unless this is the first. */
  set(t: number, bar: FeatureBar): void {
    const high = finite(bar.high);
    const low = finite(bar.low);
    const close = finite(bar.close);
    const volume = finite(bar.volume);
    this.open[t] = finite(bar.open);
    this.high[t] = high;
    this.low[t] = low;
    this.close[t] = close;
    this.volume[t] = volume;
    const isColumn = this.vwapSource === 'column';
    this.vwap[t] = isColumn ? finite(bar.vwap ?? Number.NaN) : (high + low + close) / 3;
    const closeBefore = t === 0 ? Number.NaN : this.close[t - 1]!;
    const volumeBefore = t === 0 ? Number.NaN : this.volume[t - 1]!;
    const ratio = finite(close / closeBefore);
    this.logVolume[t] = finite(Math.log(volume + 1));
    this.closeRatio[t] = ratio;
    this.logVolumeRatio[t] = finite(Math.log(volume / volumeBefore + 1));
    this.closeChange[t] = close - closeBefore;
    this.direction[t] = Number(close > closeBefore) - Number(close < closeBefore);
    this.volumeChange[t] = volume - volumeBefore;
    this.weightedMove[t] = Math.abs(ratio - 1) * volume;
  }

  /** Moves the bars from an index on to the beginning. */
  dropBefore(index: number): void {
    const { open, high, low, close, volume, vwap, logVolume, closeRatio } = this;
    const { logVolumeRatio, closeChange, direction, volumeChange, weightedMove } = this;
    for (const lane of [open, high, low, close, volume, vwap]) lane.copyWithin(0, index);
    for (const lane of [logVolume, closeRatio, logVolumeRatio]) lane.copyWithin(0, index);
    for (const lane of [closeChange, direction, volumeChange]) lane.copyWithin(0, index);
    weightedMove.copyWithin(0, index);
    this.sortedTo -= index;
  }
}

function finite(value: number): number {
  // Plus zero, so that there is one zero.
  return value - value === 0 ? value + 0 : Number.NaN;
}

/** The newest value of a lane within the longest window: NaN when all are missing. */
export function newestOf(lane: Float64Array, t: number): number {
  const oldest = Math.max(0, t - lookback + 1);
  for (let i = t; i >= oldest; i--) {
    const value = lane[i]!;
    if (!Number.isNaN(value)) return value;
  }
  return Number.NaN;
}
