import { alpha158Windows, firstColumn } from './alpha158-features.js';
import { type BarLanes, lookback } from './bar-lanes.js';
import { flatDeviation } from './write-close-windows.js';

const CORR = firstColumn('CORR');
const CORD = firstColumn('CORD');

/** Correlations of price and volume: their levels, and their changes. */
export function writeCorrelations(lanes: BarLanes, t: number, row: Float64Array): void {
  writePair({ left: lanes.close, right: lanes.logVolume, at: CORR }, t, row);
  writePair({ left: lanes.closeRatio, right: lanes.logVolumeRatio, at: CORD }, t, row);
}

interface Pair {
  readonly left: Float64Array;
  readonly right: Float64Array;
  /** First column of the results. */
  readonly at: number;
}

/**
 * Over the bars that have both values, as deviations from the newest pair; NaN where one side is
 * flat, which Qlib asks of all values of that side, paired or not.
 */
function writePair({ left, right, at }: Pair, t: number, row: Float64Array): void {
  const anchor = newestPair(left, right, t);
  const leftAnchor = left[anchor]!;
  const rightAnchor = right[anchor]!;
  let n = 0;
  let sumLeft = 0;
  let sumRight = 0;
  let squaresLeft = 0;
  let squaresRight = 0;
  let products = 0;
  let k = 0;
  for (let w = 0; w < alpha158Windows.length; w++) {
    const end = Math.min(alpha158Windows[w]!, t + 1);
    for (; k < end; k++) {
      const x = left[t - k]! - leftAnchor;
      const y = right[t - k]! - rightAnchor;
      const product = x * y;
      if (Number.isNaN(product)) continue;
      n++;
      sumLeft += x;
      sumRight += y;
      squaresLeft += x * x;
      squaresRight += y * y;
      products += product;
    }
    const spreadLeft = n * squaresLeft - sumLeft * sumLeft;
    const spreadRight = n * squaresRight - sumRight * sumRight;
    const isPaired = n === end;
    const scale = n * (n - 1);
    const varianceLeft = isPaired ? spreadLeft / scale : varianceOf(left, t, end);
    const varianceRight = isPaired ? spreadRight / scale : varianceOf(right, t, end);
    const isFlat =
      Math.sqrt(varianceLeft) <= flatDeviation || Math.sqrt(varianceRight) <= flatDeviation;
    const covariance = n * products - sumLeft * sumRight;
    row[at + w] = isFlat ? Number.NaN : covariance / Math.sqrt(spreadLeft * spreadRight);
  }
}

/** Index of the newest bar with both values, or of the newest bar when there is none. */
function newestPair(left: Float64Array, right: Float64Array, t: number): number {
  const oldest = Math.max(0, t - lookback + 1);
  for (let i = t; i >= oldest; i--) if (!Number.isNaN(left[i]! + right[i]!)) return i;
  return t;
}

/** Sample variance of the values that exist among the newest `length`. */
function varianceOf(lane: Float64Array, t: number, length: number): number {
  let anchor = Number.NaN;
  let n = 0;
  let sum = 0;
  let squares = 0;
  for (let i = t; i > t - length; i--) {
    const value = lane[i]!;
    if (Number.isNaN(value)) continue;
    if (n === 0) anchor = value;
    n++;
    sum += value - anchor;
    squares += (value - anchor) ** 2;
  }
  return (n * squares - sum * sum) / (n * (n - 1));
}
