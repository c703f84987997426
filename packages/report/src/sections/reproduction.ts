import { formatUtc, sdkVersion } from '@tradewright/core';
import { escapeHtml } from '../text/escape-html.js';
import { absent } from '../text/format-number.js';
import type { Sheet } from './sheet.js';

/** What another machine must get as well. */
export function reproduction({ report }: Sheet): string {
  const rows: readonly [name: string, text: string][] = [
    ['From', instant(report.startedAt)],
    ['To', instant(report.endedAt)],
    ['Everything that determines the result', report.hash()],
    ['Fills and final ledger', report.resultHash()],
    ['Tradewright', sdkVersion],
  ];
  const items = rows.map(
    ([name, text]) => `<div><dt>${name}</dt><dd class="code">${escapeHtml(text)}</dd></div>`,
  );
  return `<dl class="facts">${items.join('')}</dl>`;
}

function instant(at: number): string {
  return Math.abs(at) <= 8.64e15 ? formatUtc(at) : absent;
}
