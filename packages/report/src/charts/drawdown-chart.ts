import { drawdownSeries, toReturns } from '@tradewright/performance';
import type { SheetData } from '../data/read-sheet.js';
import { formatPercent } from '../text/format-number.js';
import { formatMinute } from '../text/format-time.js';
import { bounds } from './equity-chart.js';
import { labelInstants } from './label-instants.js';
import { areaPath, linePath } from './line-path.js';
import { lineTips } from './line-tips.js';
import { renderPlot } from './plot.js';
import { valueScale } from './value-scale.js';

/** How far the account was below its highest value so far, at every point of the curve. */
export function drawdownChart({ curve, summary }: SheetData): string {
  const { time, value } = curve;
  const falls = new Float64Array(value.length);
  falls.set(drawdownSeries(toReturns(value)), Math.min(1, value.length));
  const scale = valueScale([0, ...bounds(falls)], 150, 5);
  const deepest = summary.drawdowns[0];
  return renderPlot({
    title: 'Drawdown',
    description: `Fall from the highest equity, at most ${formatPercent(deepest?.depth ?? 0)}`,
    scale,
    label: (tick) => formatPercent(tick, Math.max(0, scale.digits - 2)),
    labels: labelInstants(time),
    drawing: [
      `<path class="wash loss" d="${areaPath(falls, scale, 0)}"/>`,
      `<path class="line loss" d="${linePath(falls, scale)}"/>`,
    ].join(''),
    tips: lineTips(
      falls.length,
      (i) => `${formatMinute(time[i])} · ${formatPercent(falls[i] as number)}`,
    ),
    wide: true,
  });
}
