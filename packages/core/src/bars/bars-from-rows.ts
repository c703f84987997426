import { invalidValue } from '../errors/invalid-value.js';
import { isDecimalText } from '../numbers/parse-decimal.js';
import { findInstant } from '../time/parse-instant.js';
import type { UnixMs } from '../time/unix-ms.js';
import type { BarColumns } from './bar-columns.js';
import { barFaultError } from './bar-fault-error.js';
import type { BarSeries } from './bar-series.js';
import { barsFromColumns } from './bars-from-columns.js';
import { type BarsOptions, refuseNoObject } from './bars-options.js';
import type { BarColumn } from './check-bars.js';

/** One bar as a plain object, such as a parsed JSON row. */
export interface BarRow {
  /** Start of the bar: Unix milliseconds, a `Date`, or ISO 8601 with `Z` or an offset. */
  readonly time: number | Date | string;
  /** A number, or decimal text such as "10.25". */
  readonly open: number | string;
  readonly high: number | string;
  readonly low: number | string;
  readonly close: number | string;
  /** In every row or in none, like the fields below. */
  readonly volume?: number | string | undefined;
  readonly vwap?: number | string | undefined;
  readonly tradeCount?: number | string | undefined;
  /** End of the bar, where it is not `time + periodMs`. */
  readonly endTime?: number | Date | string | undefined;
}

/** What the rows themselves do not say. */
export interface BarRowsOptions extends BarsOptions {
  readonly symbol: string;
}

const timeMust =
  'Unix milliseconds, a Date, or an instant with offset such as "2024-03-08T14:30:00Z"';
const numberMust = 'a number or plain decimal text such as "10.25"';

/**
 * Makes a series from rows, oldest first. Fields that bars do not have are ignored.
 *
 * @throws SdkError `BARS_INVALID` and `SYMBOL_INVALID` as `barsFromColumns`; text that is no plain
 *   decimal and a time without an offset are refused, never guessed.
 *
 * @example
 * barsFromRows(
 *   [{ time: '2024-03-08T14:30:00Z', open: '10', high: '12', low: '9', close: '11' }],
 *   { symbol: 'SPY', periodMs: 60_000 },
 * ).time[0] // => 1709908200000
 */
export function barsFromRows(rows: readonly BarRow[], options: BarRowsOptions): BarSeries {
  refuseNoObject(options);
  if (!Array.isArray(rows) || rows.length === 0) {
    throw invalidValue('BARS_INVALID', {
      field: 'bars',
      value: rows,
      must: 'an array of at least one row',
    });
  }
  for (let row = 0; row < rows.length; row += 1) {
    const value: unknown = rows[row];
    if (typeof value !== 'object' || value === null) {
      throw barFaultError({ row, value, must: 'an object with time, open, high, low and close' });
    }
  }
  const columns: BarColumns = {
    symbol: options.symbol,
    time: toColumn(rows, 'time'),
    open: toColumn(rows, 'open'),
    high: toColumn(rows, 'high'),
    low: toColumn(rows, 'low'),
    close: toColumn(rows, 'close'),
    volume: toColumnIfGiven(rows, 'volume'),
    vwap: toColumnIfGiven(rows, 'vwap'),
    tradeCount: toColumnIfGiven(rows, 'tradeCount'),
    endTime: toColumnIfGiven(rows, 'endTime'),
  };
  return barsFromColumns(columns, options);
}

function toColumnIfGiven(rows: readonly BarRow[], column: BarColumn): Float64Array | undefined {
  const row = rows.findIndex((each) => each[column] !== undefined);
  return row < 0 ? undefined : toColumn(rows, column);
}

function toColumn(rows: readonly BarRow[], column: BarColumn): Float64Array {
  const isTime = column === 'time' || column === 'endTime';
  const values = new Float64Array(rows.length);
  for (const [row, each] of rows.entries()) {
    const value: unknown = each[column];
    const number = isTime ? findTime(value) : findNumber(value);
    if (number === undefined) {
      throw barFaultError({ row, column, value, must: isTime ? timeMust : numberMust });
    }
    values[row] = number;
  }
  return values;
}

function findTime(value: unknown): UnixMs | undefined {
  if (typeof value === 'number') return value;
  return value instanceof Date ? value.getTime() : findInstant(value);
}

function findNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return isDecimalText(value) ? Number(value) : undefined;
}
