import type { ReturnBin } from '../data/bin-returns.js';
import type { SheetData } from '../data/read-sheet.js';
import { formatFixed, formatPercent } from '../text/format-number.js';
import { plotWidth, renderPlot, round } from './plot.js';
import { valueScale } from './value-scale.js';

/** How often a session earned how much, with the value at risk. */
export function returnHistogram({ distribution, summary }: SheetData): string {
  const [first, last] = [distribution[0], distribution.at(-1)];
  if (first === undefined || last === undefined) return '';
  const scale = valueScale([0, ...distribution.map(({ count }) => count)], 150, 5);
  const slot = plotWidth / distribution.length;
  const inner = distribution[distribution.length >> 1] ?? first;
  const share = (value: number): number => shareOf(distribution, value);
  const digits = Math.max(1, Math.min(4, Math.ceil(-Math.log10(inner.to - inner.from)) - 2));
  const bars = distribution.map(({ from, count }, i) => {
    const mark = from < -1e-12 ? 'loss' : 'gain';
    const y = round(scale.y(count));
    const box = `x="${round(i * slot + 1)}" y="${y}" width="${round(slot - 2)}"`;
    return count === 0
      ? ''
      : `<rect class="${mark}" ${box} height="${round(scale.y(0) - scale.y(count))}"/>`;
  });
  const risk = summary.statistics.valueAtRisk.value;
  return renderPlot({
    title: 'Distribution of returns, per session',
    description: `Counts of ${summary.returns.length} returns in ${distribution.length} bins`,
    scale,
    label: (tick) => formatFixed(tick, scale.digits),
    labels: [first.from, 0, last.to]
      .filter((_, i) => i !== 1 || (share(0) > 0.15 && share(0) < 0.85))
      .map((value) => ({ at: share(value), text: formatPercent(value, digits) })),
    drawing: bars.join(''),
    overlay: risk === undefined ? '' : riskLine(share(risk) * 100, scale.height),
    legend:
      risk === undefined
        ? []
        : [{ mark: 'rule', text: `5% of sessions below ${formatPercent(risk)}` }],
    tips: distribution.map(({ from, to, count }, i) => ({
      x: (i + 0.5) * slot,
      text: `${formatPercent(from, digits)} to ${formatPercent(to, digits)} · ${count} times`,
    })),
  });
}

/** Where a return lies from left to right: bins have one width on paper, whatever they hold. */
function shareOf(bins: readonly ReturnBin[], value: number): number {
  const found = bins.findIndex(({ to }) => value < to);
  const place = found < 0 ? bins.length - 1 : found;
  const { from, to } = bins[place] as ReturnBin;
  return (place + Math.min(1, Math.max(0, (value - from) / (to - from)))) / bins.length;
}

function riskLine(percent: number, height: number): string {
  const x = `${round(percent)}%`;
  return `<line class="rule" x1="${x}" x2="${x}" y1="0" y2="${height}"/>`;
}
