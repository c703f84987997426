import { alpha158Windows, firstColumn } from './alpha158-features.js';
import type { BarLanes } from './bar-lanes.js';

const MAX = firstColumn('MAX');
const MIN = firstColumn('MIN');
const RSV = firstColumn('RSV');
const IMAX = firstColumn('IMAX');
const IMIN = firstColumn('IMIN');
const IMXD = firstColumn('IMXD');

/** Highest high and lowest low of each window, and where they are. */
export function writeExtremes(lanes: BarLanes, t: number, row: Float64Array): void {
  const close = lanes.close[t]!;
  writeHighest(lanes, t, row);
  writeLowest(lanes, t, row);
  for (let w = 0; w < alpha158Windows.length; w++) {
    const length = alpha158Windows[w]!;
    const highest = row[MAX + w]!;
    const lowest = row[MIN + w]!;
    const highestAt = row[IMAX + w]!;
    const lowestAt = row[IMIN + w]!;
    row[MAX + w] = highest / close;
    row[MIN + w] = lowest / close;
    row[RSV + w] = (close - lowest) / (highest - lowest + 1e-12);
    row[IMAX + w] = highestAt / length;
    row[IMIN + w] = lowestAt / length;
    row[IMXD + w] = (highestAt - lowestAt) / length;
  }
}

/**
 * Positions count from 1, the oldest bar of the window; of equals the oldest counts. A missing
 * value is where numpy's argmax finds the extreme, so Qlib does, and so do we: the oldest one.
 */
function writeHighest({ high }: BarLanes, t: number, row: Float64Array): void {
  let highest = -Infinity;
  let back = -1;
  let missing = -1;
  let k = 0;
  for (let w = 0; w < alpha158Windows.length; w++) {
    const end = Math.min(alpha158Windows[w]!, t + 1);
    for (; k < end; k++) {
      const value = high[t - k]!;
      if (value >= highest) {
        highest = value;
        back = k;
      } else if (Number.isNaN(value)) missing = k;
    }
    const isEmpty = back === -1;
    row[MAX + w] = isEmpty ? Number.NaN : highest;
    row[IMAX + w] = isEmpty ? Number.NaN : end - (missing === -1 ? back : missing);
  }
}

/** {@link writeHighest} upside down. */
function writeLowest({ low }: BarLanes, t: number, row: Float64Array): void {
  let lowest = Infinity;
  let back = -1;
  let missing = -1;
  let k = 0;
  for (let w = 0; w < alpha158Windows.length; w++) {
    const end = Math.min(alpha158Windows[w]!, t + 1);
    for (; k < end; k++) {
      const value = low[t - k]!;
      if (value <= lowest) {
        lowest = value;
        back = k;
      } else if (Number.isNaN(value)) missing = k;
    }
    const isEmpty = back === -1;
    row[MIN + w] = isEmpty ? Number.NaN : lowest;
    row[IMIN + w] = isEmpty ? Number.NaN : end - (missing === -1 ? back : missing);
  }
}
