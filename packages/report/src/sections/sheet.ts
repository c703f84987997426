import type { RunReport, BarSeries } from '@tradewright/core';
import type { SheetLimits } from '../data/read-options.js';
import type { SheetData } from '../data/read-sheet.js';

/** What a section is written from. */
export interface Sheet {
  readonly report: RunReport;
  readonly data: SheetData;
  readonly limits: SheetLimits;
  readonly prices: readonly BarSeries[];
}

/** A titled part of the page; nothing when it has no content. */
export function section(id: string, title: string, content: string): string {
  if (content === '') return '';
  return `<section id="${id}"><h2>${title}</h2>${content}</section>\n`;
}
