import { runBacktest } from '@tradewright/backtest';
import {
  type BacktestReport,
  type BarSeries,
  barsFromColumns,
  type Strategy,
  type TradingCalendar,
  usEquityCalendar,
} from '@tradewright/core';

/** mulberry32: seeded, so that every machine makes the same bars. */
export function seeded(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Daily bars of US sessions from 2014 on, with two regimes. */
export function dailyBars(symbol: string, length: number, seed = 7): BarSeries {
  const next = seeded(seed);
  const time: number[] = [];
  const endTime: number[] = [];
  for (let at = Date.UTC(2014, 0, 2); time.length < length; ) {
    const session = usEquityCalendar.nextSession(at);
    time.push(session.opensAt);
    endTime.push(session.closesAt);
    at = session.opensAt;
  }
  const columns = walk(length, next);
  return barsFromColumns({ symbol, time, endTime, ...columns }, { periodMs: 86_400_000 });
}

function walk(
  length: number,
  next: () => number,
): Record<'close' | 'high' | 'low' | 'open', number[]> {
  const bars = {
    open: [] as number[],
    high: [] as number[],
    low: [] as number[],
    close: [] as number[],
  };
  let last = 100;
  for (let i = 0; i < length; i++) {
    const calm = Math.floor(i / 300) % 3 !== 2;
    const drift = calm ? 0.0006 : -0.0004;
    const open = cents(last * (1 + (next() - 0.5) * 0.004));
    const noise = (next() + next() + next() - 1.5) * (calm ? 0.014 : 0.03);
    const close = cents(open * (1 + drift + noise));
    bars.open.push(open);
    bars.close.push(close);
    bars.high.push(cents(Math.max(open, close) * (1 + next() * 0.004)));
    bars.low.push(cents(Math.min(open, close) * (1 - next() * 0.004)));
    last = close;
  }
  return bars;
}

function cents(value: number): number {
  return Math.max(1, Math.round(value * 100) / 100);
}

/** Averages of the last closes: long above, flat below; asks now and then for what is refused. */
export function crossover(symbols: readonly string[], fast = 10, slow = 30): Strategy {
  return {
    name: 'crossover',
    version: '1',
    warmUpBars: () => slow,
    create: () => {
      const seen = new Map<string, number[]>();
      let turn = 0;
      return {
        onBars: (context) => {
          turn++;
          for (const symbol of symbols) {
            const close = context.bar(symbol)?.close;
            if (close === undefined) continue;
            const closes = seen.get(symbol) ?? [];
            seen.set(symbol, closes);
            closes.push(close);
            if (closes.length > slow) closes.shift();
            if (closes.length < slow) continue;
            const mean = (list: readonly number[]): number =>
              list.reduce((sum, each) => sum + each, 0) / list.length;
            const above = mean(closes.slice(-fast)) > mean(closes);
            context.target(symbol, above ? 0.9 / symbols.length : 0);
            if (turn % 500 === 0) context.submit({ symbol, side: 'buy', quantity: 1_000_000 });
          }
        },
      };
    },
  };
}

/** What a sample run may differ in. */
export interface SampleRun {
  readonly strategy?: Strategy;
  readonly calendar?: TradingCalendar;
  readonly cash?: number;
}

/** Runs the crossover, or another strategy, over bars with limits that let it trade. */
export async function sampleReport(
  series: readonly BarSeries[],
  { strategy, calendar = usEquityCalendar, cash = 100_000 }: SampleRun = {},
): Promise<BacktestReport> {
  return runBacktest({
    strategy: strategy ?? crossover(series.map(({ symbol }) => symbol)),
    series,
    cash,
    calendar,
    limits: {
      orderNotionalMax: 1_000_000,
      orderQuantityMax: 100_000,
      positionQuantityMax: 100_000,
      positionFractionMax: 1,
      dailyLossFractionMax: 0.5,
    },
    commission: { kind: 'bps', bps: '2' },
  });
}
