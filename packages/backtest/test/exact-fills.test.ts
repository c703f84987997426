import { Decimal } from '@tradewright/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codes, fillTexts, minuteBars, run, scripted, statuses } from './scripted-run.js';

describe('cash', () => {
  const trade = fc.record({
    quantity: fc.integer({ min: 1, max: 400 }),
    cents: fc.integer({ min: 100, max: 50_000 }),
    bps: fc.integer({ min: 1, max: 30 }),
  });

  async function spend(cash: Decimal, one: { quantity: number; cents: number; bps: number }) {
    return run({
      series: [minuteBars('A', [one.cents / 100, one.cents / 100])],
      cash: cash.toFixed(),
      commission: { kind: 'bps', bps: String(one.bps) },
      strategy: scripted({
        0: (context) => void context.submit({ symbol: 'A', side: 'buy', quantity: one.quantity }),
      }),
    });
  }

  it('that is exactly enough pays, and a millionth less does not', async () => {
    await fc.assert(
      fc.asyncProperty(trade, async (one) => {
        const notional = new Decimal(one.cents).div(100).times(one.quantity);
        const cost = notional.plus(notional.times(one.bps).div(10_000));
        const enough = await spend(cost, one);
        expect([statuses(enough), enough.cash.toFixed()]).toEqual([['filled'], '0']);
        const short = await spend(cost.minus('0.000001'), one);
        expect(statuses(short)).toEqual(['rejected']);
      }),
      { numRuns: 200 },
    );
  });

  it('must pay for a flip: only the part that covers is an exit', async () => {
    const report = await run({
      series: [minuteBars('A', [10, 10, 10, 10])],
      cash: 1000,
      strategy: scripted({
        0: (context) => void context.submit({ symbol: 'A', side: 'sell', quantity: 1 }),
        1: (context) => void context.submit({ symbol: 'A', side: 'buy', quantity: 100_000 }),
      }),
    });
    expect(statuses(report)).toEqual(['filled', 'rejected']);
    expect(codes(report.orders.at(1))).toEqual(['INSUFFICIENT_CASH']);
  });
});

describe('a limit that must be gone through', () => {
  it.each([
    ['buy', 9, [9, 10, 9, 10]],
    ['sell', 11, [11, 11, 10, 10]],
  ] as const)('does not fill to %s at %d when the bar opens on it and stays', async (...given) => {
    const [side, limitPrice, bar] = given;
    const report = await run({
      series: [minuteBars('A', [10, bar])],
      limitFill: 'through',
      strategy: scripted({
        0: (context) =>
          void context.submit({ symbol: 'A', side, quantity: 1, type: 'limit', limitPrice }),
      }),
    });
    expect(fillTexts(report)).toEqual([]);
  });
});

describe('a price on the tick', () => {
  it('is the fill price, however many digits it has', async () => {
    const places = fc.constantFrom(6, 8, 9);
    const units = fc.integer({ min: 1, max: 2 ** 46 });
    await fc.assert(
      fc.asyncProperty(places, units, async (digits, count) => {
        const price = new Decimal(count).div(new Decimal(10).pow(digits));
        const report = await run({
          series: [minuteBars('A', [price.toNumber(), price.toNumber()])],
          instruments: [{ symbol: 'A', priceTick: `0.${'0'.repeat(digits - 1)}1` }],
          cash: '9000000000',
          strategy: scripted({
            0: (context) => void context.submit({ symbol: 'A', side: 'buy', quantity: 1 }),
          }),
        });
        expect(report.fills.at(0).price.toFixed()).toBe(price.toFixed());
        const rounded = report.assumptions.find(({ name }) => name.includes('rounded to the tick'));
        expect(rounded?.value).toBe('0');
      }),
      { numRuns: 300 },
    );
  });
});

describe('a target of the whole equity', () => {
  it('never asks for more than it, even in billionths of a coin', async () => {
    const report = await run({
      series: [minuteBars('A', [1, 1])],
      instruments: [{ symbol: 'A', quantityStep: '0.000000001' }],
      cash: 5000,
      strategy: scripted({ 0: (context) => context.target('A', 1) }),
    });
    expect(report.orders.at(0).quantity?.toFixed()).toBe('5000');
    expect(statuses(report)).toEqual(['filled']);
  });
});
