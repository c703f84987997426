import type { BarLanes } from './bar-lanes.js';
import { writeCandle } from './write-candle.js';
import { writeChanges } from './write-changes.js';
import { writeCloseOrder } from './write-close-order.js';
import { writeCloseWindows } from './write-close-windows.js';
import { writeCorrelations } from './write-correlations.js';
import { writeExtremes } from './write-extremes.js';
import { writeVolumeWindows } from './write-volume-windows.js';

/**
 * Writes the 158 features of one bar. They are a function of this bar and the 60 before it, summed
 * anew each time: nothing drifts, and it makes no difference where a series began or who asks.
 */
export function writeAlpha158Row(lanes: BarLanes, t: number, row: Float64Array): void {
  writeCandle(lanes, t, row);
  writeCloseWindows(lanes, t, row);
  writeCloseOrder(lanes, t, row);
  writeExtremes(lanes, t, row);
  writeCorrelations(lanes, t, row);
  writeChanges(lanes, t, row);
  writeVolumeWindows(lanes, t, row);
  // What is divided by a price of zero has no value.
  if (lanes.open[t] === 0 || lanes.close[t] === 0) dropInfinities(row);
}

function dropInfinities(row: Float64Array): void {
  for (let i = 0; i < row.length; i++) if (!Number.isFinite(row[i]!)) row[i] = Number.NaN;
}
