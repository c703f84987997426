import type { BacktestReport, StrategyContext } from '@tradewright/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minuteBars, run, scripted, type Script, statuses } from './scripted-run.js';

/** Quantities by order, negative for sales. */
function sizes(report: BacktestReport): readonly string[] {
  return [...report.orders].map(
    ({ symbol, side, quantity }) => `${symbol} ${side} ${quantity?.toFixed() ?? '?'}`,
  );
}

const reasons = (report: BacktestReport): readonly string[] =>
  report.targetSkips.map(({ symbol, weight, reason }) => `${symbol} ${weight} ${reason}`);

/** Five quiet minutes: A at 100, B at 50. */
function quiet(script: Script): Promise<BacktestReport> {
  return run({
    series: [minuteBars('A', [100, 100, 100, 100, 100]), minuteBars('B', [50, 50, 50, 50, 50])],
    strategy: scripted(script),
  });
}

/** Five minutes of which nothing is traded but one working limit order that never fills. */
const limit = (side: 'buy' | 'sell', quantity: number) => (context: StrategyContext) =>
  void context.submit({
    symbol: 'A',
    side,
    quantity,
    type: 'limit',
    limitPrice: side === 'buy' ? 1 : 1000,
  });

describe('a target weight', () => {
  it('orders the difference to the position, weighted by equity at marks', async () => {
    const report = await quiet({
      0: (context) => context.target('A', 0.5),
      2: (context) => context.target('A', 0.25),
      3: (context) => context.target('A', 0),
    });
    expect(sizes(report)).toEqual(['A buy 500', 'A sell 250', 'A sell 250']);
  });

  it('goes short for a negative weight', async () => {
    const report = await quiet({ 0: (context) => context.target('A', -0.5) });
    expect(sizes(report)).toEqual(['A sell 500']);
  });

  it('flips in one order', async () => {
    const report = await quiet({
      0: (context) => context.target('A', 0.1),
      2: (context) => context.target('A', -0.1),
    });
    expect(sizes(report)).toEqual(['A buy 100', 'A sell 200']);
  });

  it('of the last call in a turn wins', async () => {
    const report = await quiet({
      0: (context) => {
        context.target('A', 0.5);
        context.target('A', 0.1);
      },
    });
    expect(sizes(report)).toEqual(['A buy 100']);
  });

  it('sells before it buys, whatever was asked first', async () => {
    const report = await quiet({
      0: (context) => context.target('B', 0.5),
      2: (context) => {
        context.target('A', 0.5);
        context.target('B', 0.1);
      },
    });
    expect(sizes(report)).toEqual(['B buy 1000', 'B sell 800', 'A buy 500']);
  });

  it.each([
    [0.0019999, 'A buy 1'],
    [0.002, 'A buy 2'],
    [-0.0019999, 'A sell 1'],
  ])('rounds toward zero to the lot: %d', async (weight, size) => {
    const report = await quiet({ 0: (context) => context.target('A', weight) });
    expect(sizes(report)).toEqual([size]);
  });

  it('does not lose a lot to rounding in the last bit', async () => {
    // 0.07 × 100,000 ÷ 100 is 70.00000000000001 in doubles, 0.29 × … is 290, 0.57 × … 569.9999….
    for (const [weight, lots] of [
      [0.07, 70],
      [0.29, 290],
      [0.57, 570],
    ] as const) {
      const report = await quiet({ 0: (context) => context.target('A', weight) });
      expect(sizes(report)).toEqual([`A buy ${lots}`]);
    }
  });

  it('respects lots that are no power of ten, and never exceeds the weight', async () => {
    const weights = fc.double({ min: -1, max: 1, noNaN: true });
    const prices = fc.integer({ min: 1, max: 100_000 }).map((cents) => cents / 100);
    const steps = fc.constantFrom('1', '5', '0.25', '0.001');
    await fc.assert(
      fc.asyncProperty(weights, prices, steps, async (weight, price, quantityStep) => {
        const report = await run({
          series: [minuteBars('A', [price, price])],
          instruments: [{ symbol: 'A', quantityStep }],
          strategy: scripted({ 0: (context) => context.target('A', weight) }),
        });
        const step = Number(quantityStep);
        const wanted = Math.abs(weight) * 100_000;
        const [order] = report.orders;
        const asked = order?.quantity?.toNumber() ?? 0;
        expect(asked * price).toBeLessThanOrEqual(wanted * (1 + 1e-9));
        expect((asked + step) * price).toBeGreaterThan(wanted * (1 - 1e-9));
        expect(order?.quantity?.mod(quantityStep).toFixed() ?? '0').toBe('0');
      }),
      { numRuns: 60 },
    );
  });

  it('that is reached already is skipped', async () => {
    const report = await quiet({
      0: (context) => context.target('A', 0.5),
      2: (context) => context.target('A', 0.5),
    });
    expect(reasons(report)).toEqual(['A 0.5 onTarget']);
    expect(report.targetSkips[0]?.at).toBe(180_000);
  });

  it('counts working orders of the same side', async () => {
    const report = await quiet({
      0: limit('buy', 300),
      1: (context) => context.target('A', 0.5),
      2: (context) => context.target('A', 0.5),
    });
    expect(sizes(report)).toEqual(['A buy 300', 'A buy 200']);
    expect(statuses(report)).toEqual(['accepted', 'filled']);
    // 200 held, 300 still working: nothing is missing.
    expect(reasons(report)).toEqual(['A 0.5 onTarget']);
  });

  it('cancels opposing orders first, and waits until they are gone', async () => {
    const report = await quiet({
      0: limit('sell', 10),
      1: (context) => context.target('A', 0.1),
      2: (context) => context.target('A', 0.1),
    });
    expect(sizes(report)).toEqual(['A sell 10', 'A buy 100']);
    expect(statuses(report)).toEqual(['canceled', 'filled']);
    expect(reasons(report)).toEqual(['A 0.1 cancelFirst']);
  });

  it('cancels working orders beyond the difference', async () => {
    const report = await quiet({
      0: limit('buy', 300),
      1: (context) => context.target('A', 0.1),
      2: (context) => context.target('A', 0.1),
    });
    expect(statuses(report)).toEqual(['canceled', 'filled']);
    expect(reasons(report)).toEqual(['A 0.1 cancelFirst']);
  });

  it('of zero cancels an entry that still works', async () => {
    const report = await quiet({
      0: limit('buy', 300),
      1: (context) => context.target('A', 0),
    });
    expect(statuses(report)).toEqual(['canceled']);
  });

  it('of zero on nothing held is already reached', async () => {
    const report = await quiet({ 0: (context) => context.target('A', 0) });
    expect(reasons(report)).toEqual(['A 0 onTarget']);
  });

  it.each([[Number.NaN], [Number.POSITIVE_INFINITY], [Number.NEGATIVE_INFINITY], [1e300]])(
    'of %d is skipped and changes nothing',
    async (weight) => {
      const report = await quiet({ 0: (context) => context.target('A', weight) });
      expect(report.targetSkips.map(({ reason }) => reason)).toEqual(['weightInvalid']);
      expect(report.orders.length).toBe(0);
    },
  );

  it('needs a price', async () => {
    const report = await run({
      series: [minuteBars('A', [undefined, 100, 100]), minuteBars('B', [50, 50, 50])],
      strategy: scripted({ 0: (context) => context.target('A', 0.5) }),
    });
    expect(reasons(report)).toEqual(['A 0.5 noMark']);
  });

  it('needs equity above zero', async () => {
    const report = await run({
      series: [minuteBars('A', [100, 100, 300, 300]), minuteBars('B', [50, 50, 50, 50])],
      cash: 1000,
      strategy: scripted({
        0: (context) => void context.submit({ symbol: 'A', side: 'sell', quantity: 10 }),
        2: (context) => context.target('B', 0.5),
      }),
    });
    expect(reasons(report)).toEqual(['B 0.5 noEquity']);
  });

  it('is reviewed like any order', async () => {
    const report = await run({
      series: [minuteBars('A', [100, 100])],
      limits: {},
      strategy: scripted({ 0: (context) => context.target('A', 0.5) }),
    });
    expect(statuses(report)).toEqual(['denied']);
    expect(report.orders.at(0).refusals.map(({ code }) => code)).toEqual([
      'MAX_ORDER_NOTIONAL',
      'MAX_POSITION',
    ]);
  });
});
