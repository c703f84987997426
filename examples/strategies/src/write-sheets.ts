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
    const options = {
      title: `${name}: ${title}`,
      sessions: usEquityCalendar,
      prices: series,
      // Without it the sheet draws the four symbols that were traded most.
      symbolsMax: Math.min(20, series.length),
    };
    writeFileSync(join(folder, `${name}.html`), createTearSheet(report, options));
  }
}
