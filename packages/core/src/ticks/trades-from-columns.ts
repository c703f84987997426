import { parseSymbol } from '../instruments/parse-symbol.js';
import { markTickSeries } from './is-tick-series.js';
import {
  checkSizes,
  parseAdjustment,
  type TickColumn,
  type TicksOptions,
  toTickDoubles,
} from './tick-columns.js';
import { tickFault } from './tick-fault.js';
import type { TradeSeries } from './tick-series.js';

/** The trades of one symbol as columns of equal length, oldest first. */
export interface TradeColumns {
  /** 1 to 32 characters of `A-Z 0-9 . _ / -`, see `parseSymbol`. */
  readonly symbol: string;
  /** Whole UTC milliseconds, never decreasing. */
  readonly time: TickColumn;
  readonly price: TickColumn;
  /** Traded quantity. */
  readonly size?: TickColumn | undefined;
}

const layout = { list: 'trades', required: ['time', 'price'], optional: ['size'] } as const;

/**
 * Makes a series of trades from columns, checking every value once.
 *
 * A `Float64Array` is taken over without a copy and must not be changed afterwards; an array of
 * numbers is copied. Prices are finite and above zero, sizes are 0 or more.
 *
 * @throws SdkError `VALUE_INVALID` names the field (`trades[12].price`), the value and the fix;
 *   `details` holds `row` (index from 0) and `column`. Thrown for columns without a row, too.
 * @throws SdkError `SYMBOL_INVALID`
 *
 * @example
 * tradesFromColumns({ symbol: 'SPY', time: [0, 0], price: [10, 10.01] }).price[1] // => 10.01
 */
export function tradesFromColumns(columns: TradeColumns, options: TicksOptions = {}): TradeSeries {
  const adjustment = parseAdjustment(options);
  const doubles = toTickDoubles(columns, layout);
  const { time, price } = doubles as Record<'time' | 'price', Float64Array>;
  const { size } = doubles;
  const symbol = parseSymbol(columns.symbol, 'trades.symbol');
  for (let row = 0; row < price.length; row++) {
    const value = price[row]!;
    if (value > 0 && value < Infinity) continue;
    const must = 'a finite price above zero';
    throw tickFault({ list: 'trades', row, column: 'price', value, must, fix: 'remove the trade' });
  }
  checkSizes('trades', 'size', size);
  return markTickSeries({
    kind: 'trades',
    symbol,
    length: time.length,
    time,
    price,
    adjustment,
    ...(size === undefined ? {} : { size }),
  });
}
