import type { OrderChange, StrategyContext } from '@tradewright/core';
import { describe, expect, it } from 'vitest';
import {
  type Book,
  ends,
  type OrderOfA,
  type Row,
  shortFills,
  type Step,
  story,
  trade,
} from './venue-under-test.js';

/** Changes the order with this number; the new one is added to the book. */
const change =
  (index: number, what: OrderChange): Step =>
  (context: StrategyContext, { orders }: Book) => {
    const order = orders[index];
    if (order !== undefined) orders.push(context.replace(order, what));
  };

const cancel =
  (index: number): Step =>
  (context: StrategyContext, { orders }: Book) => {
    const order = orders[index];
    if (order !== undefined) context.cancel(order);
  };

const limit: OrderOfA = { side: 'buy', type: 'limit', limitPrice: 90 };
const scarce = { volumeShareMax: 0.1 };
const bar = (price: number, volume: number): Row => [price, price, price, price, volume];

describe('a replacement', () => {
  it('with another price takes the place of the order', async () => {
    const { report, orders } = await trade([100, 100, [98, 99, 96, 98], 80], {
      0: limit,
      1: change(0, { limitPrice: 97 }),
    });
    expect(shortFills(report)).toEqual(['buy 10 at 97 @3']);
    expect(ends(orders)).toEqual(['limit replaced 0', 'limit filled 10']);
    expect(story(report, orders[1])).toBe('decided@2 approved@2 accepted@2 filled@3');
  });

  it.each([
    ['up', 15, ['buy 15 at 100 @3']],
    ['down', 4, ['buy 4 at 100 @3']],
  ] as const)('changes the quantity %s', async (_, quantity, fills) => {
    const { report } = await trade([100, 100, 101, 100], {
      0: { ...limit, limitPrice: 95 },
      1: change(0, { quantity, limitPrice: 100 }),
    });
    expect(shortFills(report)).toEqual(fills);
  });

  it('counts what was filled before', async () => {
    const rows = [100, bar(100, 40), bar(105, 1000), bar(100, 1000), bar(100, 1000)];
    const { report, orders } = await trade(
      rows,
      { 0: { ...limit, limitPrice: 100 }, 1: change(0, { quantity: 12, limitPrice: 101 }) },
      scarce,
    );
    expect(shortFills(report)).toEqual(['buy 4 at 100 @1', 'buy 8 at 100 @3']);
    expect(ends(orders)).toEqual(['limit replaced 4', 'limit filled 8']);
  });

  it.each([3, 4])(
    'to %d while 4 are filled is refused, and the order goes on',
    async (quantity) => {
      const { report, orders } = await trade(
        [100, bar(100, 40), bar(100, 1000)],
        { 0: { ...limit, limitPrice: 100 }, 1: change(0, { quantity }) },
        scarce,
      );
      expect(ends(orders)).toEqual(['limit filled 10', 'limit denied 0']);
      expect(shortFills(report)).toEqual(['buy 4 at 100 @1', 'buy 6 at 100 @2']);
    },
  );

  it('loses its place in the sequence', async () => {
    const orders: OrderOfA[] = [
      { ...limit, limitPrice: 100, quantity: 5 },
      { ...limit, limitPrice: 100, quantity: 6 },
    ];
    const { report } = await trade(
      [100, 101, bar(100, 60), bar(100, 1000)],
      { 0: orders, 1: change(0, { quantity: 7 }) },
      scarce,
    );
    expect(shortFills(report)).toEqual(['buy 6 at 100 @2', 'buy 7 at 100 @3']);
  });

  it('of a finished order is refused', async () => {
    const { orders } = await trade([100, 90, 90], {
      0: limit,
      1: change(0, { limitPrice: 80 }),
    });
    expect(ends(orders)).toEqual(['limit filled 10', 'limit denied 0']);
    expect(orders[1]?.refusals.map(({ code }) => code)).toEqual(['NOT_REPLACEABLE']);
  });

  it('starts a new day', async () => {
    const startAt = 86_400_000 - 180_000;
    const { orders } = await trade(
      [100, 100, 100, 100],
      { 0: limit, 1: change(0, { timeInForce: 'gtc' }) },
      { startAt },
    );
    expect(ends(orders)).toEqual(['limit replaced 0', 'limit accepted 0']);
  });

  it('of a triggered stop does not wait for its trigger again', async () => {
    const rows = [100, bar(105, 40), bar(103, 40), bar(102, 1000)];
    const { report } = await trade(
      rows,
      {
        0: { side: 'buy', type: 'stop', stopPrice: 104 },
        1: change(0, { quantity: 20 }),
      },
      scarce,
    );
    expect(shortFills(report)).toEqual(['buy 4 at 105 @1', 'buy 4 at 103 @2', 'buy 12 at 102 @3']);
  });

  it('of a trailing stop keeps the best price so far', async () => {
    const rows: Row[] = [100, [100, 120, 100, 118], 117, [116, 117, 112, 113]];
    const { report } = await trade(rows, {
      0: { side: 'sell', type: 'trailingStop', trailAmount: 5 },
      1: change(0, { trailAmount: 7 }),
    });
    // 120 − 7; from the last close it would be 111.
    expect(shortFills(report)).toEqual(['sell 10 at 113 @4']);
  });
});

describe('a change of an order of a group', () => {
  const bracket: OrderOfA = {
    side: 'buy',
    takeProfit: { limitPrice: 110 },
    stopLoss: { stopPrice: 90 },
  };
  const changeLeg =
    (leg: number, what: OrderChange): Step =>
    (context: StrategyContext, { orders }: Book) => {
      const order = orders[0]?.legs[leg];
      if (order !== undefined) orders.push(context.replace(order, what));
    };

  it('moves its stop while it works, and the take-profit still excludes it', async () => {
    const { report, orders } = await trade([100, 100, [100, 100, 97, 99], 99, 111, 80], {
      0: bracket,
      1: changeLeg(1, { stopPrice: 96 }),
    });
    expect(shortFills(report)).toEqual(['buy 10 at 100 @1', 'sell 10 at 111 @4']);
    expect(ends(orders)).toEqual([
      'market filled 10',
      'limit filled 10',
      'stop replaced 0',
      'stop canceled 0',
    ]);
  });

  it('is stopped at the new stop', async () => {
    const { report, orders } = await trade([100, 100, [100, 100, 95, 99], 120], {
      0: bracket,
      1: changeLeg(1, { stopPrice: 96 }),
    });
    expect(shortFills(report)).toEqual(['buy 10 at 100 @1', 'sell 10 at 96 @3']);
    expect(ends(orders).slice(1)).toEqual([
      'limit canceled 0',
      'stop replaced 0',
      'stop filled 10',
    ]);
  });

  it('moves an exit that waits, which then waits on', async () => {
    const entry = { ...bracket, type: 'limit', limitPrice: 95 } as const;
    const { report, orders } = await trade([100, 100, 95, [95, 95, 92, 93], 93], {
      0: entry,
      1: changeLeg(1, { stopPrice: 92 }),
    });
    expect(shortFills(report)).toEqual(['buy 10 at 95 @2', 'sell 10 at 92 @4']);
    expect(story(report, orders[1])).toBe('decided@2 approved@2 held@2 accepted@2 filled@4');
  });

  it('moves the entry, whose exits stay with it', async () => {
    const entry = { ...bracket, type: 'limit', limitPrice: 95 } as const;
    const { report, orders } = await trade([100, 100, [98, 98, 97, 98], [97, 97, 89, 90]], {
      0: entry,
      1: change(0, { limitPrice: 97 }),
    });
    expect(shortFills(report)).toEqual(['buy 10 at 97 @3', 'sell 10 at 90 @4']);
    expect(ends(orders)).toEqual([
      'limit replaced 0',
      'limit canceled 0',
      'stop filled 10',
      'limit filled 10',
    ]);
  });

  it('keeps what a take-profit has taken already', async () => {
    const rows = [100, bar(100, 1000), bar(110, 40), bar(100, 1000), bar(94, 1000)];
    const { report, orders } = await trade(
      rows,
      { 0: bracket, 2: changeLeg(1, { stopPrice: 95 }) },
      scarce,
    );
    expect(shortFills(report)).toEqual(['buy 10 at 100 @1', 'sell 4 at 110 @2', 'sell 6 at 94 @4']);
    expect(ends(orders)).toEqual([
      'market filled 10',
      'limit canceled 4',
      'stop replaced 0',
      'stop filled 6',
    ]);
  });
});

describe('a cancel', () => {
  it('ends an order with what it has filled', async () => {
    const { report, orders } = await trade(
      [100, bar(100, 40), bar(100, 1000)],
      { 0: { side: 'buy' }, 1: cancel(0) },
      scarce,
    );
    expect(shortFills(report)).toEqual(['buy 4 at 100 @1']);
    expect(ends(orders)).toEqual(['market canceled 4']);
    expect(story(report, orders[0])).toMatch(/canceled@2$/);
  });

  it.each(['stop', 'trailingStop', 'stopLimit'] as const)('ends a %s order', async (type) => {
    const price = type === 'trailingStop' ? { trailAmount: 5 } : { stopPrice: 105 };
    const far = type === 'stopLimit' ? { limitPrice: 106 } : {};
    const { report, orders } = await trade([100, 100, 110, 110], {
      0: { side: 'buy', type, ...price, ...far },
      1: cancel(0),
    });
    expect([shortFills(report), ends(orders)]).toEqual([[], [`${type} canceled 0`]]);
  });
});
