import { barsFromColumns, type BarSeries, type StrategyContext } from '@tradewright/core';
import type { Kernel } from '@tradewright/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alpacaMargin, regTMargin } from '../src/margin/lending-settings.js';
import { MarginAccount, type MarginPosition } from '../src/margin/margin-account.js';
import { parseLending, type ResolvedMargin } from '../src/margin/parse-lending.js';
import { planReductions } from '../src/margin/plan-reductions.js';
import { always, minuteMs, run, scripted, strategyOf, type TestSettings } from './scripted-run.js';

const hourMs = 60 * minuteMs;
const symbols = ['A', 'B'] as const;
const rates = {
  shorts: { otherwise: { borrowRate: '0.0731' } },
  interest: { creditRate: '0.0213', debitRate: '0.0877' },
};

/** Bars that open at the close before: what a fill costs is what the marks say. */
function continuous(symbol: string, cents: readonly number[], stepMs = 7 * hourMs): BarSeries {
  const close = Float64Array.from(cents, (each) => each / 100);
  const open = close.map((price, i) => close[i - 1] ?? price);
  return barsFromColumns(
    {
      symbol,
      time: Float64Array.from(cents, (_, i) => i * stepMs),
      open,
      high: open.map((price, i) => Math.max(price, close[i] as number)),
      low: open.map((price, i) => Math.min(price, close[i] as number)),
      close,
    },
    { periodMs: minuteMs },
  );
}

const bars = 14;
const prices = fc.array(fc.integer({ min: 2000, max: 9000 }), { minLength: bars, maxLength: bars });
const wish = fc.record({
  row: fc.nat(bars - 2),
  symbol: fc.constantFrom(...symbols),
  side: fc.constantFrom('buy' as const, 'sell' as const),
  quantity: fc.integer({ min: 1, max: 800 }),
});
const lives = { a: prices, b: prices, wishes: fc.array(wish, { maxLength: 12 }) };

interface Life {
  readonly a: readonly number[];
  readonly b: readonly number[];
  readonly wishes: readonly {
    readonly row: number;
    readonly symbol: (typeof symbols)[number];
    readonly side: 'buy' | 'sell';
    readonly quantity: number;
  }[];
}

function settingsOf({ a, b, wishes }: Life): TestSettings {
  let row = 0;
  const strategy = strategyOf(() => {
    row = 0;
    return {
      onBars: (c) => {
        for (const one of wishes) if (one.row === row) c.submit(one);
        row++;
      },
    };
  });
  return {
    series: [continuous('A', a), continuous('B', b)],
    strategy,
    cash: 10_000,
    margin: { kind: 'regT' },
    ...rates,
  };
}

describe('over any prices and orders', () => {
  it('cash is deposits, results, costs and charges, to the last digit', async () => {
    let charged = 0;
    await fc.assert(
      fc.asyncProperty(fc.record(lives), async (life) => {
        const report = await run({
          ...settingsOf(life),
          commission: { kind: 'bps', bps: '1.7' },
        });
        const income = report.ledger.income ?? '0';
        if (income !== '0') charged++;
        const open = report.positions.reduce((sum, one) => sum.plus(one.openCost), report.cash);
        const { deposits, realized, summary } = report;
        expect(open.toFixed()).toBe(
          deposits.plus(realized).minus(summary.fees).plus(income).toFixed(),
        );
        expect(report.equity.value.at(-1)).toBeCloseTo(report.finalEquity?.toNumber() ?? NaN, 6);
      }),
      { numRuns: 60 },
    );
    expect(charged).toBeGreaterThan(30);
  });

  it('a fill that opens is covered by equity, and a call never turns a position', async () => {
    let opened = 0;
    let called = 0;
    await fc.assert(
      fc.asyncProperty(fc.record(lives), async (life) => {
        const held = { A: 0, B: 0 };
        const settings = settingsOf(life);
        const inner = settings.strategy.create(undefined);
        const strategy = strategyOf(() => ({
          onBars: (c) => {
            inner.onBars(c);
          },
          onReport: (order, c) => {
            const symbol = order.symbol as 'A' | 'B';
            const before = held[symbol];
            held[symbol] = c.position(symbol);
            if (order.status !== 'filled') return;
            const after = held[symbol];
            if (order.external) {
              called++;
              expect(Math.abs(after)).toBeLessThan(Math.abs(before));
              expect(after * before).toBeGreaterThanOrEqual(0);
            } else if (Math.abs(after) > Math.abs(before) || after * before < 0) {
              opened++;
              expect(needed(c, 0.5)).toBeLessThanOrEqual(c.equity * (1 + 1e-8));
            }
          },
        }));
        await run({ ...settings, strategy });
      }),
      { numRuns: 80 },
    );
    expect(opened).toBeGreaterThan(30);
    expect(called).toBeGreaterThan(5);
  });

  it('once a call is filled at the price that made it, maintenance is covered', async () => {
    let calls = 0;
    await fc.assert(
      fc.asyncProperty(fc.record(lives), async (life) => {
        // Prices move in every second bar only, so that a call fills at the price that made it.
        const still = (cents: readonly number[]) =>
          cents.map((_, i) => cents[i - (i % 2)] as number);
        const settings = settingsOf({ ...life, a: still(life.a), b: still(life.b) });
        const inner = settings.strategy.create(undefined);
        let wasCalled = false;
        const strategy = strategyOf(() => ({
          onBars: (c) => {
            if (wasCalled) {
              calls++;
              expect(needed(c, 0.3)).toBeLessThanOrEqual(Math.max(0, c.equity) * (1 + 1e-8));
            }
            wasCalled = false;
            inner.onBars(c);
          },
          onReport: ({ external, status }) => {
            if (external && status === 'filled') wasCalled = true;
          },
        }));
        const margin = { kind: 'regT', maintenanceLong: 0.3, maintenanceShort: 0.3 } as const;
        await run({ ...settings, strategy, margin, shorts: undefined, interest: undefined });
      }),
      { numRuns: 80 },
    );
    expect(calls).toBeGreaterThan(2);
  });

  it('two runs are equal, in chunks of any size, and every setting is in the hash', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record(lives),
        fc.integer({ min: 1, max: 9 }),
        async (life, chunkBars) => {
          const whole = await run(settingsOf(life));
          const parts = await run(settingsOf(life), { chunkBars });
          expect(parts.hash()).toBe(whole.hash());
          expect([...parts.equity.value]).toEqual([...whole.equity.value]);
        },
      ),
      { numRuns: 20 },
    );
    const series = [continuous('A', [2000, 2000])];
    const hashes = [
      {},
      { margin: regTMargin },
      { margin: alpacaMargin },
      { margin: { ...regTMargin, minimumEquity: 0 } },
      { shorts: { otherwise: { shortable: 5 } } },
      { shorts: { otherwise: { borrowRate: 1 } } },
      { interest: { creditRate: 1 } },
      { interest: { debitRate: 1 } },
    ].map(async (settings) => (await run({ series, strategy: scripted({}), ...settings })).hash());
    expect(new Set(await Promise.all(hashes)).size).toBe(8);
    // What only repeats the defaults changes nothing.
    const same = await run({
      series,
      strategy: scripted({}),
      shorts: {},
      interest: { debitRate: 0 },
    });
    expect(same.hash()).toBe(await hashes[0]);
  });
});

describe('charges', () => {
  const income = async (settings: Partial<TestSettings> & Pick<TestSettings, 'series'>) => {
    const report = await run({ strategy: scripted({}), cash: 10_000, ...rates, ...settings });
    return report;
  };

  it('of one run are those of two that share a slice', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 38 }), async (cut) => {
        const series = [
          continuous(
            'A',
            Array.from({ length: 40 }, () => 2000),
          ),
        ];
        const whole = await income({ series });
        const first = await income({ series, to: cut * 7 * hourMs + 1 });
        const second = await income({
          series,
          from: cut * 7 * hourMs,
          cash: first.cash.toFixed(6),
        });
        // The second begins with what fits into a deposit: 6 digits.
        const sum = Number(first.ledger.income ?? 0) + Number(second.ledger.income ?? 0);
        expect(sum).toBeCloseTo(Number(whole.ledger.income), 8);
      }),
      { numRuns: 20 },
    );
  });

  it('do not depend on how many slices a stretch of time has', async () => {
    const strategy = always((c) => {
      if (c.position('A') === 0 && c.working('A') === 0) {
        c.submit({ symbol: 'A', side: 'sell', quantity: 77 });
      }
    });
    const dense = continuous(
      'A',
      Array.from({ length: 41 }, () => 2000),
      6 * hourMs,
    );
    const rows = [0, 1, 20, 40].map((row) => dense.time[row] as number);
    const column = Float64Array.from(rows, () => 20);
    const sparse = barsFromColumns(
      {
        symbol: 'A',
        time: Float64Array.from(rows),
        open: column,
        high: column,
        low: column,
        close: column,
      },
      { periodMs: minuteMs },
    );
    const [one, other] = await Promise.all(
      [dense, sparse].map((each) => income({ series: [each], strategy })),
    );
    expect(one?.ledger.income).toBe(other?.ledger.income);
    expect(one?.ledger.income).not.toBe('0');
    expect(one?.ledger.income).toBeDefined();
  });
});

describe('a plan of reductions', () => {
  const terms = parseLending({ margin: regTMargin }, [])?.margin as ResolvedMargin;
  const account = new MarginAccount({ instruments: [] } as unknown as Kernel, terms);
  const position = fc.record({
    shares: fc.integer({ min: -500, max: 500 }).filter((one) => one !== 0),
    price: fc.integer({ min: 1, max: 9000 }).map((cents) => cents / 100),
  });

  it('restores maintenance, by no more than is needed and no more than there is', () => {
    fc.assert(
      fc.property(
        fc.array(position, { minLength: 1, maxLength: 5 }),
        fc.integer({ min: -10_000, max: 100_000 }),
        (list, equity) => {
          const positions: MarginPosition[] = list.map((one, slot) => ({ ...one, slot }));
          const plan = planReductions(account, positions, equity);
          const after = (cuts: typeof plan) =>
            account.maintenance(
              positions.map((one) => {
                const cut = cuts.find(({ slot }) => slot === one.slot)?.shares ?? 0;
                expect(cut).toBeLessThanOrEqual(Math.abs(one.shares));
                return { ...one, shares: Math.sign(one.shares) * (Math.abs(one.shares) - cut) };
              }),
            );
          expect(after(plan)).toBeLessThanOrEqual(Math.max(0, equity) + 1e-6);
          // Without the last of them it is not covered.
          if (plan.length > 0) expect(after(plan.slice(0, -1))).toBeGreaterThan(equity);
          const worth = plan.map(({ slot }) => {
            const { shares, price } = positions[slot] as MarginPosition;
            return Math.abs(shares) * price;
          });
          expect(worth).toEqual([...worth].sort((a, b) => b - a));
        },
      ),
    );
  });
});

function needed(c: StrategyContext, fraction: number): number {
  return symbols.reduce(
    (sum, symbol) => sum + Math.abs(c.position(symbol)) * (c.mark(symbol) ?? 0) * fraction,
    0,
  );
}
