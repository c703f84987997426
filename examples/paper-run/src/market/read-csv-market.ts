import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { type BarSeries, barsFromCsv, invalidValue, usEquityCalendar } from '@tradewright/core';
import type { PaperMarket } from './paper-market.js';

const bytesMax = 256 * 1024 * 1024;

/** How a user's file is read. */
export interface CsvMarketSettings {
  /** As the user wrote it, relative to `folder`. */
  readonly csv: string;
  readonly folder: string;
  /** For a file without a symbol column. */
  readonly symbol: string | undefined;
  /** For a file of times; dates are sessions of the US calendar. */
  readonly periodMs: number | undefined;
  /** For times without an offset. */
  readonly zone: string | undefined;
}

/**
 * Reads the user's own bars.
 *
 * @throws SdkError `SETTINGS_INVALID` for a file that cannot be read, `BARS_INVALID` with line and
 *   column, `SYMBOL_INVALID`, `TIME_INVALID`.
 */
export function readCsvMarket(settings: CsvMarketSettings): PaperMarket {
  const { symbol, periodMs, zone } = settings;
  const series = barsFromCsv(readText(settings), {
    symbol,
    periodMs,
    zone,
    calendar: usEquityCalendar,
  });
  return {
    source: 'csv',
    title: `your own prices of ${series.length} symbols`,
    notes: [
      'Read as they are: no splits, dividends or delistings are known to this program.',
      'Only the symbols in the file can be held: a list made today has forgotten the losers.',
    ],
    series: series.toSorted(bySymbol),
  };
}

function bySymbol(a: BarSeries, b: BarSeries): number {
  return a.symbol < b.symbol ? -1 : 1;
}

function readText({ csv, folder }: CsvMarketSettings): string {
  const path = resolve(folder, csv);
  const { size } = attempt(csv, () => statSync(path));
  if (size > bytesMax) throw refuse(csv, `a file of at most ${bytesMax} bytes`);
  const bytes = attempt(csv, () => readFileSync(path));
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refuse(csv, 'a text file in UTF-8');
  }
}

function attempt<T>(csv: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'no reason';
    throw refuse(csv, `a file that can be read (${reason})`);
  }
}

function refuse(csv: string, must: string): Error {
  const fix = 'give the path of a CSV file of bars';
  return invalidValue('SETTINGS_INVALID', { field: 'csv', value: csv, must, fix });
}
