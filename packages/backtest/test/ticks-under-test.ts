import {
  type BacktestReport,
  type OrderRequest,
  type OrderView,
  type QuoteSeries,
  quotesFromColumns,
  type StrategyContext,
  type TradeSeries,
  tradesFromColumns,
} from '@tradewright/core';
import { minuteBars, type Prices, run, scripted, type TestSettings } from './scripted-run.js';

/** A quote at a second of a run: bid, ask, and perhaps the size of both. NaN is an empty side. */
export type Quote =
  | readonly [second: number, bid: number, ask: number]
  | readonly [second: number, bid: number, ask: number, bidSize: number, askSize: number];

/** A trade at a second of a run. */
export type Trade =
  | readonly [second: number, price: number]
  | readonly [second: number, price: number, size: number];

/** Quotes of symbol A; their seconds count from `startAt`. */
export function quotesOf(rows: readonly Quote[], startAt = 0, symbol = 'A'): QuoteSeries {
  const column = (index: number) => rows.map((row) => row[index] ?? 1000);
  return quotesFromColumns({
    symbol,
    time: column(0).map((second) => startAt + second * 1000),
    bid: column(1),
    ask: column(2),
    bidSize: column(3),
    askSize: column(4),
  });
}

/** Trades of symbol A. */
export function tradesOf(rows: readonly Trade[], startAt = 0, symbol = 'A'): TradeSeries {
  const column = (index: number) => rows.map((row) => row[index] ?? 1000);
  const time = column(0).map((second) => startAt + second * 1000);
  return tradesFromColumns({ symbol, time, price: column(1), size: column(2) });
}

/** An order of symbol A for ten shares, whatever else it is. */
export type OrderOfA = Partial<OrderRequest> & Pick<OrderRequest, 'side'>;

/** What to do at the end of a bar. */
export type Step =
  | OrderOfA
  | readonly OrderOfA[]
  | ((context: StrategyContext, orders: readonly OrderView[]) => void);

export type TickTestSettings = Partial<Omit<TestSettings, 'strategy' | 'series'>> & {
  readonly startAt?: number;
  /** Bars of A, one a minute. Default five at 100: no tick of a test needs to be near. */
  readonly bars?: readonly (Prices | undefined)[];
};

/** A run in which ticks fill the orders of A that are made at the ends of bars. */
export async function tradeTicks(
  ticks: QuoteSeries | TradeSeries,
  steps: Readonly<Record<number, Step>>,
  settings: TickTestSettings = {},
): Promise<{ readonly report: BacktestReport; readonly orders: readonly OrderView[] }> {
  const orders: OrderView[] = [];
  const script = Object.fromEntries(
    Object.entries(steps).map(([slice, step]) => [
      slice,
      (context: StrategyContext) => {
        if (typeof step === 'function') {
          step(context, orders);
          return;
        }
        for (const order of [step].flat()) {
          orders.push(context.submit({ symbol: 'A', quantity: 10, ...order }));
        }
      },
    ]),
  );
  const { startAt = 0, bars = [100, 100, 100, 100, 100], ...rest } = settings;
  const series = [minuteBars('A', bars, startAt)];
  const report = await run({ ticks: [ticks], ...rest, series, strategy: scripted(script) });
  return { report, orders };
}

/** Fills as short text: `buy 10 at 100.5, 61`, the second of the run last. */
export function fillsOf(report: BacktestReport, startAt = 0): readonly string[] {
  return [...report.fills].map(
    ({ side, quantity, price, filledAt }) =>
      `${side} ${quantity.toFixed()} at ${price.toFixed()}, ${(filledAt - startAt) / 1000}`,
  );
}
