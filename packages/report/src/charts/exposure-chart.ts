import type { SheetData } from '../data/read-sheet.js';
import { formatPercent } from '../text/format-number.js';
import { formatMinute } from '../text/format-time.js';
import { bounds } from './equity-chart.js';
import { labelInstants } from './label-instants.js';
import { areaPath, linePath } from './line-path.js';
import { lineTips } from './line-tips.js';
import { renderPlot } from './plot.js';
import { valueScale } from './value-scale.js';

/** Gross and net exposure as shares of equity; nothing without prices. */
export function exposureChart({ exposure, curve }: SheetData): string {
  if (exposure === undefined) return '';
  const { time, value } = curve;
  const shareOf = (money: Float64Array): Float64Array =>
    money.map((each, i) => each / (value[i] as number));
  const [gross, net] = [shareOf(exposure.gross), shareOf(exposure.net)];
  const scale = valueScale([0, ...bounds(gross), ...bounds(net)], 110, 4);
  const percent = (each: number | undefined): string => formatPercent(each ?? Number.NaN, 1);
  return renderPlot({
    title: 'Exposure, share of equity',
    description: 'Market value of longs plus shorts, and of longs minus shorts',
    scale,
    label: (tick) => formatPercent(tick, Math.max(0, scale.digits - 2)),
    labels: labelInstants(time),
    drawing: [
      `<path class="wash" d="${areaPath(gross, scale, 0)}"/>`,
      `<path class="line" d="${linePath(gross, scale)}"/>`,
      `<path class="line other" d="${linePath(net, scale)}"/>`,
    ].join(''),
    tips: lineTips(time.length, (i) =>
      [formatMinute(time[i]), `gross ${percent(gross[i])}`, `net ${percent(net[i])}`].join(' · '),
    ),
    legend: [
      { mark: 'main', text: 'gross' },
      { mark: 'other', text: 'net' },
    ],
    wide: true,
  });
}
