import { alpha158Windows, firstColumn } from './alpha158-features.js';
import { type BarLanes, newestOf } from './bar-lanes.js';

const VMA = firstColumn('VMA');
const VSTD = firstColumn('VSTD');
const WVMA = firstColumn('WVMA');

/** Mean and deviation of volume, and the variation of moves weighted by volume. */
export function writeVolumeWindows(lanes: BarLanes, t: number, row: Float64Array): void {
  const { means, deviations } = lanes;
  const volume = lanes.volume[t]! + 1e-12;
  measure(lanes.volume, t, lanes);
  for (let w = 0; w < alpha158Windows.length; w++) {
    row[VMA + w] = means[w]! / volume;
    row[VSTD + w] = deviations[w]! / volume;
  }
  measure(lanes.weightedMove, t, lanes);
  for (let w = 0; w < alpha158Windows.length; w++) {
    row[WVMA + w] = deviations[w]! / (means[w]! + 1e-12);
  }
}

/** Means and deviations of each window; see `writeCloseWindows` for the sums. */
function measure(lane: Float64Array, t: number, { means, deviations }: BarLanes): void {
  const anchor = newestOf(lane, t);
  let n = 0;
  let sum = 0;
  let squares = 0;
  let k = 0;
  for (let w = 0; w < alpha158Windows.length; w++) {
    const end = Math.min(alpha158Windows[w]!, t + 1);
    for (; k < end; k++) {
      const deviation = lane[t - k]! - anchor;
      if (Number.isNaN(deviation)) continue;
      n++;
      sum += deviation;
      squares += deviation * deviation;
    }
    means[w] = anchor + sum / n;
    deviations[w] = Math.sqrt((n * squares - sum * sum) / (n * (n - 1)));
  }
}
