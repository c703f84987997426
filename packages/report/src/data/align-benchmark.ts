import { type BarSeries, barEndAt, formatUtc, invalidValue } from '@tradewright/core';

/**
 * The benchmark at each instant: its last close that was known then, and before the first close the
 * open of the bar that has begun. It never looks ahead.
 *
 * @param time UTC milliseconds, increasing.
 * @throws SdkError `VALUE_INVALID` when it begins after the first instant.
 */
export function alignBenchmark(series: BarSeries, time: Float64Array): Float64Array {
  const aligned = new Float64Array(time.length);
  let next = 0;
  for (let i = 0; i < time.length; i++) {
    const at = time[i] as number;
    while (next < series.length && barEndAt(series, next) <= at) next++;
    if (next === 0 && !((series.time[0] ?? Number.POSITIVE_INFINITY) <= at)) {
      throw invalidValue('VALUE_INVALID', {
        field: 'options.benchmark',
        value: series.symbol,
        must: `bars that begin at or before ${formatUtc(at)}, where the curve begins`,
      });
    }
    aligned[i] = (next === 0 ? series.open[0] : series.close[next - 1]) as number;
  }
  return aligned;
}
