import {
  type BacktestReport,
  type BarSeries,
  barsFromColumns,
  type Strategy,
} from '@tradewright/core';
import { describe, expect, it } from 'vitest';
import { minuteMs, run } from './scripted-run.js';

/** mulberry32, the generator that the workload is defined with. */
function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Bars of symbol number `index`, by the definition in words: whole cents, one bar a minute. */
function workloadBars(index: number, length: number): BarSeries {
  const next = mulberry32(0x9e3779b9 ^ (Math.imul(index, 0x85ebca6b) >>> 0));
  const column = (): Float64Array => new Float64Array(length);
  const [time, open, high, low, close] = [column(), column(), column(), column(), column()];
  const volume = column();
  let previous = 10_000;
  for (let i = 0; i < length; i++) {
    const drift = (next() + next() + next() + next() - 2) * 0.002;
    const [up, down, traded, gap] = [next(), next(), next(), next()];
    const opened = Math.max(100, previous + Math.floor(gap * 21) - 10);
    const closed = Math.max(100, Math.floor(opened * (1 + drift) + 0.5));
    time[i] = Date.UTC(2020, 0, 2) + i * minuteMs;
    open[i] = opened / 100;
    high[i] = (Math.max(opened, closed) + Math.floor(up * 12)) / 100;
    low[i] = Math.max(1, Math.min(opened, closed) - Math.floor(down * 12)) / 100;
    close[i] = closed / 100;
    volume[i] = 1000 + Math.floor(traded * 9000);
    previous = closed;
  }
  const symbol = `W${String(index).padStart(2, '0')}`;
  const columns = { symbol, time, open, high, low, close, volume };
  return barsFromColumns(columns, { periodMs: minuteMs });
}

/** SMA 10/30 as a state, in whole cents so that no rounding decides. First signal at bar 30. */
const crossover: Strategy = {
  name: 'crossover',
  version: '1',
  warmUpBars: () => 30,
  create: () => {
    const closes = new Map<string, number[]>();
    const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);
    return {
      onBars: (context) => {
        for (const { symbol, close } of context.bars) {
          const seen = closes.get(symbol) ?? [];
          closes.set(symbol, seen);
          seen.push(Math.round(close * 100));
          if (seen.length > 30) seen.shift();
          if (context.warmingUp) continue;
          // fast − slow in dollars is this difference over 3000.
          const difference = 3 * sum(seen.slice(-10)) - sum(seen);
          const wanted = difference > 0 ? 100 : 0;
          const held = context.position(symbol);
          if (difference === 0 || held === wanted) continue;
          context.submit({ symbol, side: wanted > held ? 'buy' : 'sell', quantity: 100 });
        }
      },
    };
  },
};

function backtest(bars: number, symbols: number, fillAt: 'next-open' | 'this-close') {
  return run({
    strategy: crossover,
    series: Array.from({ length: symbols }, (_, index) => workloadBars(index, bars)),
    cash: 100_000_000,
    fillAt,
    commission: { kind: 'bps', bps: '5' },
  });
}

/** What holds in every finished run, whatever it did. */
function expectConsistent(report: BacktestReport): void {
  const { finalEquity, cash, realized, unrealized, summary, deposits, equity } = report;
  const worth = report.positions.reduce(
    (total, position) => total.plus(position.marketValue ?? Number.NaN),
    cash,
  );
  expect(finalEquity?.toFixed()).toBe(worth.toFixed());
  const gained = realized.plus(unrealized ?? Number.NaN).minus(summary.fees);
  expect(finalEquity?.minus(deposits).toFixed()).toBe(gained.toFixed());
  expect(equity.value.at(-1)).toBeCloseTo(finalEquity?.toNumber() ?? Number.NaN, 6);
  expect(equity.length).toBe(report.slices);
}

// Source: the oracle of the benchmark workload, computed exactly and independently of this SDK.
describe('the workload', () => {
  it.each([
    { bars: 10_000, symbols: 1, fillAt: 'next-open', fills: 388, equity: '99997371.661' },
    { bars: 100_000, symbols: 1, fillAt: 'next-open', fills: 3834, equity: '99984348.577' },
    { bars: 100_000, symbols: 1, fillAt: 'this-close', fills: 3834, equity: '99984818.389' },
    { bars: 10_000, symbols: 10, fillAt: 'next-open', fills: 3924, equity: '99976895.156' },
  ] as const)(
    'of $bars bars and $symbols symbols filled at $fillAt is exact',
    async ({ bars, symbols, fillAt, fills, equity }) => {
      const report = await backtest(bars, symbols, fillAt);
      expect(report.fills.length).toBe(fills);
      expect(report.finalEquity?.toFixed()).toBe(equity);
      expectConsistent(report);
    },
  );

  it('of a million bars is exact', { timeout: 60_000 }, async () => {
    const report = await backtest(1_000_000, 1, 'next-open');
    expect(report.fills.length).toBe(39_023);
    expect(report.finalEquity?.toFixed()).toBe('99922117.2515');
    expectConsistent(report);
  });

  it('is not the one of another convention by chance', async () => {
    const [open, close] = await Promise.all([
      backtest(10_000, 1, 'next-open'),
      backtest(10_000, 1, 'this-close'),
    ]);
    expect(open.finalEquity?.toFixed()).not.toBe(close.finalEquity?.toFixed());
    expect(open.fills.length).toBe(close.fills.length);
  });
});
