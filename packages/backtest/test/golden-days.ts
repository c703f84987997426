import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { type BarSeries, barsFromColumns } from '@tradewright/core';

/** A CSV file: text cells by column name. */
export type Table = ReadonlyMap<string, readonly string[]>;

/** Reads a CSV file, compressed or not. */
export function readTable(path: string): Table {
  const raw = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(raw) : raw).toString('utf8');
  const [header = '', ...lines] = text.split(/\r?\n/).filter((line) => line !== '');
  const rows = lines.map((line) => line.split(','));
  return new Map(
    header.split(',').map((name, index) => [name, rows.map((cells) => cells[index] ?? '')]),
  );
}

/** The cells of a column. */
export function cellsOf(table: Table, name: string): readonly string[] {
  const cells = table.get(name);
  if (cells === undefined) throw new Error(`no column "${name}"`);
  return cells;
}

/** One bar as a file has it; `time` is its text. */
export interface Row {
  readonly time: string;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

/** The bars of a file; `timeColumn` holds their times. */
export function readRows(table: Table, timeColumn: string): readonly Row[] {
  const numbers = (name: string): readonly number[] => cellsOf(table, name).map(Number);
  const [open, high, low, close, volume] = ['open', 'high', 'low', 'close', 'volume'].map(numbers);
  return cellsOf(table, timeColumn).map((time, i) => ({
    time,
    open: open?.[i] ?? Number.NaN,
    high: high?.[i] ?? Number.NaN,
    low: low?.[i] ?? Number.NaN,
    close: close?.[i] ?? Number.NaN,
    volume: volume?.[i] ?? Number.NaN,
  }));
}

/** A row with its four prices times a factor. */
export function scaled(row: Row, factor: number): Row {
  return {
    ...row,
    open: row.open * factor,
    high: row.high * factor,
    low: row.low * factor,
    close: row.close * factor,
  };
}

const hourMs = 3_600_000;
/** Bars of a day leave a gap before the next day: every instant of a fill then names its day. */
const sessionMs = 12 * hourMs;

/** Daily bars. */
export function wholeDays(symbol: string, days: readonly Row[]): BarSeries {
  return series(symbol, days, { periodMs: sessionMs });
}

/** Bars of times. */
export function series(
  symbol: string,
  rows: readonly Row[],
  { periodMs }: { readonly periodMs: number },
): BarSeries {
  const column = (value: (row: Row) => number): Float64Array => Float64Array.from(rows, value);
  return barsFromColumns(
    {
      symbol,
      time: column(({ time }) => Date.parse(time)),
      open: column(({ open }) => open),
      high: column(({ high }) => high),
      low: column(({ low }) => low),
      close: column(({ close }) => close),
      volume: column(({ volume }) => volume),
    },
    { periodMs },
  );
}

const openingMs = sessionMs / 2;

/**
 * Each day as two bars: its opening print, then the day as it was. Orders that are sized by the
 * price at which they fill, as some engines do it, are so made without a look ahead.
 */
export function daysWithOpening(symbol: string, days: readonly Row[]): BarSeries {
  const rows = days.flatMap((day): readonly Row[] => {
    const { time, open } = day;
    const print = { time, open, high: open, low: open, close: open, volume: day.volume };
    const later = new Date(Date.parse(time) + openingMs).toISOString();
    return [print, { ...day, time: later }];
  });
  return series(symbol, rows, { periodMs: openingMs });
}

/** Says whether a bar of {@link daysWithOpening} that starts at this instant is a print. */
export function isOpeningPrint(startAt: number): boolean {
  return startAt % (24 * hourMs) === 0;
}
