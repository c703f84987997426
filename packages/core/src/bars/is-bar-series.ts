import type { BarSeries } from './bar-series.js';

const isBarSeriesKey = Symbol.for('@tradewright/core/BarSeries');

/**
 * Says whether a loader of the SDK made this series, so that its columns are known to be checked.
 * Still true when two copies of the SDK are installed. Copies do not count, because a field may
 * have been replaced on the way: neither `{ ...series }` nor what arrives in a worker. Give their
 * columns to `barsFromColumns`, which takes them over without copying.
 */
export function isBarSeries(value: unknown): value is BarSeries {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, isBarSeriesKey);
}

/**
 * Marks a checked series as made by a loader, and freezes it.
 *
 * @internal
 */
export function markBarSeries(series: BarSeries): BarSeries {
  // Not enumerable, so that spreading a series does not carry the mark to altered columns.
  Object.defineProperty(series, isBarSeriesKey, { value: true, enumerable: false });
  return Object.freeze(series);
}
