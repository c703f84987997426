import type { BarLanes } from './bar-lanes.js';

/** Columns 0 to 12: the shape of the bar, and its prices by its close. */
export function writeCandle(lanes: BarLanes, t: number, row: Float64Array): void {
  const open = lanes.open[t]!;
  const high = lanes.high[t]!;
  const low = lanes.low[t]!;
  const close = lanes.close[t]!;
  // NaN when one of the two is missing, as Greater and Less.
  const top = Math.max(open, close);
  const bottom = Math.min(open, close);
  const range = high - low + 1e-12;
  row[0] = (close - open) / open;
  row[1] = (high - low) / open;
  row[2] = (close - open) / range;
  row[3] = (high - top) / open;
  row[4] = (high - top) / range;
  row[5] = (bottom - low) / open;
  row[6] = (bottom - low) / range;
  row[7] = (2 * close - high - low) / open;
  row[8] = (2 * close - high - low) / range;
  row[9] = open / close;
  row[10] = high / close;
  row[11] = low / close;
  row[12] = lanes.vwap[t]! / close;
}
