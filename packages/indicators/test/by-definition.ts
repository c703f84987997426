import type { RowColumns } from './indicator-cases.js';

/**
 * The formulas once more, written plainly: every value from the raw columns, nothing kept from one
 * index to the next except where the definition itself is recursive.
 */

/** The `length` values ending at an index. */
export function windowAt(values: Float64Array, index: number, length: number): Float64Array {
  return values.subarray(index - length + 1, index + 1);
}

export const sum = (values: Float64Array): number =>
  values.reduce((total, value) => total + value, 0);
export const mean = (values: Float64Array): number => sum(values) / values.length;

/** Applies a formula to every window; NaN before the first. */
export function rolling(
  values: Float64Array,
  length: number,
  formula: (window: Float64Array) => number,
): Float64Array {
  return values.map((_, i) => (i < length - 1 ? Number.NaN : formula(windowAt(values, i, length))));
}

export function variance(values: Float64Array, lost = 0): number {
  const center = mean(values);
  return sum(values.map((value) => (value - center) ** 2)) / (values.length - lost);
}

export function weightedMean(values: Float64Array): number {
  const weights = values.map((_, i) => i + 1);
  return sum(values.map((value, i) => value * (i + 1))) / sum(weights);
}

export function quantile(values: Float64Array, share: number): number {
  const sorted = values.slice().sort();
  const position = share * (values.length - 1);
  const below = Math.floor(position);
  const lower = sorted[below] ?? Number.NaN;
  const upper = sorted[Math.min(below + 1, values.length - 1)] ?? Number.NaN;
  return lower + (position - below) * (upper - lower);
}

export function rank(values: Float64Array): number {
  const newest = values.at(-1) ?? Number.NaN;
  const below = values.filter((value) => value < newest).length;
  const equal = values.filter((value) => value === newest).length;
  return (below + (equal + 1) / 2) / values.length;
}

/** Recursive average from the mean of the first `length` defined values. */
export function exponential(values: Float64Array, length: number, weight: number): Float64Array {
  const start = values.findIndex((value) => !Number.isNaN(value));
  let average = mean(values.subarray(start, start + length));
  return values.map((value, i) => {
    if (i < start + length - 1) return Number.NaN;
    if (i >= start + length) average = weight * value + (1 - weight) * average;
    return average;
  });
}

export function changes(values: Float64Array): Float64Array {
  return values.map((value, i) => value - (values[i - 1] ?? Number.NaN));
}

export function typical({ high, low, close }: RowColumns): Float64Array {
  return close.map((value, i) => (value + at(high, i) + at(low, i)) / 3);
}

export function trueRange({ high, low, close }: RowColumns): Float64Array {
  return close.map((_, i) => {
    const previous = at(close, i - 1);
    const range = at(high, i) - at(low, i);
    return Math.max(range, Math.abs(at(high, i) - previous), Math.abs(at(low, i) - previous));
  });
}

export function at(values: Float64Array, index: number): number {
  return values[index] ?? Number.NaN;
}

/** Middle of the range of the last `length` bars. */
export function middle({ high, low }: RowColumns, length: number): Float64Array {
  const highest = rolling(high, length, (window) => Math.max(...window));
  const lowest = rolling(low, length, (window) => Math.min(...window));
  return highest.map((value, i) => (value + at(lowest, i)) / 2);
}
