import {
  type BacktestReport,
  type BarSeries,
  barsFromColumns,
  type OrderRequest,
  type OrderView,
  type StrategyContext,
} from '@tradewright/core';
import { minuteMs, run, scripted, type TestSettings } from './scripted-run.js';

/** One bar: open, high, low, close, and perhaps the volume; or one price for all four. */
export type Row =
  | number
  | readonly [open: number, high: number, low: number, close: number]
  | readonly [open: number, high: number, low: number, close: number, volume: number];

/** Bars of symbol A, one a minute from `startAt` on; without a volume it is 1,000. */
export function barsOf(rows: readonly Row[], startAt = 0, symbol = 'A'): BarSeries {
  const full = rows.map((row) => (typeof row === 'number' ? [row, row, row, row] : row));
  const column = (index: number, missing: number): Float64Array =>
    Float64Array.from(full, (row) => row[index] ?? missing);
  return barsFromColumns(
    {
      symbol,
      time: Float64Array.from(full, (_, i) => startAt + i * minuteMs),
      open: column(0, 0),
      high: column(1, 0),
      low: column(2, 0),
      close: column(3, 0),
      volume: column(4, 1000),
    },
    { periodMs: minuteMs },
  );
}

/** An order of symbol A for ten shares, whatever else it is. */
export type OrderOfA = Partial<OrderRequest> & Pick<OrderRequest, 'side'>;

/** What to do in a slice: send an order, or anything that a context can do. */
export type Step =
  | OrderOfA
  | readonly OrderOfA[]
  | ((context: StrategyContext, book: Book) => void);

/** The orders of a test in the order in which they were made. */
export interface Book {
  readonly orders: OrderView[];
}

export type VenueTestSettings = Partial<Omit<TestSettings, 'strategy' | 'series'>> & {
  readonly startAt?: number;
};

/** A run of what is done at the end of each bar. */
export async function trade(
  rows: readonly Row[] | BarSeries,
  steps: Readonly<Record<number, Step>>,
  settings: VenueTestSettings = {},
): Promise<{ readonly report: BacktestReport; readonly orders: readonly OrderView[] }> {
  const book: Book = { orders: [] };
  const act = (context: StrategyContext, step: Step): void => {
    if (typeof step === 'function') {
      step(context, book);
      return;
    }
    for (const order of [step].flat()) {
      book.orders.push(context.submit({ symbol: 'A', quantity: 10, ...order }));
    }
  };
  const script = Object.fromEntries(
    Object.entries(steps).map(([slice, step]) => [
      slice,
      (context: StrategyContext) => {
        act(context, step);
      },
    ]),
  );
  const { startAt = 0, ...rest } = settings;
  const series = 'symbol' in rows ? rows : barsOf(rows, startAt);
  const report = await run({ ...rest, series: [series], strategy: scripted(script) });
  return { report, orders: book.orders };
}

/** Fills as `buy 10 at 95 @1`, the instant in minutes since the start. */
export function shortFills(report: BacktestReport, startAt = 0): readonly string[] {
  return [...report.fills].map(({ side, quantity, price, filledAt }) => {
    const minutes = (filledAt - startAt) / minuteMs;
    return `${side} ${quantity.toFixed()} at ${price.toFixed()} @${minutes}`;
  });
}

/** The fills of one order, or of several, that were made at the end of bar 0. */
export async function fillsOf(
  step: Step,
  rows: readonly Row[],
  settings: VenueTestSettings = {},
): Promise<readonly string[]> {
  const { report } = await trade(rows, { 0: step }, settings);
  return shortFills(report, settings.startAt);
}

/** Every order with its legs as `limit filled 10`. */
export function ends(orders: readonly OrderView[]): readonly string[] {
  return orders.flatMap((order) => [
    `${order.type} ${order.status} ${order.filledQuantity.toFixed()}`,
    ...ends(order.legs),
  ]);
}

/** What happened to an order, as `accepted@1 filled@2`; a fill with its quantity. */
export function story(report: BacktestReport, order: OrderView | undefined, startAt = 0): string {
  if (order === undefined) return 'no order';
  return report
    .explain(order.clientOrderId)
    .timeline.map(({ event, at }) => `${event}@${(at - startAt) / minuteMs}`)
    .join(' ');
}
