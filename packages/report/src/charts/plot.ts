import { escapeHtml } from '../text/escape-html.js';
import type { AxisLabel } from './label-instants.js';
import type { ValueScale } from './value-scale.js';

/** Width of the drawing that is stretched to the width of the page. */
export const plotWidth = 1000;

/** A line of text that is shown while the pointer is near. */
export interface PlotTip {
  /** 0 to {@link plotWidth}. */
  readonly x: number;
  readonly text: string;
}

/** One entry of a legend; the mark is a class of the style sheet. */
export interface LegendEntry {
  readonly mark: string;
  readonly text: string;
}

/** A chart: what is stretched, what is not, and the words around it. */
export interface Plot {
  readonly title: string;
  /** One sentence for a reader who does not see the drawing. */
  readonly description: string;
  readonly scale: ValueScale;
  readonly label: (value: number) => string;
  readonly labels: readonly AxisLabel[];
  /** Markup inside a box of {@link plotWidth} by the height, stretched sideways. */
  readonly drawing: string;
  /** Markup that keeps its shape; it is placed in percent of the width. */
  readonly overlay?: string | undefined;
  readonly tips?: readonly PlotTip[] | undefined;
  readonly legend?: readonly LegendEntry[] | undefined;
  readonly wide?: boolean | undefined;
  readonly note?: string | undefined;
}

/**
 * Writes a chart that is sharp and has text of the same size at every width: lines are stretched in
 * an inner drawing, words are placed beside it. Nothing needs a style attribute or a script.
 */
export function renderPlot(plot: Plot): string {
  const { title, description, scale, overlay = '', wide = false, note } = plot;
  const { height } = scale;
  const box = `viewBox="0 0 ${plotWidth} ${height}" preserveAspectRatio="none"`;
  const legend = (plot.legend ?? []).map(
    ({ mark, text }) => `<span><i class="mark ${mark}"></i>${escapeHtml(text)}</span>`,
  );
  const tips = (plot.tips ?? [])
    .map(({ x, text }) => `${round(x)};${text.replaceAll('|', '¦')}`)
    .join('|');
  return [
    `<figure class="chart${wide ? ' wide' : ''}">`,
    `<figcaption><h3>${escapeHtml(title)}</h3><div class="legend">${legend.join('')}</div>`,
    '</figcaption><div class="plot">',
    `<svg class="area" height="${height + 22}" role="img" aria-label="${escapeHtml(description)}"`,
    tips === '' ? '>' : ` data-tips="${escapeHtml(tips)}">`,
    gridLines(plot),
    `<svg width="100%" height="${height}" ${box}>${plot.drawing}</svg>`,
    overlay,
    timeLabels(plot),
    `<line class="cursor" y1="0" y2="${height}"/></svg>`,
    `<svg class="axis" width="54" height="${height + 22}" aria-hidden="true">`,
    `${valueLabels(plot)}</svg>`,
    '<div class="tip" hidden></div></div>',
    note === undefined ? '' : `<p class="note">${escapeHtml(note)}</p>`,
    '</figure>',
  ].join('');
}

/** One digit after the point is a tenth of a pixel. */
export function round(value: number): string {
  return String(Math.round(value * 10) / 10 + 0);
}

function gridLines({ scale }: Plot): string {
  const lines = scale.ticks.map((tick) => {
    const y = round(scale.y(tick));
    const zero = Math.abs(tick) < 1e-12 ? ' class="zero"' : '';
    return `<line${zero} x1="0" x2="100%" y1="${y}" y2="${y}"/>`;
  });
  return `<g class="grid">${lines.join('')}</g>`;
}

function valueLabels({ scale, label }: Plot): string {
  return scale.ticks
    .map((tick) => {
      const y = Math.min(scale.height, Math.max(9, scale.y(tick) + 4));
      return `<text x="6" y="${round(y)}">${escapeHtml(label(tick))}</text>`;
    })
    .join('');
}

function timeLabels({ labels, scale }: Plot): string {
  return labels
    .map(({ at, text }) => {
      const anchor = anchorOf(at);
      const place = `x="${round(at * 100)}%" y="${scale.height + 16}" text-anchor="${anchor}"`;
      return `<text ${place}>${escapeHtml(text)}</text>`;
    })
    .join('');
}

/** A word at an edge does not hang over it. */
function anchorOf(at: number): string {
  if (at < 0.03) return 'start';
  return at > 0.97 ? 'end' : 'middle';
}
