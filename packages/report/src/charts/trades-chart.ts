import type { RunReport, BarSeries, Fill } from '@tradewright/core';
import type { RoundTrip } from '@tradewright/performance';
import { groupBySymbol } from '../data/group-by-symbol.js';
import type { SheetData } from '../data/read-sheet.js';
import { formatPrice, formatQuantity } from '../text/format-number.js';
import { formatMinute } from '../text/format-time.js';
import { bounds } from './equity-chart.js';
import { labelInstants } from './label-instants.js';
import { linePath, placeOf } from './line-path.js';
import { lineTips } from './line-tips.js';
import { plotWidth, renderPlot, round } from './plot.js';
import { type ValueScale, valueScale } from './value-scale.js';

/** More marks than this hide each other. */
const marksMax = 300;

/** Price with fills and round trips, of the symbols with most fills for which there are bars. */
export function tradesCharts(
  { fills, trips }: SheetData,
  prices: readonly BarSeries[],
  { report, symbolsMax }: { readonly report: RunReport; readonly symbolsMax: number },
): string {
  return [...groupBySymbol(fills)]
    .map(([symbol, own]) => ({ own, series: prices.find((one) => one.symbol === symbol) }))
    .filter(({ series }) => series !== undefined)
    .sort((a, b) => b.own.length - a.own.length)
    .slice(0, symbolsMax)
    .map(({ own, series }) => {
      const seen = clip(series as BarSeries, report);
      const closed = trips.closed.filter(({ symbol }) => symbol === series?.symbol);
      return tradesChart(seen, own, closed);
    })
    .join('');
}

interface SeenPrices {
  readonly symbol: string;
  readonly time: Float64Array;
  readonly close: Float64Array;
}

function clip(series: BarSeries, { startedAt, endedAt }: RunReport): SeenPrices {
  const start = firstAtOrAfter(series.time, startedAt);
  const end = firstAtOrAfter(series.time, endedAt);
  const [time, close] = [series.time.subarray(start, end), series.close.subarray(start, end)];
  return { symbol: series.symbol, time, close };
}

/** Place of the first time that is not before the instant. */
function firstAtOrAfter(time: Float64Array, at: number): number {
  let [low, high] = [0, time.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((time[middle] as number) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

function tradesChart(
  { symbol, time, close }: SeenPrices,
  fills: readonly Fill[],
  trips: readonly RoundTrip[],
): string {
  if (time.length < 2) return '';
  const every = Math.ceil(fills.length / marksMax);
  const shown = fills.filter((_, i) => i % every === 0);
  const scale = valueScale([...bounds(close), ...shown.map(({ price }) => price.toNumber())], 240);
  const place = (at: number): number =>
    placeOf(Math.min(firstAtOrAfter(time, at), time.length - 1), time.length);
  const note = every === 1 ? {} : { note: `${shown.length} of ${fills.length} fills are marked.` };
  return renderPlot({
    title: `Trades of ${symbol}`,
    description: `Closes of ${symbol} with ${fills.length} fills and ${trips.length} round trips`,
    scale,
    label: (tick) => formatPrice(tick),
    labels: labelInstants(time),
    drawing: [
      bands(trips, place, scale),
      `<path class="line price" d="${linePath(close, scale)}"/>`,
    ].join(''),
    overlay: shown.map((fill) => mark(fill, place(fill.filledAt), scale)).join(''),
    tips: lineTips(
      time.length,
      (i) => `${formatMinute(time[i])} · ${formatPrice(close[i] as number)}`,
    ),
    legend: [
      { mark: 'gain up', text: 'bought' },
      { mark: 'loss down', text: 'sold' },
    ],
    wide: true,
    ...note,
  });
}

function bands(
  trips: readonly RoundTrip[],
  place: (at: number) => number,
  { height }: ValueScale,
): string {
  const every = Math.ceil(trips.length / marksMax);
  return trips
    .filter((_, i) => i % every === 0)
    .map(({ openedAt, closedAt, netPnl }) => {
      const [left, right] = [place(openedAt), place(closedAt)];
      const width = round(Math.max(1, Math.min(right, plotWidth) - left));
      const kind = netPnl < 0 ? 'loss' : 'gain';
      const box = `x="${round(left)}" width="${width}" y="0" height="${height}"`;
      return `<rect class="band ${kind}" ${box}/>`;
    })
    .join('');
}

function mark({ side, price, quantity, filledAt }: Fill, x: number, { y }: ValueScale): string {
  const place = `x="${round((x / plotWidth) * 100)}%" y="${round(y(price.toNumber()))}"`;
  const size = `${formatQuantity(quantity.toNumber())} at ${formatPrice(price.toNumber())}`;
  const shape = side === 'buy' ? 'buy' : 'sell';
  const title = `<title>${formatMinute(filledAt)} ${shape} ${size}</title>`;
  return `<use href="#${shape}" ${place}>${title}</use>`;
}
