import { parseSymbol } from '../instruments/parse-symbol.js';
import { markTickSeries } from './is-tick-series.js';
import {
  checkSizes,
  parseAdjustment,
  type TickColumn,
  type TicksOptions,
  toTickDoubles,
} from './tick-columns.js';
import { invalidTicks, tickFault } from './tick-fault.js';
import type { QuoteSeries } from './tick-series.js';

/** The quotes of one symbol as columns of equal length, oldest first. */
export interface QuoteColumns {
  /** 1 to 32 characters of `A-Z 0-9 . _ / -`, see `parseSymbol`. */
  readonly symbol: string;
  /** Whole UTC milliseconds, never decreasing. */
  readonly time: TickColumn;
  /** Best bid; NaN where there is none. */
  readonly bid: TickColumn;
  /** Best ask; NaN where there is none. */
  readonly ask: TickColumn;
  /** Quantity at the bid. */
  readonly bidSize?: TickColumn | undefined;
  /** Quantity at the ask. */
  readonly askSize?: TickColumn | undefined;
}

/** What the values of quotes themselves do not say. */
export interface QuotesOptions extends TicksOptions {
  /**
   * What to do with a quote whose bid is above its ask, which would let a run buy below the price
   * at which it sells: `refuse` it (default), or take it as a quote without any side (`blank`), on
   * which nothing fills. Feeds that merge exchanges have such quotes for moments.
   */
  readonly crossed?: 'refuse' | 'blank' | undefined;
}

const layout = {
  list: 'quotes',
  required: ['time', 'bid', 'ask'],
  optional: ['bidSize', 'askSize'],
} as const;

/**
 * Makes a series of quotes from columns, checking every value once.
 *
 * A `Float64Array` is taken over without a copy and must not be changed afterwards; an array of
 * numbers is copied. A bid or an ask is finite and above zero, or NaN where that side is empty. Bid
 * and ask may be equal (a locked market). Sizes are 0 or more; both are given, or none.
 *
 * @throws SdkError `VALUE_INVALID` names the field (`quotes[12].ask`), the value and the fix;
 *   `details` holds `row` (index from 0) and `column`. Thrown for columns without a row, too.
 * @throws SdkError `SYMBOL_INVALID`
 *
 * @example
 * quotesFromColumns({ symbol: 'SPY', time: [0, 0], bid: [10, 10.01], ask: [10.02, NaN] }).length
 * // => 2
 */
export function quotesFromColumns(columns: QuoteColumns, options: QuotesOptions = {}): QuoteSeries {
  const adjustment = parseAdjustment(options);
  const { crossed = 'refuse' } = options;
  if (!['refuse', 'blank'].includes(crossed)) {
    throw invalidTicks('crossed', crossed, '"refuse" or "blank"');
  }
  const doubles = toTickDoubles(columns, layout);
  const { time, bid, ask } = doubles as Record<'time' | 'bid' | 'ask', Float64Array>;
  const { bidSize, askSize } = doubles;
  const symbol = parseSymbol(columns.symbol, 'quotes.symbol');
  if ((bidSize === undefined) !== (askSize === undefined)) {
    const field = bidSize === undefined ? 'quotes.bidSize' : 'quotes.askSize';
    throw invalidTicks(field, undefined, 'given where the size of the other side is');
  }
  checkSides('bid', bid);
  checkSides('ask', ask);
  checkSizes('quotes', 'bidSize', bidSize);
  checkSizes('quotes', 'askSize', askSize);
  const sides = crossed === 'blank' ? blankCrossed(bid, ask) : { bid, ask, crossedCount: 0 };
  refuseCrossed(sides.bid, sides.ask);
  const { length } = time;
  return markTickSeries({
    kind: 'quotes',
    symbol,
    length,
    time,
    adjustment,
    ...sides,
    ...(bidSize === undefined ? {} : { bidSize, askSize }),
  });
}

function checkSides(column: 'bid' | 'ask', prices: Float64Array): void {
  for (let row = 0; row < prices.length; row++) {
    const value = prices[row]!;
    if ((value > 0 && value < Infinity) || Number.isNaN(value)) continue;
    const must = 'a finite price above zero, or NaN where that side is empty';
    throw tickFault({ list: 'quotes', row, column, value, must });
  }
}

function refuseCrossed(bid: Float64Array, ask: Float64Array): void {
  for (let row = 0; row < bid.length; row++) {
    if (!(bid[row]! > ask[row]!)) continue;
    const must = `at or above the bid of ${bid[row]}`;
    const fix = 'correct or remove the quote, or say crossed: "blank"';
    throw tickFault({ list: 'quotes', row, column: 'ask', value: ask[row], must, fix });
  }
}

/** Copies, because the columns belong to the caller. */
function blankCrossed(
  bid: Float64Array,
  ask: Float64Array,
): Pick<QuoteSeries, 'bid' | 'ask' | 'crossedCount'> {
  const open = { bid: Float64Array.from(bid), ask: Float64Array.from(ask), crossedCount: 0 };
  for (let row = 0; row < bid.length; row++) {
    if (!(bid[row]! > ask[row]!)) continue;
    open.bid[row] = Number.NaN;
    open.ask[row] = Number.NaN;
    open.crossedCount++;
  }
  return open;
}
