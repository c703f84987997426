import {
  alwaysOpenCalendar,
  type BarSeries,
  barsFromColumns,
  type Strategy,
} from '@tradewright/core';
import { createSeededRandom, runBacktest } from '@tradewright/backtest';
import { Sma } from '@tradewright/indicators';

/** A random walk in whole cents, the same in every JavaScript engine. */
function walk(symbol: string, seed: number): BarSeries {
  const random = createSeededRandom(seed);
  const column = (): number[] => [];
  const bars = { time: column(), open: column(), high: column(), low: column(), close: column() };
  let price = 10_000;
  for (let i = 0; i < 2000; i++) {
    const open = Math.max(100, price + Math.floor(random() * 41) - 20);
    price = Math.max(100, open + Math.floor(random() * 61) - 30);
    bars.time.push(i * 60_000);
    bars.open.push(open / 100);
    bars.high.push((Math.max(open, price) + 3) / 100);
    bars.low.push((Math.min(open, price) - 3) / 100);
    bars.close.push(price / 100);
  }
  return barsFromColumns({ symbol, ...bars }, { periodMs: 60_000 });
}

const crossover: Strategy = {
  name: 'crossover',
  version: '1',
  warmUpBars: () => 30,
  create: () => {
    const means = new Map(['A', 'B'].map((one) => [one, { fast: new Sma(10), slow: new Sma(30) }]));
    return {
      onBars: (context) => {
        for (const { symbol, close } of context.bars) {
          const fast = means.get(symbol)?.fast.next(close);
          const slow = means.get(symbol)?.slow.next(close);
          if (fast === undefined || slow === undefined) continue;
          context.target(symbol, fast > slow ? 0.4 : 0);
        }
      },
    };
  },
};

/** A backtest of two symbols; returns what must be equal on every platform. */
export async function portableRun(): Promise<{ readonly hash: string; readonly fills: number }> {
  const report = await runBacktest({
    strategy: crossover,
    series: [walk('A', 1), walk('B', 2)],
    cash: 100_000,
    calendar: alwaysOpenCalendar,
    limits: { orderNotionalMax: 'none', positionFractionMax: 0.5 },
    commission: { kind: 'bps', bps: '2.5' },
  });
  return { hash: report.hash(), fills: report.fills.length };
}
