import { invalidValue } from '../errors/invalid-value.js';
import { dayMs } from '../time/session-date.js';
import { createTimeZone, type TimeZone } from '../time/zoned-time.js';
import type { DoubleColumns } from './bar-columns.js';
import type { BarSeries } from './bar-series.js';
import {
  type BarsFromCsvOptions,
  type ParsedBarsOptions,
  parseBarsOptions,
  refuseNoObject,
} from './bars-options.js';
import type { BarColumn } from './check-bars.js';
import { createBarSeries } from './create-bar-series.js';
import { type CsvBarGroup, type CsvBarRows, readCsvBarRows } from './csv-bar-rows.js';
import { resolveLocalTimes } from './csv-bar-times.js';
import { csvError } from './csv-error.js';

/**
 * Makes series from CSV text: one for each symbol, in the order in which they first appear.
 *
 * The first line names the columns, in any order and any case: one of `time`, `date` and
 * `timestamp`; `open`, `high`, `low`, `close`; and if there are any `volume`, `vwap`, `tradeCount`,
 * `symbol`. Rows of a symbol are sorted, oldest first. Numbers are plain decimals: no exponent, no
 * thousands separators, no empty fields.
 *
 * All times of a file are written in one of four ways, and what would have to be guessed is
 * refused: an instant with `Z` or an offset; a local time, with the option `zone` (in the hour that
 * clocks repeat, the rows must show where the second pass begins); a date, with the option
 * `calendar`, for the daily bar from the open of that session to its close; Unix milliseconds.
 *
 * @throws SdkError `BARS_INVALID` names line, column, value and fix; its details hold `row`, the
 *   line of the file from 1, and `column`. `SYMBOL_INVALID`; `TIME_INVALID` for an unknown zone.
 *
 * @example
 * const text = 'date,open,high,low,close\n2024-03-08,10,12,9,11';
 * const [spy] = barsFromCsv(text, { symbol: 'SPY', calendar: usEquityCalendar });
 * spy.time[0] // => 1709908200000
 */
export function barsFromCsv(
  text: string,
  options: BarsFromCsvOptions,
): readonly [BarSeries, ...BarSeries[]] {
  if (typeof text !== 'string') throw invalid('text', text, 'the text of a CSV file');
  refuseNoObject(options);
  const facts = parseBarsOptions({ ...options, periodMs: options.periodMs ?? dayMs });
  const zone = options.zone === undefined ? undefined : createTimeZone(options.zone);
  const rows = readCsvBarRows(text, options);
  if (rows === undefined) throw invalid('text', text, 'a header and at least one row');
  const { groups } = rows;
  const series = groups.map((group) => toSeries(group, { rows, facts, zone }));
  return series as [BarSeries, ...BarSeries[]];
}

interface Context {
  readonly rows: CsvBarRows;
  readonly facts: ParsedBarsOptions;
  readonly zone: TimeZone | undefined;
}

function toSeries(group: CsvBarGroup, context: Context): BarSeries {
  const { rows, facts } = context;
  const { numbers, timeName } = rows.header;
  const columns: Partial<Record<BarColumn, Float64Array>> = { time: toInstants(group, context) };
  for (const [i, { column }] of numbers.entries()) {
    columns[column] = new Float64Array(group.values[i]!);
  }
  const daily = rows.timeKind === 'date';
  if (daily) columns.endTime = new Float64Array(group.endTimes);
  const label = daily ? 'start' : facts.label;
  return createBarSeries(
    columns as DoubleColumns,
    { ...facts, label, symbol: group.symbol },
    (fault) => {
      const name = numbers.find(({ column }) => column === fault.column)?.name ?? timeName;
      return csvError({ ...fault, line: group.lines[fault.row]!, column: name });
    },
  );
}

function toInstants(group: CsvBarGroup, { rows, zone }: Context): Float64Array {
  const time = new Float64Array(group.times);
  if (rows.timeKind !== 'local' || zone === undefined) return time;
  const fault = resolveLocalTimes(time, zone);
  if (fault === undefined) return time;
  const value = new Date(group.times[fault.row]!).toISOString().slice(0, 19);
  const line = group.lines[fault.row]!;
  throw csvError({ ...fault, line, column: rows.header.timeName, value });
}

function invalid(field: string, value: unknown, must: string): Error {
  return invalidValue('BARS_INVALID', { field, value, must });
}
