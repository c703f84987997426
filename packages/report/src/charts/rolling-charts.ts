import type { SheetData } from '../data/read-sheet.js';
import { formatFixed, formatPercent } from '../text/format-number.js';
import { formatDate } from '../text/format-time.js';
import { labelInstants } from './label-instants.js';
import { type Line, linePath } from './line-path.js';
import { lineTips } from './line-tips.js';
import { renderPlot } from './plot.js';
import { valueScale } from './value-scale.js';

interface RollingLine {
  readonly title: string;
  readonly line: Line;
  readonly format: (value: number, digits: number) => string;
}

/** Sharpe ratio and volatility of every window; nothing when the run is shorter than one. */
export function rollingCharts({ rolling }: SheetData): string {
  const { time, window, sharpe, volatility } = rolling;
  if (time.length < 2) return '';
  const percent = (value: number, digits: number): string =>
    formatPercent(value, Math.max(0, digits - 2));
  const lines: readonly RollingLine[] = [
    { title: `Sharpe ratio, ${window} sessions`, line: sharpe, format: formatFixed },
    { title: `Volatility, ${window} sessions`, line: volatility, format: percent },
  ];
  return lines.map((each) => rollingChart(each, time)).join('');
}

function rollingChart({ title, line, format }: RollingLine, time: Float64Array): string {
  const scale = valueScale([0, ...Array.from(line)], 150, 5);
  const textOf = (value: number | undefined): string =>
    value === undefined
      ? 'none: returns never vary'
      : format(value, 4).replace(/^(.*\.\d\d)\d*$/, '$1');
  return renderPlot({
    title,
    description: `${title}, each at the end of its window`,
    scale,
    label: (tick) => format(tick, scale.digits),
    labels: labelInstants(time),
    drawing: `<path class="line" d="${linePath(line, scale)}"/>`,
    tips: lineTips(line.length, (i) => `${formatDate(time[i])} · ${textOf(line[i])}`),
  });
}
