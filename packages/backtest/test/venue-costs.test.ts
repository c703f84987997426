import { describe, expect, it } from 'vitest';
import { parseVenueSettings, type VenueSettings } from '../src/index.js';
import {
  ends,
  fillsOf,
  type OrderOfA,
  type Row,
  shortFills,
  trade,
  type VenueTestSettings,
} from './venue-under-test.js';

describe('slippage', () => {
  const wide: Row[] = [100, [100, 110, 90, 100, 1000]];
  const cases: readonly (readonly [NonNullable<VenueTestSettings['slippage']>, number])[] = [
    [{ kind: 'none' }, 0],
    // 25 hundredths of a per cent of 100.
    [{ kind: 'bps', bps: 25 }, 0.25],
    [{ kind: 'ticks', ticks: 3 }, 0.03],
    // Half of a spread of half a per cent.
    [{ kind: 'spread', bps: 50 }, 0.25],
    // 10 of 1,000 shares: 0.01² × 100 × 100.
    [{ kind: 'volumeShare', impact: 100 }, 1],
  ];

  it.each(cases)('%o makes a market order worse by %d', async (slippage, worse) => {
    expect(await fillsOf({ side: 'buy' }, wide, { slippage })).toEqual([
      `buy 10 at ${100 + worse} @1`,
    ]);
    expect(await fillsOf({ side: 'sell' }, wide, { slippage })).toEqual([
      `sell 10 at ${100 - worse} @1`,
    ]);
  });

  const slippage = { kind: 'bps', bps: 100 } as const;

  it('makes a triggered stop worse, at the open and in range', async () => {
    const stop = { side: 'sell', type: 'stop', stopPrice: 98 } as const;
    expect(await fillsOf(stop, wide, { slippage })).toEqual(['sell 10 at 97.02 @2']);
    expect(await fillsOf(stop, [100, [97, 98, 90, 97]], { slippage })).toEqual([
      'sell 10 at 96.03 @1',
    ]);
    const trailing = { side: 'sell', type: 'trailingStop', trailAmount: 2 } as const;
    expect(await fillsOf(trailing, wide, { slippage })).toEqual(['sell 10 at 97.02 @2']);
  });

  it('never touches a limit, nor the limit of a stop-limit order', async () => {
    const limit = { side: 'buy', type: 'limit', limitPrice: 98 } as const;
    expect(await fillsOf(limit, wide, { slippage })).toEqual(['buy 10 at 98 @2']);
    const stopLimit = { side: 'buy', type: 'stopLimit', stopPrice: 102, limitPrice: 103 } as const;
    expect(await fillsOf(stopLimit, wide, { slippage })).toEqual(['buy 10 at 102 @2']);
  });

  it('ends at the range of the bar: nobody traded beyond it', async () => {
    const narrow: Row[] = [100, [100, 100.4, 99.7, 100, 1000]];
    expect(await fillsOf({ side: 'buy' }, narrow, { slippage })).toEqual(['buy 10 at 100.4 @1']);
    expect(await fillsOf({ side: 'sell' }, narrow, { slippage })).toEqual(['sell 10 at 99.7 @1']);
    expect(await fillsOf({ side: 'buy' }, [100, 100], { slippage })).toEqual(['buy 10 at 100 @1']);
  });

  it('is rounded to the tick against the trader', async () => {
    const odd = { kind: 'bps', bps: 1.5 } as const;
    expect(await fillsOf({ side: 'buy' }, wide, { slippage: odd })).toEqual([
      'buy 10 at 100.02 @1',
    ]);
    expect(await fillsOf({ side: 'sell' }, wide, { slippage: odd })).toEqual([
      'sell 10 at 99.98 @1',
    ]);
    const instruments = [{ symbol: 'A', priceTick: '0.25' }];
    const coarse = { slippage: odd, instruments };
    expect(await fillsOf({ side: 'buy' }, wide, coarse)).toEqual(['buy 10 at 100.25 @1']);
    expect(await fillsOf({ side: 'sell' }, wide, coarse)).toEqual(['sell 10 at 99.75 @1']);
  });

  it('counts at `this-close` and in auctions as well', async () => {
    const rows: Row[] = [[100, 110, 90, 100], 100];
    const settings = { slippage, fillAt: 'this-close' } as const;
    expect(await fillsOf({ side: 'buy' }, rows, settings)).toEqual(['buy 10 at 101 @1']);
    expect(await fillsOf({ side: 'buy', timeInForce: 'ioc' }, wide, { slippage })).toEqual([
      'buy 10 at 101 @1',
    ]);
  });

  it('by volume takes a bar without volume for one that the order is all of', async () => {
    const rows: Row[] = [100, [100, 110, 90, 100, 0]];
    const impact = { kind: 'volumeShare', impact: 0.02 } as const;
    expect(await fillsOf({ side: 'buy' }, rows, { slippage: impact })).toEqual([
      'buy 10 at 102 @1',
    ]);
  });
});

describe('settings of slippage', () => {
  it.each([
    [{ kind: 'percent' }, 'slippage.kind must be "none" or "bps" or "ticks" or "spread"'],
    ['bps', 'slippage.kind must be'],
    [{ kind: 'bps' }, 'slippage.bps must be a number from 0 to 10000, was undefined'],
    [{ kind: 'bps', bps: -1 }, 'slippage.bps must be a number from 0 to 10000, was -1'],
    [{ kind: 'ticks', ticks: Number.NaN }, 'slippage.ticks must be a number from 0 to 10000'],
    [{ kind: 'bps', bps: 1, ticks: 2 }, 'slippage.ticks must be left out for slippage of kind'],
    [{ kind: 'none', bps: 1 }, 'slippage.bps must be left out for slippage of kind "none"'],
  ])('%o are refused', (slippage, message) => {
    expect(() => parseVenueSettings({ slippage: slippage as VenueSettings['slippage'] })).toThrow(
      message,
    );
  });
});

describe('a share of the volume', () => {
  const settings = { volumeShareMax: 0.1 };
  const bar = (price: number, volume: number): Row => [price, price + 1, price - 1, price, volume];

  it('is filled over bars, each at its own price', async () => {
    const rows = [bar(100, 0), bar(100, 40), bar(101, 30), bar(102, 50), bar(103, 100)];
    expect(await fillsOf({ side: 'buy' }, rows, settings)).toEqual([
      'buy 4 at 100 @1',
      'buy 3 at 101 @2',
      'buy 3 at 102 @3',
    ]);
  });

  it('is rounded down to the step of the quantity', async () => {
    expect(await fillsOf({ side: 'buy' }, [100, bar(100, 19)], settings)).toEqual([
      'buy 1 at 100 @1',
    ]);
    expect(await fillsOf({ side: 'buy' }, [100, bar(100, 9)], settings)).toEqual([]);
    // 0.29 × 100 is a little below 29 in doubles.
    expect(
      await fillsOf({ side: 'buy', quantity: 50 }, [100, bar(100, 100)], { volumeShareMax: 0.29 }),
    ).toEqual(['buy 29 at 100 @1']);
  });

  it('without volume fills nothing', async () => {
    const { orders } = await trade([100, bar(100, 0)], { 0: { side: 'buy' } }, settings);
    expect(ends(orders)).toEqual(['market accepted 0']);
  });

  it('is one for open and range of a bar', async () => {
    const orders: OrderOfA[] = [
      { side: 'buy', type: 'limit', limitPrice: 99.5 },
      { side: 'buy', quantity: 6 },
    ];
    // The market order takes 6 of 8 at the open, though it comes second; 2 are left for the limit.
    expect(await fillsOf(orders, [100, bar(100, 80), bar(99, 80)], settings)).toEqual([
      'buy 6 at 100 @1',
      'buy 2 at 99.5 @2',
      'buy 8 at 99 @2',
    ]);
  });

  it('goes on as a market order once a stop is triggered', async () => {
    const stop = { side: 'sell', type: 'stop', stopPrice: 99 } as const;
    const rows = [bar(100, 0), bar(100, 40), bar(105, 30), bar(106, 100)];
    expect(await fillsOf(stop, rows, settings)).toEqual([
      'sell 4 at 99 @2',
      'sell 3 at 105 @2',
      'sell 3 at 106 @3',
    ]);
  });

  it('is of each symbol its own', async () => {
    const one = await trade(
      [100, bar(100, 50)],
      { 0: [{ side: 'buy' }, { side: 'sell' }] },
      settings,
    );
    expect(shortFills(one.report)).toEqual(['buy 5 at 100 @1']);
  });
});

describe('a delay', () => {
  const rows: Row[] = [100, [101, 102, 95, 101], [103, 104, 102, 103], 105];

  it('of bars lets an order miss so many', async () => {
    expect(await fillsOf({ side: 'buy' }, rows, { latencyBars: 1 })).toEqual(['buy 10 at 103 @2']);
    expect(await fillsOf({ side: 'buy' }, rows, { latencyBars: 2 })).toEqual(['buy 10 at 105 @3']);
    const limit = { side: 'buy', type: 'limit', limitPrice: 96 } as const;
    expect(await fillsOf(limit, rows, { latencyBars: 1 })).toEqual([]);
  });

  it('of milliseconds misses every bar that began before the order came', async () => {
    expect(await fillsOf({ side: 'buy' }, rows, { latencyMs: 1 })).toEqual(['buy 10 at 103 @2']);
    expect(await fillsOf({ side: 'buy' }, rows, { latencyMs: 60_000 })).toEqual([
      'buy 10 at 103 @2',
    ]);
    expect(await fillsOf({ side: 'buy' }, rows, { latencyMs: 60_001 })).toEqual([
      'buy 10 at 105 @3',
    ]);
  });

  it('beyond the last bar leaves the order unfilled', async () => {
    const { orders } = await trade(rows, { 0: { side: 'buy' } }, { latencyBars: 9 });
    expect(ends(orders)).toEqual(['market accepted 0']);
  });

  it('with `this-close` takes the close of the bar that it comes to', async () => {
    const settings = { fillAt: 'this-close', latencyBars: 1 } as const;
    expect(await fillsOf({ side: 'buy' }, [100, 101, [103, 106, 102, 104]], settings)).toEqual([
      'buy 10 at 104 @3',
    ]);
  });

  it('delays the stop of a bracket only by that of its entry', async () => {
    const order = { side: 'buy', stopLoss: { stopPrice: 95 } } as const;
    const market: Row[] = [100, 100, [100, 100, 94, 95], 90];
    expect(await fillsOf(order, market, { latencyBars: 1 })).toEqual([
      'buy 10 at 100 @2',
      'sell 10 at 95 @3',
    ]);
  });
});

describe('a halt', () => {
  const minutes = (from: number, to: number, symbol = 'A'): VenueTestSettings => ({
    halts: [{ symbol, from: from * 60_000, to: to * 60_000 }],
  });
  const rows: Row[] = [100, [101, 110, 90, 101], [102, 110, 90, 102], 103, 104];

  it('lets nothing match in bars that it has a part of', async () => {
    expect(await fillsOf({ side: 'buy' }, rows, minutes(1, 2))).toEqual(['buy 10 at 102 @2']);
    expect(await fillsOf({ side: 'buy' }, rows, minutes(1.5, 2.5))).toEqual(['buy 10 at 103 @3']);
    const stop = { side: 'sell', type: 'stop', stopPrice: 95 } as const;
    expect(await fillsOf(stop, rows, minutes(1, 3))).toEqual([]);
  });

  it('ends before its end', async () => {
    expect(await fillsOf({ side: 'buy' }, rows, minutes(0, 1))).toEqual(['buy 10 at 101 @1']);
  });

  it('is of one symbol', async () => {
    expect(await fillsOf({ side: 'buy' }, rows, minutes(1, 3, 'B'))).toEqual(['buy 10 at 101 @1']);
  });

  it('stops `this-close` as well', async () => {
    const settings = { ...minutes(0, 1), fillAt: 'this-close' } as const;
    expect(await fillsOf({ side: 'buy' }, rows, settings)).toEqual(['buy 10 at 101 @2']);
  });

  it('does not stop an order from expiring', async () => {
    const startAt = 86_400_000 - 120_000;
    const halts = [{ symbol: 'A', from: startAt, to: startAt + 600_000 }];
    const { orders } = await trade(
      [100, 100, 100, 100],
      { 0: { side: 'buy' } },
      { startAt, halts },
    );
    expect(ends(orders)).toEqual(['market expired 0']);
  });
});
