import { type BacktestReport, Decimal, type StrategyContext } from '@tradewright/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { always, minuteBars, type Prices, run, type TestSettings } from './scripted-run.js';

/** Bars at whole cents whose range holds open and close. */
const bar = fc
  .tuple(
    fc.integer({ min: 9000, max: 11_000 }),
    fc.integer({ min: 9000, max: 11_000 }),
    fc.tuple(fc.nat(200), fc.nat(200)),
  )
  .map(([open, close, [up, down]]): Prices => {
    const [high, low] = [Math.max(open, close) + up, Math.min(open, close) - down];
    return [open / 100, high / 100, low / 100, close / 100];
  });
const market = fc.array(bar, { minLength: 4, maxLength: 40 });

/** A strategy that looks at everything it may see and trades both ways. */
const restless = always((context) => {
  for (const { symbol, open, high, low, close } of context.bars) {
    const held = context.position(symbol);
    const size = 1 + (Math.round(close * 100) % 7);
    const side = high - close > close - low ? 'buy' : 'sell';
    context.submit({ symbol, side, quantity: size });
    const limitPrice = Math.round((side === 'buy' ? low : high) * 100) / 100;
    context.submit({ symbol, side, quantity: 2, type: 'limit', limitPrice, timeInForce: 'gtc' });
    if (open > close && held > 20) context.target(symbol, 0.001);
  }
});

const withRows = (
  rows: readonly Prices[],
  more: Partial<TestSettings> = {},
): Promise<BacktestReport> =>
  run({
    series: [minuteBars('A', rows)],
    strategy: restless,
    negativeCash: true,
    commission: { kind: 'bps', bps: '5' },
    ...more,
  });

const lines = (report: BacktestReport, until = Number.POSITIVE_INFINITY): readonly string[] =>
  [...report.fills]
    .filter(({ filledAt }) => filledAt <= until)
    .map(({ side, quantity, price, filledAt, clientOrderId }) =>
      [side, quantity.toFixed(), price.toFixed(), filledAt, clientOrderId].join(' '),
    );

/** What was asked for in the first slices. */
const wishes = (report: BacktestReport, slices: number): readonly string[] =>
  [...report.orders]
    .map(({ clientOrderId }) => report.explain(clientOrderId).timeline[0])
    .filter((decided) => (decided?.at ?? NaN) <= slices * 60_000)
    .map((decided) => decided?.text ?? '');

describe('a backtest', () => {
  it('never looks ahead: other bars after an instant change nothing until then', async () => {
    const fillAt = fc.constantFrom('next-open' as const, 'this-close' as const);
    const cut = fc.double({ min: 0.1, max: 0.9, noNaN: true });
    await fc.assert(
      fc.asyncProperty(market, market, fc.tuple(cut, fillAt), async (rows, other, [share, at]) => {
        const seen = Math.max(1, Math.floor(rows.length * share));
        const changed = [...rows.slice(0, seen), ...other];
        const [one, two] = [
          await withRows(rows, { fillAt: at }),
          await withRows(changed, { fillAt: at }),
        ];
        // A fill at the open of the next bar carries the same instant as the end of the last one.
        const until = seen * 60_000 - 1;
        expect(lines(two, until)).toEqual(lines(one, until));
        expect(wishes(two, seen)).toEqual(wishes(one, seen));
        expect([...two.equity.value.slice(0, seen)]).toEqual([...one.equity.value.slice(0, seen)]);
      }),
      { numRuns: 100 },
    );
  });

  it('fills at the open of the bar after the decision, or within its range', async () => {
    await fc.assert(
      fc.asyncProperty(market, async (rows) => {
        const report = await withRows(rows);
        const decided = new Map(
          [...report.orders].map((order) => [
            order.clientOrderId,
            report.explain(order.clientOrderId),
          ]),
        );
        for (const { clientOrderId, filledAt, price, side } of report.fills) {
          const explained = decided.get(clientOrderId);
          const made = explained?.timeline[0]?.at ?? Number.NaN;
          expect(filledAt).toBeGreaterThanOrEqual(made);
          const index = filledAt % 60_000 === 0 ? filledAt / 60_000 : Number.NaN;
          if (explained?.order.type === 'market') {
            expect(filledAt).toBe(made);
            expect(price.toNumber()).toBe((rows[index] as readonly number[])[0]);
            continue;
          }
          const [, high = NaN, low = NaN] = rows[index - 1] as readonly number[];
          const [opened = NaN] = (rows[index] ?? []) as readonly number[];
          const inside = price.toNumber() <= high && price.toNumber() >= low;
          expect(inside || price.toNumber() === opened).toBe(true);
          expect(side).toBe(explained?.order.side);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('balances: equity is deposits plus profit less fees, and the curve ends there', async () => {
    await fc.assert(
      fc.asyncProperty(market, async (rows) => {
        const report = await withRows(rows);
        const { finalEquity, deposits, realized, unrealized, summary, equity, cash } = report;
        const gained = realized.plus(unrealized ?? NaN).minus(summary.fees);
        expect(finalEquity?.minus(deposits).toFixed()).toBe(gained.toFixed());
        expect(equity.value.at(-1)).toBeCloseTo(finalEquity?.toNumber() ?? NaN, 6);
        expect(equity.time.at(-1)).toBe(report.endedAt);
        let [paid, fees] = [new Decimal(0), new Decimal(0)];
        for (const { side, quantity, price, fee } of report.fills) {
          paid = paid.plus(quantity.times(price).times(side === 'buy' ? 1 : -1));
          fees = fees.plus(fee);
        }
        expect(cash.toFixed()).toBe(deposits.minus(paid).minus(fees).toFixed());
        expect(summary.fees.toFixed()).toBe(fees.toFixed());
      }),
      { numRuns: 100 },
    );
  });

  it('fills no order beyond its quantity: what it filled is the sum of its fills', async () => {
    await fc.assert(
      fc.asyncProperty(market, async (rows) => {
        const report = await withRows(rows);
        const sums = new Map<string, Decimal>();
        for (const { clientOrderId, quantity } of report.fills) {
          const sum = sums.get(clientOrderId) ?? new Decimal(0);
          sums.set(clientOrderId, sum.plus(quantity));
        }
        for (const { clientOrderId, filledQuantity, quantity, status } of report.orders) {
          const sum = sums.get(clientOrderId) ?? new Decimal(0);
          expect(filledQuantity.toFixed()).toBe(sum.toFixed());
          expect(sum.lte(quantity ?? 0)).toBe(true);
          expect(status === 'filled').toBe(sum.eq(quantity ?? NaN));
        }
      }),
      { numRuns: 60 },
    );
  });
});

/** Trades by a plan that does not depend on prices: sizes by slice, positive buys. */
const planned = (plan: readonly number[], factor: number) => {
  let slice = -1;
  return always((context: StrategyContext) => {
    slice += 1;
    const size = (plan[slice % plan.length] ?? 0) * factor;
    if (size === 0) return;
    const side = size > 0 ? 'buy' : 'sell';
    context.submit({ symbol: 'A', side, quantity: Math.abs(size) });
  });
};

describe('gross profit', () => {
  const plan = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 8 });
  const profit = async (rows: readonly Prices[], sizes: readonly number[], factor: number) => {
    const strategy = planned(sizes, factor);
    const { realized, unrealized } = await withRows(rows, {
      strategy,
      commission: { kind: 'none' },
    });
    return realized.plus(unrealized ?? NaN);
  };

  it('is negated when every side is flipped (LG10)', async () => {
    await fc.assert(
      fc.asyncProperty(market, plan, async (rows, sizes) => {
        const [one, mirrored] = [await profit(rows, sizes, 1), await profit(rows, sizes, -1)];
        expect(mirrored.plus(one).toFixed()).toBe('0');
      }),
      { numRuns: 60 },
    );
  });

  it('scales with the quantity (LG10)', async () => {
    await fc.assert(
      fc.asyncProperty(
        market,
        plan,
        fc.integer({ min: 2, max: 50 }),
        async (rows, sizes, factor) => {
          const [one, large] = [await profit(rows, sizes, 1), await profit(rows, sizes, factor)];
          expect(large.toFixed()).toBe(one.times(factor).toFixed());
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('default limits', () => {
  it('hold at every slice, whatever a strategy asks for (RK7)', async () => {
    const sizes = fc.array(fc.integer({ min: -150, max: 150 }), { minLength: 2, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(sizes, fc.boolean(), async (wanted, twice) => {
        let slice = 0;
        const strategy = always((context) => {
          expect(context.position('A')).toBeGreaterThanOrEqual(0);
          expect(context.position('A') * 100).toBeLessThanOrEqual(0.2 * context.equity + 1e-6);
          expect(context.cash).toBeGreaterThanOrEqual(0.05 * 60_000 - 1e-6);
          const size = wanted[slice++ % wanted.length] ?? 0;
          if (size === 0) return;
          const side = size > 0 ? 'buy' : 'sell';
          context.submit({ symbol: 'A', side, quantity: Math.abs(size) });
          if (twice) context.submit({ symbol: 'A', side, quantity: Math.abs(size) });
        });
        const rows = new Array<Prices>(30).fill(100);
        await run({ series: [minuteBars('A', rows)], cash: 60_000, limits: {}, strategy });
      }),
      { numRuns: 60 },
    );
  });
});
