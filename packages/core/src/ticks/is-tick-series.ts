import type { TickSeries } from './tick-series.js';

const isTickSeriesKey = Symbol.for('@tradewright/core/TickSeries');

/**
 * Says whether a loader of the SDK made these quotes or trades, so that their columns are known to
 * be checked. Copies do not count, as with `isBarSeries`.
 *
 * @example
 * isTickSeries(tradesFromColumns({ symbol: 'SPY', time: [0], price: [10] })) // => true
 * isTickSeries({ symbol: 'SPY', time: [0], price: [10] }) // => false
 */
export function isTickSeries(value: unknown): value is TickSeries {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, isTickSeriesKey);
}

/**
 * Marks a checked series as made by a loader, and freezes it.
 *
 * @internal
 */
export function markTickSeries<S extends TickSeries>(series: S): S {
  // Not enumerable, so that spreading a series does not carry the mark to altered columns.
  Object.defineProperty(series, isTickSeriesKey, { value: true, enumerable: false });
  return Object.freeze(series);
}
