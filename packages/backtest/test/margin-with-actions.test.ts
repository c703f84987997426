import { barsFromColumns, type BarSeries, type OrderRequest } from '@tradewright/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CorporateAction } from '../src/actions/corporate-action.js';
import { minuteMs, run, strategyOf, type TestSettings } from './scripted-run.js';

const stepMs = 5 * 60 * minuteMs;
const rows = 16;

/** Bars with a range and some volume; a row of zero is a bar that is missing. */
function barsOfCents(symbol: string, cents: readonly number[]): BarSeries {
  const present = cents.flatMap((close, i) => (close === 0 ? [] : [{ close, i }]));
  const close = Float64Array.from(present, (one) => one.close / 100);
  const open = close.map((price, i) => (price + (close[i - 1] ?? price)) / 2);
  return barsFromColumns(
    {
      symbol,
      time: Float64Array.from(present, ({ i }) => i * stepMs),
      open,
      high: close.map((price, i) => Math.max(price, open[i] as number) * 1.01),
      low: close.map((price, i) => Math.min(price, open[i] as number) * 0.99),
      close,
      volume: Float64Array.from(present, (one) => one.close % 500),
    },
    { periodMs: minuteMs },
  );
}

const cents = fc.array(
  fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 900, max: 4000 }) }, fc.constant(0)),
  { minLength: rows, maxLength: rows },
);
const symbol = fc.constantFrom('A', 'B');
const row = fc.integer({ min: 1, max: rows - 1 });
const side = fc.constantFrom('buy' as const, 'sell' as const);
const quantity = fc.integer({ min: 1, max: 300 });
const money = fc.integer({ min: 5, max: 50 });

const request: fc.Arbitrary<OrderRequest> = fc.oneof(
  fc.record({ symbol, side, quantity }),
  fc.record({
    symbol,
    side,
    quantity,
    type: fc.constant('limit' as const),
    limitPrice: money,
    timeInForce: fc.constantFrom('day' as const, 'gtc' as const, 'ioc' as const),
  }),
  fc.record({
    symbol,
    side,
    quantity,
    type: fc.constant('stop' as const),
    stopPrice: money,
    timeInForce: fc.constant('gtc' as const),
  }),
  fc.record({
    symbol,
    side,
    quantity,
    type: fc.constant('trailingStop' as const),
    trailAmount: fc.integer({ min: 1, max: 5 }),
    timeInForce: fc.constant('gtc' as const),
  }),
  fc.record({
    symbol,
    side: fc.constant('buy' as const),
    quantity,
    type: fc.constant('limit' as const),
    limitPrice: fc.integer({ min: 15, max: 30 }),
    timeInForce: fc.constant('gtc' as const),
    takeProfit: fc.constant({ limitPrice: 35 }),
    stopLoss: fc.constant({ stopPrice: 12 }),
  }),
);

const action: fc.Arbitrary<CorporateAction> = fc.oneof(
  fc
    .record({
      symbol,
      row,
      from: fc.integer({ min: 1, max: 5 }),
      to: fc.integer({ min: 1, max: 5 }),
    })
    .map((one) => ({
      kind: 'split' as const,
      exAt: one.row * stepMs,
      ...pick(one, 'symbol', 'from', 'to'),
    })),
  fc.record({ symbol, row, perShare: money }).map((one) => ({
    kind: 'cashDividend' as const,
    exAt: one.row * stepMs,
    ...pick(one, 'symbol', 'perShare'),
  })),
  row.map((at) => ({
    kind: 'symbolChange' as const,
    symbol: 'A',
    newSymbol: 'B',
    exAt: at * stepMs,
  })),
  fc
    .record({ symbol, row })
    .map((one) => ({ kind: 'delisting' as const, symbol: one.symbol, exAt: one.row * stepMs })),
);

function pick<T extends object, K extends keyof T>(from: T, ...keys: readonly K[]): Pick<T, K> {
  return Object.fromEntries(keys.map((key) => [key, from[key]])) as unknown as Pick<T, K>;
}

const life = fc.record({
  a: cents,
  b: cents,
  requests: fc.array(fc.record({ row, request }), { maxLength: 14 }),
  actions: fc.uniqueArray(action, {
    maxLength: 5,
    selector: (one) => `${one.kind} ${one.symbol} ${one.exAt}`,
  }),
  fillAt: fc.constantFrom('next-open' as const, 'this-close' as const),
  volumeShareMax: fc.constantFrom('none' as const, 0.2),
  isLent: fc.boolean(),
});

it('orders of every kind, actions, margin and charges together keep the law of cash', async () => {
  const seen = { fills: 0, calls: 0, replaced: 0, income: 0 };
  await fc.assert(
    fc.asyncProperty(life, fc.integer({ min: 1, max: 7 }), async (one, chunkBars) => {
      const settings = (): TestSettings => {
        let slice = 0;
        return {
          series: [barsOfCents('A', one.a), barsOfCents('B', one.b)].filter((s) => s.length > 0),
          strategy: strategyOf(() => ({
            onBars: (c) => {
              for (const each of one.requests) if (each.row === slice) c.submit(each.request);
              slice++;
            },
            // What it does on hearing of an order comes between actions and fills.
            onReport: (order, c) => {
              if (order.status === 'replaced') seen.replaced++;
              if (order.external && order.status === 'filled') seen.calls++;
              if (order.status === 'expired') c.submit({ symbol: 'A', side: 'buy', quantity: 1 });
            },
          })),
          cash: 10_000,
          fillAt: one.fillAt,
          volumeShareMax: one.volumeShareMax,
          actions: one.actions,
          ...(one.isLent ? { margin: { kind: 'regT' as const } } : {}),
          shorts: { otherwise: { borrowRate: '0.0371' } },
          interest: { creditRate: '0.011', debitRate: '0.077' },
          commission: { kind: 'bps', bps: '1.3' },
        };
      };
      const report = await run(settings());
      const { cash, deposits, realized, summary, positions, finalEquity } = report;
      const income = report.ledger.income ?? '0';
      const sum = positions.reduce((total, each) => total.plus(each.openCost), cash);
      const result = deposits.plus(realized).minus(summary.fees).plus(income);
      expect(sum.toFixed()).toBe(result.toFixed());
      expect(report.equity.value.at(-1)).toBeCloseTo(finalEquity?.toNumber() ?? Number.NaN, 6);
      const ids = [...report.orders].map((order) => order.clientOrderId);
      expect(new Set(ids).size).toBe(ids.length);
      seen.fills += summary.fills;
      seen.income += Number(income) === 0 ? 0 : 1;
      const parts = await run(settings(), { chunkBars });
      expect(parts.hash()).toBe(report.hash());
      expect([...parts.equity.value]).toEqual([...report.equity.value]);
    }),
    // A seed of its own, because the counts below are about these lives.
    { numRuns: 150, seed: 7 },
  );
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(10);
});
