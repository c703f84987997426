import {
  alwaysOpenCalendar,
  type BarSeries,
  barsFromColumns,
  createVirtualClock,
  type Strategy,
} from '@tradewright/core';
import { createSeededRandom, createSimulatedMarket, runBacktest } from '@tradewright/backtest';
import { researchLimits } from '@tradewright/risk';
import { describe, expect, it } from 'vitest';
import { createMemoryJournal, createTrader } from '../src/index.js';

const minute = 60_000;
const startAt = Date.UTC(2024, 0, 2);
const barCount = 40;

/** A random walk in cents; some bars may be missing. */
function walk(symbol: string, random: () => number, missing: number): BarSeries {
  const rows: number[][] = [];
  let price = 10_000;
  for (let i = 0; i < barCount; i++) {
    const open = Math.max(100, price + Math.floor(random() * 41) - 20);
    const close = Math.max(100, open + Math.floor(random() * 61) - 30);
    const high = Math.max(open, close) + Math.floor(random() * 15);
    const low = Math.min(open, close) - Math.floor(random() * 15);
    price = close;
    if (random() < missing) continue;
    rows.push([startAt + i * minute, open / 100, high / 100, low / 100, close / 100]);
  }
  const column = (index: number): Float64Array => Float64Array.from(rows, (row) => row[index] ?? 0);
  const columns = { time: column(0), open: column(1), high: column(2), low: column(3) };
  return barsFromColumns({ symbol, ...columns, close: column(4) }, { periodMs: minute });
}

/** Long when the close is above the mean of the last closes, flat below. */
const trend: Strategy = {
  name: 'trend',
  version: '1',
  warmUpBars: () => 5,
  create: () => {
    const closes = new Map<string, number[]>();
    return {
      onBars: (context) => {
        for (const bar of context.bars) {
          const seen = [...(closes.get(bar.symbol) ?? []), bar.close].slice(-5);
          closes.set(bar.symbol, seen);
          const mean = seen.reduce((a, b) => a + b, 0) / seen.length;
          const wanted = bar.close > mean ? 10 : 0;
          const held = context.position(bar.symbol);
          if (wanted === held || context.working(bar.symbol) !== 0) continue;
          const side = wanted > held ? 'buy' : 'sell';
          context.submit({ symbol: bar.symbol, side, quantity: 10 });
        }
      },
    };
  },
};

/** Limit orders below the market, canceled when stale; sells what was bought by a report. */
const dipper: Strategy = {
  name: 'dipper',
  version: '1',
  warmUpBars: () => 2,
  create: () => ({
    onBars: (context) => {
      for (const bar of context.bars) {
        if (context.working(bar.symbol) !== 0 || context.position(bar.symbol) > 50) continue;
        const limitPrice = Math.round(bar.close * 100 - 12) / 100;
        const { symbol } = bar;
        context.submit({ symbol, side: 'buy', quantity: 7, type: 'limit', limitPrice });
      }
    },
    onReport: (order, context) => {
      if (order.status !== 'filled' || order.side !== 'buy') return;
      const limitPrice = Math.round((context.mark(order.symbol) ?? 1) * 100 + 9) / 100;
      const { symbol } = order;
      const timeInForce = 'gtc';
      context.submit({ symbol, side: 'sell', quantity: 7, type: 'limit', limitPrice, timeInForce });
    },
  }),
};

/** Target weights that rotate between symbols. */
const rotation: Strategy = {
  name: 'rotation',
  version: '1',
  warmUpBars: () => 0,
  create: () => {
    let slice = 0;
    return {
      onBars: (context) => {
        slice++;
        if (slice % 7 !== 0) return;
        const chosen = Math.floor(slice / 7) % context.symbols.length;
        context.symbols.forEach((symbol, i) => {
          context.target(symbol, i === chosen ? 0.6 : 0.1);
        });
      },
    };
  },
};

const frame = {
  calendar: alwaysOpenCalendar,
  limits: { ...researchLimits(), shortSelling: false },
  account: 'parity',
};
const commission = { kind: 'bps', bps: '5' } as const;

async function liveHash(
  strategy: Strategy,
  series: readonly BarSeries[],
  venue: { readonly fillAt: 'next-open' | 'this-close'; readonly seed: number },
): Promise<{ readonly hash: string; readonly fills: number }> {
  const warm = strategy.warmUpBars(undefined);
  const clock = createVirtualClock({ startAt: startAt + warm * minute });
  const delays = { seed: venue.seed, replyMsMax: 25_000, streamMsMax: 25_000 };
  const { fillAt } = venue;
  const settings = {
    series,
    cash: 100_000,
    calendar: alwaysOpenCalendar,
    commission,
    delays,
    fillAt,
  };
  const market = createSimulatedMarket(settings, { clock });
  const symbols = series.map((one) => one.symbol);
  const journal = createMemoryJournal();
  const trader = createTrader(
    { ...frame, strategy, symbols, graceMs: 0 },
    { ...market, clock, journal },
  );
  await trader.start();
  const played = market.play();
  await clock.runUntilIdle();
  await played;
  const { troubles } = trader.status();
  expect(troubles).toMatchObject({ lateBars: 0, anomalies: 0, externalReports: 0, failedCalls: 0 });
  const results = trader.results();
  const found = { hash: results.resultHash(), fills: results.fills.length };
  const closed = trader.close();
  await clock.runUntilIdle();
  await closed;
  await market.close();
  expect(clock.pendingCount()).toBe(0);
  return found;
}

describe('the runtime decides as the backtest does', () => {
  const strategies = [trend, dipper, rotation];
  for (const strategy of strategies) {
    it(`${strategy.name}: 100 seeds of delays, gaps and both fill conventions`, async () => {
      let fills = 0;
      for (let seed = 0; seed < 100; seed++) {
        const random = createSeededRandom(seed);
        const missing = seed % 4 < 2 ? 0.2 : 0;
        const symbols = ['AAA', 'BBB', 'CCC'].slice(0, 1 + (seed % 3));
        const series = symbols.map((symbol) => walk(symbol, random, missing));
        const fillAt = seed % 2 === 0 ? 'next-open' : 'this-close';
        const backtest = await runBacktest({
          ...frame,
          strategy,
          series,
          cash: 100_000,
          commission,
          fillAt,
        });
        const live = await liveHash(strategy, series, { fillAt, seed });
        expect({ seed, ...live }).toEqual({
          seed,
          hash: backtest.resultHash(),
          fills: backtest.fills.length,
        });
        fills += live.fills;
      }
      expect(fills).toBeGreaterThan(500);
    }, 120_000);
  }
});
