import type { BarColumn } from './check-bars.js';
import { csvError } from './csv-error.js';

/** A column of numbers and where it is found. */
export interface CsvNumberColumn {
  readonly column: Exclude<BarColumn, 'time' | 'endTime'>;
  /** Name in the header, for messages. */
  readonly name: string;
  readonly index: number;
}

/** Which fields of a record hold what. */
export interface CsvHeader {
  /** Number of fields of every record. */
  readonly width: number;
  readonly timeName: string;
  readonly timeIndex: number;
  readonly symbolIndex: number | undefined;
  readonly numbers: readonly CsvNumberColumn[];
}

const timeNames: readonly string[] = ['time', 'date', 'timestamp'];
const required = ['open', 'high', 'low', 'close'] as const;
const numberColumns: ReadonlyMap<string, CsvNumberColumn['column']> = new Map([
  ...required.map((name) => [name, name] as const),
  ['volume', 'volume'],
  ['vwap', 'vwap'],
  ['tradecount', 'tradeCount'],
]);
const known = 'time (or date, timestamp), open, high, low, close, volume, vwap, tradeCount, symbol';

/**
 * Reads the header of a CSV file of bars: names in any order and any case.
 *
 * @internal
 * @throws SdkError `BARS_INVALID` for a column that is missing, twice there or unknown.
 */
export function parseCsvHeader(
  names: readonly string[],
  { line, ignoreUnknown }: { readonly line: number; readonly ignoreUnknown: boolean },
): CsvHeader {
  const indexes = new Map<string, number>();
  for (const [index, name] of names.entries()) {
    const key = timeNames.includes(name.toLowerCase()) ? 'time' : name.toLowerCase();
    if (key !== 'time' && key !== 'symbol' && !numberColumns.has(key)) {
      if (ignoreUnknown) continue;
      const fix = 'rename it, remove it, or set ignoreUnknownColumns';
      throw csvError({ line, column: 'header', value: name, must: `one of ${known}`, fix });
    }
    if (indexes.has(key)) {
      const must = key === 'time' ? 'one column of time, date or timestamp' : 'there only once';
      throw csvError({ line, column: 'header', value: name, must });
    }
    indexes.set(key, index);
  }
  for (const name of ['time', ...required]) {
    if (indexes.has(name)) continue;
    const must = `a list with "${name}", separated by commas`;
    throw csvError({ line, column: 'header', value: names.join(','), must });
  }
  return createHeader(names, indexes);
}

function createHeader(names: readonly string[], indexes: ReadonlyMap<string, number>): CsvHeader {
  const numbers: CsvNumberColumn[] = [];
  for (const [key, column] of numberColumns) {
    const index = indexes.get(key);
    if (index !== undefined) numbers.push({ column, index, name: names[index]! });
  }
  const timeIndex = indexes.get('time')!;
  return {
    width: names.length,
    timeIndex,
    timeName: names[timeIndex]!,
    symbolIndex: indexes.get('symbol'),
    numbers,
  };
}
