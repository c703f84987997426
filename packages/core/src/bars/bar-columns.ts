import { invalidValue } from '../errors/invalid-value.js';
import type { SdkError } from '../errors/sdk-error.js';
import { barFaultError } from './bar-fault-error.js';
import type { BarColumn } from './check-bars.js';

/** The bars of one symbol as columns of equal length, oldest first. */
export interface BarColumns {
  /** 1 to 32 characters of `A-Z 0-9 . _ / -`, see `parseSymbol`. */
  readonly symbol: string;
  /** Start of each bar, whole UTC milliseconds. */
  readonly time: Float64Array | readonly number[];
  readonly open: Float64Array | readonly number[];
  readonly high: Float64Array | readonly number[];
  readonly low: Float64Array | readonly number[];
  readonly close: Float64Array | readonly number[];
  /** Default: zeros. */
  readonly volume?: Float64Array | readonly number[] | undefined;
  readonly vwap?: Float64Array | readonly number[] | undefined;
  readonly tradeCount?: Float64Array | readonly number[] | undefined;
  /** End of each bar, where it is not `time + periodMs`. */
  readonly endTime?: Float64Array | readonly number[] | undefined;
}

const required = ['time', 'open', 'high', 'low', 'close'] as const;
const optional = ['volume', 'vwap', 'tradeCount', 'endTime'] as const;
type List = Float64Array | readonly number[];
type Lists = Record<(typeof required)[number], List> &
  Partial<Record<(typeof optional)[number], List>>;

const typedArrays = Object.getPrototypeOf(Float64Array.prototype) as object;
const tag = Object.getOwnPropertyDescriptor(typedArrays, Symbol.toStringTag);

/** Columns of one length as doubles; what they hold is not checked yet. */
export type DoubleColumns = Readonly<Record<(typeof required)[number], Float64Array>> &
  Readonly<Partial<Record<(typeof optional)[number], Float64Array>>>;

/**
 * Turns columns into doubles: a `Float64Array` stays as it is, numbers in an array are copied.
 *
 * @internal
 * @throws SdkError `BARS_INVALID` for a column that is missing, of another length or not numbers,
 *   and for columns without a row.
 */
export function toDoubleColumns(columns: BarColumns): DoubleColumns {
  if (!isRecord(columns)) throw invalidColumn('columns', columns, 'an object of columns');
  const lists = readLists(columns);
  checkLengths(lists);
  const doubles: Partial<Record<BarColumn, Float64Array>> = {};
  for (const name of [...required, ...optional]) {
    const list = lists[name];
    if (list !== undefined) doubles[name] = toFloat64(name, list);
  }
  return doubles as DoubleColumns;
}

/** Reads each column once, so that a getter cannot answer differently later. */
function readLists(columns: BarColumns): Lists {
  const lists: Partial<Record<BarColumn, List>> = {};
  for (const name of [...required, ...optional]) {
    const values: unknown = columns[name];
    if (values === undefined && (optional as readonly string[]).includes(name)) continue;
    if (!Array.isArray(values) && !isFloat64(values)) {
      throw invalidColumn(`bars.${name}`, values, 'a Float64Array or an array of numbers');
    }
    lists[name] = values;
  }
  return lists as Lists;
}

/** Before anything is converted. */
function checkLengths(lists: Lists): void {
  const { length } = lists.time;
  if (length === 0) throw invalidColumn('bars.time', lists.time, 'a column of at least one bar');
  for (const name of [...required, ...optional]) {
    const own = lists[name]?.length ?? length;
    if (own !== length) {
      throw invalidColumn(`bars.${name}.length`, own, `${length}, the length of bars.time`);
    }
  }
}

function toFloat64(column: BarColumn, list: List): Float64Array {
  if (isFloat64(list)) return list;
  // Before the copy: a hole or an object in a list of a billion must not cost a billion doubles.
  for (let row = 0; row < list.length; row += 1) {
    const value: unknown = list[row];
    if (typeof value !== 'number') throw barFaultError({ row, column, value, must: 'a number' });
  }
  const values = new Float64Array(list.length);
  for (let row = 0; row < list.length; row += 1) values[row] = list[row]!;
  return values;
}

function invalidColumn(field: string, value: unknown, must: string): SdkError {
  return invalidValue('BARS_INVALID', { field, value, must });
}

/** By the tag inside the array, which no property can fake; true for arrays of workers, too. */
function isFloat64(value: unknown): value is Float64Array {
  return tag?.get?.call(value) === 'Float64Array';
}

function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
