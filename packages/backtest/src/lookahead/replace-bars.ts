import { type BarSeries, barsFromColumns, type UnixMs } from '@tradewright/core';
import { createSeededRandom, type SeededRandom } from '../seeded-random.js';

/**
 * Replaces all bars that start after an instant by invented ones with the same times. Valid bars:
 * closes lie between half and double of the last true close (the first open where there is none),
 * an open is the close before it, volume and count of trades are between 0 and double.
 *
 * @param after `-Infinity` replaces everything.
 */
export function replaceBars(
  series: readonly BarSeries[],
  after: UnixMs,
  seed: number,
): readonly BarSeries[] {
  const random = createSeededRandom(seed);
  return series.map((one) => replaceRows(one, after, random));
}

function replaceRows(one: BarSeries, after: UnixMs, random: SeededRandom): BarSeries {
  const first = one.time.findIndex((start) => start > after);
  if (first < 0) return one;
  const { symbol, time, endTime, periodMs, adjustment } = one;
  const [open, high, low] = [one.open.slice(), one.high.slice(), one.low.slice()];
  const [close, volume] = [one.close.slice(), one.volume.slice()];
  const [vwap, tradeCount] = [one.vwap?.slice(), one.tradeCount?.slice()];
  const anchor = (first > 0 ? close[first - 1] : open[0]) as number;
  let before = anchor;
  for (let row = first; row < time.length; row++) {
    const ends = anchor * 2 ** (2 * random() - 1);
    const [top, bottom] = [Math.max(before, ends), Math.min(before, ends)];
    open[row] = before;
    close[row] = ends;
    high[row] = top * (1 + 0.1 * random());
    low[row] = bottom * (1 - 0.1 * random());
    volume[row] = Math.round(2 * random() * ((volume[row] as number) || 1000));
    if (vwap !== undefined) vwap[row] = bottom + (top - bottom) * random();
    if (tradeCount !== undefined) {
      tradeCount[row] = Math.round(2 * random() * (tradeCount[row] as number));
    }
    before = ends;
  }
  return barsFromColumns(
    { symbol, time, open, high, low, close, volume, vwap, tradeCount, endTime },
    { periodMs, adjustment },
  );
}
