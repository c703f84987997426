import { escapeHtml } from '../text/escape-html.js';
import { formatFixed } from '../text/format-number.js';
import type { Sheet } from './sheet.js';

/** What a reader should know before the figures; nothing when there is nothing. */
export function alerts(sheet: Sheet): string {
  const items = listAlerts(sheet);
  if (items.length === 0) return '';
  const lines = items.map(({ text, at }) =>
    at === undefined
      ? `<li>${escapeHtml(text)}</li>`
      : `<li><a href="#${at}">${escapeHtml(text)}</a></li>`,
  );
  return `<ul class="alerts">${lines.join('')}</ul>`;
}

/** One thing to know, and the section that says more. */
export interface Alert {
  readonly text: string;
  readonly at?: string | undefined;
}

/** The same for every kind of reader. */
export function listAlerts({ report, data }: Pick<Sheet, 'data' | 'report'>): readonly Alert[] {
  const refused = new Set(data.refused.map(({ clientOrderId }) => clientOrderId)).size;
  const missed = data.skips
    .filter(({ reason }) => reason !== 'onTarget' && reason !== 'warmingUp')
    .reduce((sum, { count }) => sum + count, 0);
  const differing = report.assumptions.filter((each) => each.default !== undefined);
  const names = differing.map(({ name }) => name).join(', ');
  const alert = (count: number, text: string, at: string): readonly Alert[] =>
    count === 0 ? [] : [{ text: `${formatFixed(count, 0)} ${text}`, at }];
  return [
    ...data.curve.notes.map((text) => ({ text })),
    ...alert(refused, refused === 1 ? 'order was refused' : 'orders were refused', 'refusals'),
    ...alert(missed, 'targets could not be traded', 'skips'),
    ...alert(differing.length, `of the assumptions not at the default: ${names}`, 'assumptions'),
  ];
}
