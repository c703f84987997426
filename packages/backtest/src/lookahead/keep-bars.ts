import { type BarSeries, barsFromColumns, type UnixMs } from '@tradewright/core';

/** Which bars to keep, by their start; both ends belong to it. */
export interface BarSpan {
  readonly from?: UnixMs | undefined;
  readonly until?: UnixMs | undefined;
}

/**
 * The bars within a span, as if there never had been others. Columns are shared, not copied.
 *
 * @returns `undefined` when a symbol would be left without a bar: a run without it is another run.
 */
export function keepBars(
  series: readonly BarSeries[],
  { from = -Infinity, until = Infinity }: BarSpan,
): readonly BarSeries[] | undefined {
  const kept: BarSeries[] = [];
  for (const one of series) {
    const first = one.time.findIndex((start) => start >= from);
    const end = one.time.findLastIndex((start) => start <= until) + 1;
    if (first < 0 || end <= first) return undefined;
    kept.push(keepRows(one, first, end));
  }
  return kept;
}

function keepRows(one: BarSeries, first: number, end: number): BarSeries {
  const { symbol, periodMs, adjustment, vwap, tradeCount, endTime } = one;
  const rows = (column: Float64Array): Float64Array => column.subarray(first, end);
  return barsFromColumns(
    {
      symbol,
      time: rows(one.time),
      open: rows(one.open),
      high: rows(one.high),
      low: rows(one.low),
      close: rows(one.close),
      volume: rows(one.volume),
      vwap: vwap && rows(vwap),
      tradeCount: tradeCount && rows(tradeCount),
      endTime: endTime && rows(endTime),
    },
    { periodMs, adjustment },
  );
}
