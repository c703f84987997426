import type { BarSeries, UnixMs } from '@tradewright/core';

/** Starts of all slices of a run, in order: the different starts among its bars. */
export function listSlices(
  series: readonly BarSeries[],
  { from, to }: { readonly from?: UnixMs | undefined; readonly to?: UnixMs | undefined },
): Float64Array {
  const starts = new Set<number>();
  for (const { time } of series) {
    for (const start of time) {
      if (start >= (from ?? -Infinity) && start < (to ?? Infinity)) starts.add(start);
    }
  }
  return Float64Array.from(starts).sort();
}
