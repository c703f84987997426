import {
  alwaysOpenCalendar,
  type BacktestReport,
  type BarSeries,
  barsFromColumns,
  isSdkError,
  type OrderView,
  type Strategy,
  type StrategyContext,
  type StrategyInstance,
} from '@tradewright/core';
import { type BacktestSettings, type RunOptions, runBacktest } from '@tradewright/backtest';
import { researchLimits } from '@tradewright/risk';

export const minuteMs = 60_000;

/** One bar: open, high, low, close; or one price for all four. */
export type Prices = number | readonly [open: number, high: number, low: number, close: number];

/** A series of one-minute bars; `undefined` leaves a minute without a bar. */
export function minuteBars(
  symbol: string,
  rows: readonly (Prices | undefined)[],
  startAt = 0,
): BarSeries {
  const present = rows.flatMap((row, i) => {
    if (row === undefined) return [];
    const [open, high, low, close] = typeof row === 'number' ? [row, row, row, row] : row;
    return [{ time: startAt + i * minuteMs, open, high, low, close }];
  });
  const column = (name: 'time' | 'open' | 'high' | 'low' | 'close'): Float64Array =>
    Float64Array.from(present, (bar) => bar[name]);
  return barsFromColumns(
    {
      symbol,
      time: column('time'),
      open: column('open'),
      high: column('high'),
      low: column('low'),
      close: column('close'),
    },
    { periodMs: minuteMs },
  );
}

/** What to do in each slice, by its number from 0; nothing in the others. */
export type Script = Readonly<Record<number, (context: StrategyContext) => void>>;

/** A strategy that follows a script. */
export function scripted(
  script: Script,
  onReport?: NonNullable<StrategyInstance['onReport']>,
): Strategy {
  return strategyOf(() => {
    let slice = 0;
    return {
      onBars: (context) => script[slice++]?.(context),
      ...(onReport === undefined ? {} : { onReport }),
    };
  });
}

/** A strategy without parameters and warm-up. */
export function strategyOf(create: () => StrategyInstance): Strategy {
  return { name: 'scripted', version: '1', warmUpBars: () => 0, create };
}

/** A strategy that does the same at the end of every slice. */
export function always(onBars: (context: StrategyContext) => void): Strategy {
  return strategyOf(() => ({ onBars }));
}

/** Settings of a test, all optional but what it is about. */
export type TestSettings = Partial<BacktestSettings<undefined>> &
  Pick<BacktestSettings<undefined>, 'series' | 'strategy'>;

/** Runs with 100,000 in cash, a market that never closes, and sanity checks only. */
export function run(settings: TestSettings, options?: RunOptions): Promise<BacktestReport> {
  const { cash = 100_000, calendar = alwaysOpenCalendar, limits = researchLimits() } = settings;
  return runBacktest({ ...settings, cash, calendar, limits }, options);
}

/** Fills as short text: `buy 5 SPY 10.5 @60000`. */
export function fillTexts(report: BacktestReport): readonly string[] {
  return [...report.fills].map(
    ({ side, quantity, symbol, price, filledAt }) =>
      `${side} ${quantity.toFixed()} ${symbol} ${price.toFixed()} @${filledAt}`,
  );
}

/** Statuses of all orders, in order of decision. */
export function statuses(report: BacktestReport): readonly string[] {
  return [...report.orders].map(({ status }) => status);
}

/** Codes of the refusals of an order. */
export function codes(order: OrderView | undefined): readonly string[] {
  return order?.refusals.map(({ code }) => code) ?? [];
}

/** The code and message with which something failed; a stranger's error fails the test. */
export async function failure(
  attempt: () => unknown,
): Promise<{ readonly code: string; readonly message: string }> {
  try {
    await attempt();
  } catch (error) {
    if (isSdkError(error)) return { code: error.code, message: error.message };
    throw error;
  }
  return { code: 'accepted', message: '' };
}
