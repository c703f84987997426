import type { BarAdjustment } from '../bars/bar-series.js';
import { formatUtc, unixMsMax } from '../time/unix-ms.js';
import { invalidTicks, tickFault } from './tick-fault.js';

/** A column as a loader takes it. */
export type TickColumn = Float64Array | readonly number[];

/** What the values of ticks themselves do not say. */
export interface TicksOptions {
  /** Default `raw`. */
  readonly adjustment?: BarAdjustment | undefined;
}

const typedArrays = Object.getPrototypeOf(Float64Array.prototype) as object;
const tag = Object.getOwnPropertyDescriptor(typedArrays, Symbol.toStringTag);

/** Columns as doubles, by name. A column that was left out is not there. */
export type TickDoubles = Readonly<Record<string, Float64Array | undefined>>;

/** Which columns a loader reads. */
export interface TickLayout {
  /** Such as `quotes`. */
  readonly list: string;
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

/**
 * Turns columns into doubles of one length, and checks their times: a `Float64Array` stays as it
 * is, numbers in an array are copied.
 *
 * @throws SdkError `VALUE_INVALID` for a column that is missing, of another length or not numbers,
 *   for columns without a row, and for a time that is no instant or before the one above it.
 */
export function toTickDoubles(columns: object, layout: TickLayout): TickDoubles {
  const { list, required, optional } = layout;
  if (typeof columns !== 'object' || (columns as unknown) === null) {
    throw invalidTicks(list, columns, 'an object of columns');
  }
  const lists = new Map<string, TickColumn>();
  for (const name of [...required, ...optional]) {
    // Reads each column once, so that a getter cannot answer differently later.
    const values: unknown = Reflect.get(columns, name);
    if (values === undefined && optional.includes(name)) continue;
    if (!Array.isArray(values) && !isFloat64(values)) {
      throw invalidTicks(`${list}.${name}`, values, 'a Float64Array or an array of numbers');
    }
    lists.set(name, values);
  }
  const length = lists.get('time')?.length ?? 0;
  if (length === 0) throw invalidTicks(`${list}.time`, [], 'a column of at least one tick');
  for (const [name, values] of lists) {
    if (values.length === length) continue;
    throw invalidTicks(`${list}.${name}.length`, values.length, `${length}, the length of time`);
  }
  const doubles = Object.fromEntries(
    [...lists].map(([column, values]) => [column, toFloat64(list, column, values)]),
  );
  checkTimes(list, doubles['time'] as Float64Array);
  return doubles;
}

function toFloat64(list: string, column: string, values: TickColumn): Float64Array {
  if (isFloat64(values)) return values;
  for (let row = 0; row < values.length; row++) {
    const value: unknown = values[row];
    if (typeof value !== 'number') throw tickFault({ list, row, column, value, must: 'a number' });
  }
  return Float64Array.from(values);
}

function checkTimes(list: string, time: Float64Array): void {
  let previous = -unixMsMax;
  for (let row = 0; row < time.length; row++) {
    const value = time[row]!;
    const fault = { list, row, column: 'time', value };
    if (!(Math.abs(value) <= unixMsMax && Math.floor(value) === value) || Object.is(value, -0)) {
      throw tickFault({ ...fault, must: 'whole UTC milliseconds within the range of a Date' });
    }
    if (value < previous) {
      const must = `at or after the tick before it (${formatUtc(previous)})`;
      throw tickFault({
        ...fault,
        must,
        fix: 'sort the ticks oldest first, keep the order of equals',
      });
    }
    previous = value;
  }
}

/**
 * Checks sizes: finite and not negative.
 *
 * @throws SdkError `VALUE_INVALID`
 */
export function checkSizes(list: string, column: string, sizes: Float64Array | undefined): void {
  if (sizes === undefined) return;
  for (let row = 0; row < sizes.length; row++) {
    const value = sizes[row]!;
    if (value >= 0 && value < Infinity && !Object.is(value, -0)) continue;
    throw tickFault({ list, row, column, value, must: 'a finite number from 0' });
  }
}

const adjustments: readonly unknown[] = ['raw', 'split', 'total'];

/**
 * Checks the options that all ticks have.
 *
 * @throws SdkError `VALUE_INVALID`
 */
export function parseAdjustment(options: TicksOptions): BarAdjustment {
  if (typeof options !== 'object' || (options as unknown) === null) {
    throw invalidTicks('options', options, 'an object of options');
  }
  const { adjustment = 'raw' } = options;
  if (adjustments.includes(adjustment)) return adjustment;
  throw invalidTicks('adjustment', adjustment, '"raw", "split" or "total"');
}

/** By the tag inside the array, which no property can fake; true for arrays of workers, too. */
function isFloat64(value: unknown): value is Float64Array {
  return tag?.get?.call(value) === 'Float64Array';
}
