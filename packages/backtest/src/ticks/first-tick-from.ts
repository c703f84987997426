import type { UnixMs } from '@tradewright/core';

/** First row at or after an instant; the number of rows where there is none. */
export function firstTickFrom(time: Float64Array, at: UnixMs): number {
  let low = 0;
  let high = time.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((time[middle] as number) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
