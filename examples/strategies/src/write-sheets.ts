import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { usEquityCalendar } from '@tradewright/core';
import { createTearSheet } from '@tradewright/report';
import type { Comparison } from './compare-strategies.js';
import type { Market } from './market.js';

/** Writes `<strategy>.html` for every result. */
export function writeSheets(
  folder: string,
  { title, series }: Market,
  results: readonly Comparison[],
): void {
  mkdirSync(folder, { recursive: true });
  for (const { name, report } of results) {
    const options = { title: `${name}: ${title}`, sessions: usEquityCalendar, prices: series };
    writeFileSync(join(folder, `${name}.html`), createTearSheet(report, options));
  }
}
