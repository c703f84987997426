import type { UnixMs } from '@tradewright/core';

/** First row whose time is at or after an instant; the length of the column when there is none. */
export function firstRowFrom(time: Float64Array, at: UnixMs): number {
  let low = 0;
  let high = time.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((time[middle] as number) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
