import {
  type BacktestReport,
  type BarSeries,
  alwaysOpenCalendar,
  type OrderSide,
  type OrderState,
  type OrderStatus,
  type OrderType,
  type OrderView,
  type Strategy,
  type TimeInForce,
} from '@tradewright/core';
import { type BacktestFrame, runBacktest, type WithParameters } from '@tradewright/backtest';
import { researchLimits } from '@tradewright/risk';

/** Bars, and whatever else of a backtest matters to the test. */
export type Given<P> = WithParameters<P> &
  Partial<Omit<BacktestFrame, 'series'>> & {
    readonly bars: BarSeries | readonly BarSeries[];
  };

/** One order that a strategy asked for, as plain data: compare it with `toEqual`. */
export interface DecidedOrder {
  /** The slice of the given bars at whose end it was asked for, from zero. */
  readonly slice: number;
  readonly symbol: string;
  readonly side: OrderSide;
  readonly type: OrderType;
  /** Decimal text. */
  readonly quantity: string;
  /** Decimal text; only limit orders have it. */
  readonly limitPrice?: string;
  readonly timeInForce: TimeInForce;
  readonly status: OrderStatus;
  /** Codes of the reasons why it was denied or rejected; only then. */
  readonly refusals?: readonly string[];
}

/** What a strategy did with the bars. */
export interface Decisions {
  /** In order of decision; malformed requests are only in the report. */
  readonly orders: readonly DecidedOrder[];
  /** The whole backtest. */
  readonly report: BacktestReport;
}

/**
 * Shows bars to a strategy, through the kernel that trades live, and returns what it asked for.
 * What is not given does not get in the way: cash of 100,000, `researchLimits()`, a calendar that
 * never closes, no commission.
 *
 * @throws SdkError as `runBacktest`.
 *
 * @example
 * const dip = {
 *   name: 'dip',
 *   version: '1',
 *   warmUpBars: () => 0,
 *   create: () => ({
 *     onBars: (context) => {
 *       const bar = context.bar('AAPL');
 *       if (bar !== undefined && bar.close < bar.open) {
 *         context.submit({ symbol: 'AAPL', side: 'buy', quantity: 1 });
 *       }
 *     },
 *   }),
 * };
 * const { orders } = await decide(dip, { bars: barsOf('AAPL', [10, 9, 11]) });
 * orders.map(({ slice, side, quantity }) => [slice, side, quantity]) // => [[1, 'buy', '1']]
 */
export async function decide<P>(strategy: Strategy<P>, given: Given<P>): Promise<Decisions> {
  const { bars, ...rest } = given;
  const series = Array.isArray(bars) ? (bars as readonly BarSeries[]) : [bars as BarSeries];
  const report = await runBacktest<unknown>({
    cash: 100_000,
    calendar: alwaysOpenCalendar,
    limits: researchLimits(),
    ...rest,
    strategy,
    series,
  });
  const starts = [...new Set(series.flatMap((one) => [...one.time]))].sort((a, b) => a - b);
  const slices = new Map(starts.map((at, slice) => [at, slice]));
  const orders = [...report.orders].filter(isWellFormed).map((order) => describe(order, slices));
  return { orders, report };
}

function isWellFormed(order: OrderView): order is OrderState {
  // Not `instanceof`: true when two copies of core are installed.
  return 'intent' in order;
}

function describe(order: OrderState, slices: ReadonlyMap<unknown, number>): DecidedOrder {
  const { symbol, side, type, status, refusals, quantity, intent } = order;
  const { limitPrice, timeInForce, turn } = intent;
  return {
    slice: slices.get(turn) ?? Number.NaN,
    symbol,
    side,
    type,
    quantity: quantity.toFixed(),
    ...(limitPrice === undefined ? {} : { limitPrice: limitPrice.toFixed() }),
    timeInForce,
    status,
    ...(refusals.length === 0 ? {} : { refusals: refusals.map((one) => one.code) }),
  };
}
