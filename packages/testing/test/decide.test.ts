import type { Strategy } from '@tradewright/core';
import { describe, expect, it } from 'vitest';
import { barsOf, decide } from '../src/index.js';

/** Buys after a fall, sells at a limit once it holds. */
const dip: Strategy<{ readonly quantity: number }> = {
  name: 'dip',
  version: '1',
  warmUpBars: () => 1,
  create: ({ quantity }) => ({
    onBars: (context) => {
      for (const { symbol, open, close } of context.bars) {
        const sells = { symbol, side: 'sell', quantity, type: 'limit', limitPrice: 12 } as const;
        if (context.position(symbol) > 0) context.submit({ ...sells, timeInForce: 'gtc' });
        else if (close < open) context.submit({ symbol, side: 'buy', quantity });
      }
    },
  }),
};

describe('barsOf', () => {
  it('opens each bar at the close before it', () => {
    const bars = barsOf('AAPL', [10, 9, 11], { startAt: 0, periodMs: 1000 });
    expect(Array.from(bars.time)).toEqual([0, 1000, 2000]);
    expect(Array.from(bars.open)).toEqual([10, 10, 9]);
    expect(Array.from(bars.high)).toEqual([10, 10, 11]);
    expect(Array.from(bars.low)).toEqual([10, 9, 9]);
    expect(Array.from(bars.volume)).toEqual([1000, 1000, 1000]);
  });

  it('begins at an open of New York', () => {
    expect(new Date(barsOf('AAPL', [1]).time[0] ?? 0).toISOString()).toBe(
      '2024-01-02T14:30:00.000Z',
    );
  });

  it.each([[[]], [[0]], [[Number.NaN]], [undefined as unknown as number[]]])(
    'refuses %j',
    (closes) => {
      expect(() => barsOf('AAPL', closes)).toThrow(
        expect.objectContaining({ code: 'BARS_INVALID' }),
      );
    },
  );
});

describe('decide', () => {
  it('returns what the strategy asked for, as plain data', async () => {
    const bars = barsOf('AAPL', [10, 9, 11, 11]);
    const { orders, report } = await decide(dip, { bars, parameters: { quantity: 3 } });
    const all = { symbol: 'AAPL', quantity: '3' };
    expect(orders).toEqual([
      { slice: 1, side: 'buy', type: 'market', timeInForce: 'day', status: 'filled', ...all },
      ...[2, 3].map((slice) => ({
        ...{ slice, side: 'sell', type: 'limit', limitPrice: '12', timeInForce: 'gtc' },
        ...{ status: 'accepted', ...all },
      })),
    ]);
    expect(report.fills.length).toBe(1);
  });

  it('says why an order was denied: during warm-up, or by limits that are given', async () => {
    const parameters = { quantity: 3 };
    const early = await decide(dip, { bars: barsOf('AAPL', [10]), parameters });
    expect(early.orders).toEqual([]);
    const limits = { orderQuantityMax: 2 };
    const { orders } = await decide(dip, { bars: barsOf('AAPL', [10, 9]), parameters, limits });
    expect(orders).toMatchObject([{ status: 'denied', refusals: ['MAX_ORDER_QUANTITY'] }]);
  });

  it('counts slices over all symbols', async () => {
    const minute = 60_000;
    const bars = [
      barsOf('AAPL', [10, 10, 10], { startAt: 0 }),
      barsOf('MSFT', [20, 19], { startAt: 3 * minute }),
    ];
    const { orders } = await decide(dip, { bars, parameters: { quantity: 1 } });
    expect(orders.map(({ slice, symbol }) => [slice, symbol])).toEqual([[4, 'MSFT']]);
  });

  it('fails as a backtest does when the strategy throws', async () => {
    const broken: Strategy = {
      ...{ name: 'broken', version: '1', warmUpBars: () => 0 },
      create: () => ({
        onBars: () => {
          throw new Error('oops');
        },
      }),
    };
    await expect(decide(broken, { bars: barsOf('AAPL', [1]) })).rejects.toMatchObject({
      code: 'STRATEGY_FAILED',
    });
  });
});
