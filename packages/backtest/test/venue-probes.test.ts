import { describe, expect, it } from 'vitest';
import { fillsOf, type Row, shortFills, trade } from './venue-under-test.js';

/**
 * Questions that backtesters were asked and some of them got wrong, each with the one answer that a
 * market could have given.
 */
describe('probes that known libraries fail', () => {
  it('a gap through a stop exits at the open, not at the stop', async () => {
    const { report } = await trade([100, 100, [80, 82, 79, 81]], {
      0: { side: 'buy', stopLoss: { stopPrice: 95 } },
    });
    expect(shortFills(report)).toEqual(['buy 10 at 100 @1', 'sell 10 at 80 @2']);
    // 10 × (80 − 100)
    expect(report.realized.toFixed()).toBe('-200');
  });

  it('a stop that is touched inside the entry bar stops', async () => {
    const order = { side: 'buy', stopLoss: { stopPrice: 95 } } as const;
    expect(await fillsOf(order, [100, [100, 104, 94, 103], 103])).toEqual([
      'buy 10 at 100 @1',
      'sell 10 at 95 @2',
    ]);
  });

  it('a stop entry at 104 in a bar that opens at 98 is filled at 104', async () => {
    const order = { side: 'buy', type: 'stop', stopPrice: 104 } as const;
    expect(await fillsOf(order, [98, [98, 106, 97, 105]])).toEqual(['buy 10 at 104 @2']);
  });

  it('a buy limit of 97 in a bar that opens at 95 is filled at 95', async () => {
    const order = { side: 'buy', type: 'limit', limitPrice: 97 } as const;
    expect(await fillsOf(order, [98, [95, 99, 94, 98]])).toEqual(['buy 10 at 95 @1']);
  });

  it('a short position that falls from 100 over 95 to 90 gains 5, then 10 a share', async () => {
    const { report } = await trade([100, 100, 95, 90], { 0: { side: 'sell', quantity: 1 } });
    expect([...report.equity.value].map((each) => each - 100_000)).toEqual([0, 0, 5, 10]);
    expect(report.unrealized?.toFixed()).toBe('10');
  });

  it('a purchase of 100 at a fee of 1 % pays the fee once', async () => {
    const { report } = await trade(
      [10, 10],
      { 0: { side: 'buy' } },
      {
        cash: 1000,
        commission: { kind: 'bps', bps: '100' },
      },
    );
    expect([report.cash.toFixed(), report.summary.fees.toFixed()]).toEqual(['899', '1']);
    // The open position counts: only the fee is lost.
    expect(report.finalEquity?.toFixed()).toBe('999');
  });

  it('a signal at the close of bar 0 is filled at the open of bar 1, not its close', async () => {
    const rows: Row[] = [100, [101, 106, 100, 105]];
    expect(await fillsOf({ side: 'buy' }, rows)).toEqual(['buy 10 at 101 @1']);
  });

  it.each(['market', 'limit', 'stop'] as const)(
    'a %s order is not filled with prices of the bar that it was decided from',
    async (type) => {
      const price =
        type === 'limit' ? { limitPrice: 91 } : type === 'stop' ? { stopPrice: 109 } : {};
      const order = { side: 'buy', type, ...price } as const;
      const fills = await fillsOf(order, [[100, 110, 90, 100], 100]);
      expect(fills).toEqual(type === 'market' ? ['buy 10 at 100 @1'] : []);
    },
  );

  it('a round trip pays at the entry and at the exit', async () => {
    const { report } = await trade(
      [100, 100, 101],
      { 0: { side: 'buy' }, 1: { side: 'sell' } },
      {
        commission: { kind: 'bps', bps: '5' },
      },
    );
    // (1000 + 1010) × 0.0005 = 1.005
    expect(report.summary.fees.toFixed()).toBe('1.005');
    expect(report.cash.toFixed()).toBe('100008.995');
  });
});

/** The words of the rules, one test each. */
describe('the rules of simulated fills', () => {
  it('market: next open', async () => {
    expect(await fillsOf({ side: 'buy' }, [100, [103, 104, 102, 103]])).toEqual([
      'buy 10 at 103 @1',
    ]);
  });

  it('limit buy: the lower of open and limit when the low is at most the limit', async () => {
    const order = { side: 'buy', type: 'limit', limitPrice: 97 } as const;
    expect(await fillsOf(order, [100, [100, 101, 97, 98]])).toEqual(['buy 10 at 97 @2']);
    expect(await fillsOf(order, [100, [96, 101, 90, 98]])).toEqual(['buy 10 at 96 @1']);
    expect(await fillsOf(order, [100, [100, 101, 97.01, 98]])).toEqual([]);
  });

  it('limit with `through`: the low must be below the limit', async () => {
    const order = { side: 'buy', type: 'limit', limitPrice: 97 } as const;
    const through = { limitFill: 'through' } as const;
    expect(await fillsOf(order, [100, [100, 101, 97, 98]], through)).toEqual([]);
    expect(await fillsOf(order, [100, [100, 101, 96.99, 98]], through)).toEqual([
      'buy 10 at 97 @2',
    ]);
  });

  it('stop buy: the higher of open and stop', async () => {
    const order = { side: 'buy', type: 'stop', stopPrice: 104 } as const;
    expect(await fillsOf(order, [100, [100, 104, 99, 101]])).toEqual(['buy 10 at 104 @2']);
    expect(await fillsOf(order, [100, [107, 108, 103, 105]])).toEqual(['buy 10 at 107 @1']);
  });

  const bracket = {
    side: 'buy',
    takeProfit: { limitPrice: 105 },
    stopLoss: { stopPrice: 95 },
  } as const;

  it('stop and target in one bar: the stop first', async () => {
    expect(await fillsOf(bracket, [100, 100, [100, 106, 94, 105]])).toEqual([
      'buy 10 at 100 @1',
      'sell 10 at 95 @3',
    ]);
  });

  it('entry and stop in the same bar: stopped', async () => {
    expect(await fillsOf(bracket, [100, [100, 106, 94, 105]])).toEqual([
      'buy 10 at 100 @1',
      'sell 10 at 95 @2',
    ]);
  });

  it('`contingentFrom: next-bar`: the entry bar does not stop', async () => {
    const settings = { contingentFrom: 'next-bar' } as const;
    expect(await fillsOf(bracket, [100, [100, 106, 94, 100], 100], settings)).toEqual([
      'buy 10 at 100 @1',
    ]);
    // The next bar does, at its open already.
    expect(await fillsOf(bracket, [100, [100, 106, 94, 94], 94], settings)).toEqual([
      'buy 10 at 100 @1',
      'sell 10 at 94 @2',
    ]);
  });

  it('a trailing stop moves on the high of bars before only', async () => {
    const order = { side: 'sell', type: 'trailingStop', trailAmount: 5 } as const;
    // From 100 the stop is 95. Within the bar it stays there, though the high of 110 means 105.
    expect(await fillsOf(order, [100, [100, 110, 96, 108], [108, 109, 106, 107]])).toEqual([]);
    expect(await fillsOf(order, [100, [100, 110, 96, 108], [108, 109, 104, 107]])).toEqual([
      'sell 10 at 105 @3',
    ]);
  });

  it('ioc and fok are judged at the first eligible price', async () => {
    const limit = { side: 'buy', type: 'limit', limitPrice: 97 } as const;
    for (const timeInForce of ['ioc', 'fok'] as const) {
      // The range would reach the limit, but the open does not.
      expect(await fillsOf({ ...limit, timeInForce }, [100, [98, 99, 96, 98], 96])).toEqual([]);
      expect(await fillsOf({ ...limit, timeInForce }, [100, [97, 99, 96, 98]])).toEqual([
        'buy 10 at 97 @1',
      ]);
    }
  });

  it('the volume share of a bar is shared by all orders of a symbol in sequence', async () => {
    const rows: Row[] = [100, [100, 100, 100, 100, 150], [101, 101, 101, 101, 1000]];
    const orders = [
      { side: 'buy', quantity: 10 },
      { side: 'sell', quantity: 10 },
      { side: 'buy', quantity: 3 },
    ] as const;
    expect(await fillsOf(orders, rows, { volumeShareMax: 0.1 })).toEqual([
      'buy 10 at 100 @1',
      'sell 5 at 100 @1',
      'sell 5 at 101 @2',
      'buy 3 at 101 @2',
    ]);
  });
});
