import { parseSymbol } from '../instruments/parse-symbol.js';
import { type BarColumns, toDoubleColumns } from './bar-columns.js';
import type { BarSeries } from './bar-series.js';
import { type BarsOptions, parseBarsOptions } from './bars-options.js';
import { createBarSeries } from './create-bar-series.js';

/**
 * Makes a series from columns, checking every value once.
 *
 * A `Float64Array` is taken over without a copy and must not be changed afterwards; an array of
 * numbers is copied. Times are whole milliseconds and strictly increasing, bars do not overlap,
 * prices are finite and above zero with `low ≤ open, close ≤ high`, volume is 0 or more.
 *
 * @throws SdkError `BARS_INVALID` names the field (`bars[12].high`), the value and the fix;
 *   `details` holds `row` (index from 0) and `column`. Thrown for columns without a bar, too.
 * @throws SdkError `SYMBOL_INVALID`
 *
 * @example
 * barsFromColumns(
 *   { symbol: 'SPY', time: [0], open: [10], high: [12], low: [9], close: [11] },
 *   { periodMs: 60_000 },
 * ).close[0] // => 11
 */
export function barsFromColumns(columns: BarColumns, options: BarsOptions): BarSeries {
  const facts = parseBarsOptions(options);
  const doubles = toDoubleColumns(columns);
  return createBarSeries(doubles, { ...facts, symbol: parseSymbol(columns.symbol, 'bars.symbol') });
}
