import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type BarSeries, barsFromCsv, invalidValue, usEquityCalendar } from '@tradewright/core';
import { inventMarket } from './invent-market.js';
import type { Market } from './market.js';
import type { Flags } from './read-command-line.js';

/** @throws SdkError `SETTINGS_INVALID` for a folder without such bars; those of `barsFromCsv`. */
export function loadMarket(flags: Omit<Flags, 'sheets' | 'help'>): Market {
  const { csv, symbols, seed } = flags;
  if (csv === undefined) return inventMarket(seed);
  const wanted = symbols?.map((each) => each.toUpperCase());
  const files = attempt(csv, () => readdirSync(csv)).sort();
  const series = files.flatMap((file) => {
    const symbol = /^([^.]+)\.csv(?:\.gz)?$/.exec(file)?.[1]?.toUpperCase();
    if (symbol === undefined || wanted?.includes(symbol) === false) return [];
    return readBars(join(csv, file), symbol, flags);
  });
  if (series.length === 0) throw refuse(csv, 'a folder with bars of these symbols and dates');
  const symbolList = series.map(({ symbol }) => symbol).join(', ');
  return { title: `bars of ${symbolList} from your folder, read as they are`, series };
}

function readBars(
  path: string,
  symbol: string,
  { from = '', to = '9999' }: Pick<Flags, 'from' | 'to'>,
): readonly BarSeries[] {
  const bytes = attempt(path, () => readFileSync(path));
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const [header = '', ...lines] = text.trim().split(/\r?\n/);
  const kept = lines.filter((line) => line.slice(0, 10) >= from && line.slice(0, 10) <= to);
  if (kept.length === 0) return [];
  return barsFromCsv([header, ...kept].join('\n'), { symbol, calendar: usEquityCalendar });
}

function attempt<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown';
    throw refuse(path, `a folder or file that can be read (${reason})`);
  }
}

function refuse(value: string, must: string): Error {
  return invalidValue('SETTINGS_INVALID', { field: '--csv', value, must });
}
