import type { SheetData } from '../data/read-sheet.js';
import { formatFixed, formatPercent } from '../text/format-number.js';
import { formatMinute } from '../text/format-time.js';
import { labelInstants } from './label-instants.js';
import { areaPath, linePath } from './line-path.js';
import { lineTips } from './line-tips.js';
import { renderPlot } from './plot.js';
import { type ValueScale, valueScale } from './value-scale.js';

/** Equity of the account, and the benchmark as if the same deposit had been in it. */
export function equityChart({ curve, benchmark }: SheetData, currency: string): string {
  const { time, value } = curve;
  const start = value[0] ?? 0;
  const first = benchmark?.value[0] ?? 1;
  const market = benchmark?.value.map((each) => (each / first) * start);
  const scale = valueScale([...bounds(value), ...bounds(market)], 240);
  const tipOf = (i: number): string => {
    const worth = value[i] as number;
    const change = formatPercent(worth / start - 1, 1);
    const beside = market === undefined ? '' : ` · ${formatFixed(market[i] as number, 0)}`;
    return `${formatMinute(time[i])} · ${formatFixed(worth, 2)} (${change})${beside}`;
  };
  return renderPlot({
    title: `Equity, ${currency}`,
    description: `Equity from ${formatFixed(start, 2)} to ${formatFixed(value.at(-1) ?? start, 2)}`,
    scale,
    label: (tick) => shorten(tick, scale),
    labels: labelInstants(time),
    drawing: [
      `<path class="wash" d="${areaPath(value, scale, lowest(value, market))}"/>`,
      market === undefined ? '' : `<path class="line other" d="${linePath(market, scale)}"/>`,
      `<path class="line" d="${linePath(value, scale)}"/>`,
    ].join(''),
    tips: lineTips(value.length, tipOf),
    legend: [
      { mark: 'main', text: 'account' },
      ...(benchmark ? [{ mark: 'other', text: `${benchmark.symbol}, same deposit` }] : []),
    ],
    wide: true,
  });
}

/** Lowest and highest value: what a scale needs, without spreading a long column. */
export function bounds(values: Float64Array | undefined): readonly number[] {
  if (values === undefined || values.length === 0) return [];
  return [
    values.reduce((low, each) => Math.min(low, each)),
    values.reduce((high, each) => Math.max(high, each)),
  ];
}

function lowest(value: Float64Array, market: Float64Array | undefined): number {
  return Math.min(...bounds(value), ...bounds(market));
}

/** Thousands and millions are shortened, so that an axis has room for them. */
function shorten(value: number, { ticks, digits }: ValueScale): string {
  const most = Math.max(...ticks.map(Math.abs));
  const [unit, mark] = most >= 1e6 ? [1e6, 'M'] : [1e3, 'k'];
  if (most < 1e4) return formatFixed(value, digits);
  const fits = (places: number): boolean =>
    ticks.every((tick) => Number(((tick / unit) * 10 ** places).toFixed(6)) % 1 === 0);
  const places = [0, 1, 2].find(fits) ?? 3;
  return `${formatFixed(value / unit, places)}${mark}`;
}
