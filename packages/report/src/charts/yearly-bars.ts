import type { PeriodReturn } from '@tradewright/performance';
import type { SheetData } from '../data/read-sheet.js';
import { formatPercent } from '../text/format-number.js';
import { plotWidth, renderPlot, round } from './plot.js';
import { type ValueScale, valueScale } from './value-scale.js';

/** One bar a year, with the benchmark's beside it. */
export function yearlyBars({ years, benchmark }: SheetData): string {
  if (years.length === 0) return '';
  const others = benchmark?.years ?? [];
  const returnOf = (each: PeriodReturn): number => each.return;
  const scale = valueScale([0, ...years.map(returnOf), ...others.map(returnOf)], 150, 5);
  const slot = plotWidth / years.length;
  const every = Math.ceil(years.length / 7);
  const bars = years.map((year, i) => {
    const other = others.find(({ label }) => label === year.label);
    const width = Math.min(slot * 0.7, 120) / (other === undefined ? 1 : 2);
    const left = slot * (i + 0.5) - (other === undefined ? width / 2 : width);
    const own = bar({ year, left, width, mark: year.return < 0 ? 'loss' : 'gain' }, scale);
    if (other === undefined) return own;
    return own + bar({ year: other, left: left + width, width, mark: 'other' }, scale);
  });
  return renderPlot({
    title: 'Return by year',
    description: years
      .map(({ label, return: value }) => `${label} ${formatPercent(value)}`)
      .join(', '),
    scale,
    label: (tick) => formatPercent(tick, Math.max(0, scale.digits - 2)),
    labels: years.flatMap(({ label }, i) =>
      i % every === every >> 1 ? [{ at: (i + 0.5) / years.length, text: label }] : [],
    ),
    drawing: bars.join(''),
    tips: years.map(({ label, return: value }, i) => {
      const other = others.find((each) => each.label === label);
      const beside = other ? ` · ${benchmark?.symbol ?? ''} ${formatPercent(other.return)}` : '';
      return { x: slot * (i + 0.5), text: `${label} · ${formatPercent(value)}${beside}` };
    }),
    legend: [
      { mark: 'gain', text: 'account' },
      ...(benchmark ? [{ mark: 'other', text: benchmark.symbol }] : []),
    ],
  });
}

interface YearBar {
  readonly year: PeriodReturn;
  readonly left: number;
  readonly width: number;
  readonly mark: string;
}

function bar({ year, left, width, mark }: YearBar, { y }: ValueScale): string {
  const top = Math.min(y(0), y(year.return));
  const height = Math.max(0.5, Math.abs(y(0) - y(year.return)));
  const place = `x="${round(left)}" y="${round(top)}"`;
  const size = `width="${round(width)}" height="${round(height)}"`;
  return `<rect class="${mark}" ${place} ${size}/>`;
}
