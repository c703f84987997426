import { alpha158Windows, firstColumn } from './alpha158-features.js';
import type { BarLanes } from './bar-lanes.js';

const QTLU = firstColumn('QTLU');
const QTLD = firstColumn('QTLD');
const RANK = firstColumn('RANK');

/** Quantiles of the closes of each window, and the rank of the newest. */
export function writeCloseOrder(lanes: BarLanes, t: number, row: Float64Array): void {
  const { close, sortedCloses } = lanes;
  const last = close[t]!;
  // A bar that replaces the one before finds windows that hold that one.
  const isNext = t === lanes.sortedTo + 1;
  lanes.sortedTo = t;
  for (let w = 0; w < alpha158Windows.length; w++) {
    const length = alpha158Windows[w]!;
    const window = sortedCloses[w]!;
    const index = isNext
      ? window.exchange(t < length ? Number.NaN : close[t - length]!, last)
      : window.refill(close, Math.max(0, t - length + 1), t);
    row[QTLU + w] = window.quantile(0.8) / last;
    row[QTLD + w] = window.quantile(0.2) / last;
    row[RANK + w] = index === -1 ? Number.NaN : window.rank(index);
  }
}
