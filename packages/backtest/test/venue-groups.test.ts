import {
  alpacaEquities,
  genericVenue,
  type OrderView,
  type StrategyContext,
} from '@tradewright/core';
import { describe, expect, it } from 'vitest';
import { minuteBars, run, scripted } from './scripted-run.js';
import {
  type Book,
  ends,
  fillsOf,
  type OrderOfA,
  type Row,
  shortFills,
  type Step,
  story,
  trade,
} from './venue-under-test.js';

const bar = (price: number, volume: number): Row => [price, price, price, price, volume];
const scarce = { volumeShareMax: 0.1 };
const exits = { takeProfit: { limitPrice: 110 }, stopLoss: { stopPrice: 90 } };
const bracket: OrderOfA = { side: 'buy', ...exits };
const atLimit: OrderOfA = { ...bracket, type: 'limit', limitPrice: 95 };
const complete = {
  ...genericVenue,
  name: 'complete',
  groups: { legsActivate: 'complete-fill', legsOfPartFill: 'canceled' },
} as const;

/** Cancels the first order (−1) or one of its legs. */
const cancel =
  (leg: number): Step =>
  (context: StrategyContext, { orders }: Book) => {
    const order = leg < 0 ? orders[0] : orders[0]?.legs[leg];
    if (order !== undefined) context.cancel(order);
  };

describe('the exits of a bracket', () => {
  it('wait for the entry, then exclude each other', async () => {
    const { report, orders } = await trade([100, 100, 95, 96, 111], { 0: atLimit });
    expect(shortFills(report)).toEqual(['buy 10 at 95 @2', 'sell 10 at 111 @4']);
    const [entry] = orders;
    expect(story(report, entry?.legs[0])).toBe('decided@1 approved@1 held@1 accepted@2 filled@4');
    expect(story(report, entry?.legs[1])).toBe('decided@1 approved@1 held@1 accepted@2 canceled@4');
  });

  it('do nothing before the entry', async () => {
    const { report, orders } = await trade([100, 111, 96, 111], { 0: atLimit });
    expect(shortFills(report)).toEqual([]);
    expect(ends(orders)).toEqual(['limit accepted 0', 'limit held 0', 'stop held 0']);
  });

  const alone: readonly (readonly [string, Partial<OrderOfA>, readonly Row[], string])[] = [
    ['a take-profit alone', { takeProfit: { limitPrice: 110 } }, [111], 'sell 10 at 111 @2'],
    ['a stop-loss alone', { stopLoss: { stopPrice: 90 } }, [100, 80], 'sell 10 at 80 @3'],
    [
      'a stop-loss with a limit',
      { stopLoss: { stopPrice: 90, limitPrice: 89 } },
      [80, [85, 89, 84, 88]],
      'sell 10 at 89 @4',
    ],
  ];
  it.each(alone)('may be %s', async (...[, legs, rows, exit]) => {
    expect(await fillsOf({ side: 'buy', ...legs }, [100, 100, ...rows])).toEqual([
      'buy 10 at 100 @1',
      exit,
    ]);
  });

  it('of a short entry are mirrored', async () => {
    const short: OrderOfA = {
      side: 'sell',
      takeProfit: { limitPrice: 90 },
      stopLoss: { stopPrice: 110 },
    };
    expect(await fillsOf(short, [100, 100, [105, 111, 89, 100]])).toEqual([
      'sell 10 at 100 @1',
      'buy 10 at 110 @3',
    ]);
    expect(await fillsOf(short, [100, 100, [88, 88, 80, 85]])).toEqual([
      'sell 10 at 100 @1',
      'buy 10 at 88 @2',
    ]);
  });

  it('end with the entry', async () => {
    const canceled = await trade([100, 100, 100], { 0: atLimit, 1: cancel(-1) });
    expect(ends(canceled.orders)).toEqual([
      'limit canceled 0',
      'limit canceled 0',
      'stop canceled 0',
    ]);
    expect(story(canceled.report, canceled.orders[0]?.legs[0])).toMatch(/canceled@2$/);
    const rejected = await trade([100, 100], { 0: bracket }, { cash: 999 });
    expect(ends(rejected.orders)).toEqual([
      'market rejected 0',
      'limit canceled 0',
      'stop canceled 0',
    ]);
  });

  it('are canceled at the instant of the cancel, also while there is no bar', async () => {
    const [bars, other] = [
      minuteBars('A', [100, 100, undefined, 100]),
      minuteBars('B', [1, 1, 1, 1]),
    ];
    const made: OrderView[] = [];
    const report = await run({
      series: [bars, other],
      strategy: scripted({
        0: (context) => {
          made.push(context.submit({ symbol: 'A', quantity: 10, ...bracket }));
        },
        2: (context) => {
          for (const leg of made[0]?.legs ?? []) context.cancel(leg);
        },
      }),
    });
    const [entry] = made;
    expect(entry?.legs.map((leg) => story(report, leg).split(' ').at(-1))).toEqual([
      'canceled@3',
      'canceled@3',
    ]);
  });

  it('of the day expire with it, before or after it is filled', async () => {
    const startAt = 86_400_000 - 180_000;
    const before = await trade([100, 100, 100, 100], { 0: atLimit }, { startAt });
    expect(ends(before.orders)).toEqual(['limit expired 0', 'limit expired 0', 'stop expired 0']);
    const after = await trade([100, 100, 100, 80], { 0: bracket }, { startAt });
    expect(ends(after.orders)).toEqual(['market filled 10', 'limit expired 0', 'stop expired 0']);
    expect(shortFills(after.report, startAt)).toEqual(['buy 10 at 100 @1']);
    const gtc = await trade(
      [100, 100, 100, 80],
      { 0: { ...bracket, timeInForce: 'gtc' } },
      { startAt },
    );
    expect(shortFills(gtc.report, startAt)).toEqual(['buy 10 at 100 @1', 'sell 10 at 80 @3']);
  });

  it.each([0, 1])('are canceled together: leg %d', async (leg) => {
    const { report, orders } = await trade([100, 100, 100, 120, 80], {
      0: bracket,
      1: cancel(leg),
    });
    expect(ends(orders)).toEqual(['market filled 10', 'limit canceled 0', 'stop canceled 0']);
    expect(story(report, orders[0]?.legs[1 - leg])).toMatch(/canceled@2$/);
    expect(shortFills(report)).toEqual(['buy 10 at 100 @1']);
  });

  it.each([0, 1])('take the entry with them while it waits: leg %d', async (leg) => {
    const { orders } = await trade([100, 100, 95], { 0: atLimit, 1: cancel(leg) });
    expect(ends(orders).every((each) => each.endsWith('canceled 0'))).toBe(true);
  });
});

describe('the bar of the entry', () => {
  it('an entry at the open may reach its take-profit', async () => {
    expect(await fillsOf(bracket, [100, [100, 111, 91, 100]])).toEqual([
      'buy 10 at 100 @1',
      'sell 10 at 110 @2',
    ]);
  });

  it('an entry beyond an exit leaves at the same open, in the range of the bar', async () => {
    expect(await fillsOf(bracket, [100, [85, 86, 84, 85]])).toEqual([
      'buy 10 at 85 @1',
      'sell 10 at 85 @2',
    ]);
    expect(await fillsOf(bracket, [100, [115, 116, 112, 115]])).toEqual([
      'buy 10 at 115 @1',
      'sell 10 at 115 @2',
    ]);
  });

  it('an entry at its limit does not reach its take-profit: the high may be older', async () => {
    const rows: Row[] = [100, [100, 111, 94, 105], [106, 110, 105, 108]];
    expect(await fillsOf(atLimit, rows)).toEqual(['buy 10 at 95 @2', 'sell 10 at 110 @3']);
  });

  it('an entry at its limit may be stopped', async () => {
    expect(await fillsOf(atLimit, [100, [100, 100, 89, 95]])).toEqual([
      'buy 10 at 95 @2',
      'sell 10 at 90 @2',
    ]);
  });

  it('an entry at its trigger may reach its take-profit, which lies further up', async () => {
    const entry: OrderOfA = { ...bracket, type: 'stop', stopPrice: 105 };
    expect(await fillsOf(entry, [100, [100, 111, 99, 108]])).toEqual([
      'buy 10 at 105 @2',
      'sell 10 at 110 @2',
    ]);
    // The low may have come before or after: stopped.
    expect(await fillsOf(entry, [100, [100, 111, 89, 108]])).toEqual([
      'buy 10 at 105 @2',
      'sell 10 at 90 @2',
    ]);
  });

  it('an exit that a changed entry has passed leaves at the price of the entry', async () => {
    const entry: OrderOfA = { side: 'buy', type: 'stop', stopPrice: 105 };
    const rows: Row[] = [100, 100, [100, 103, 99, 102]];
    const move: Step = (context, { orders: [order] }) => {
      if (order !== undefined) context.replace(order, { stopPrice: 102 });
    };
    // The stop of 104 is not in the range of the bar; neither is the take-profit of 98 below it.
    const stopped = { ...entry, stopLoss: { stopPrice: 104 } };
    expect(shortFills((await trade(rows, { 0: stopped, 1: move })).report)).toEqual([
      'buy 10 at 102 @3',
      'sell 10 at 102 @3',
    ]);
    const sale: OrderOfA = { side: 'sell', type: 'stop', stopPrice: 95 };
    const moved: Step = (context, { orders: [order] }) => {
      if (order !== undefined) context.replace(order, { stopPrice: 90 });
    };
    const taken = { ...sale, takeProfit: { limitPrice: 94 } };
    const fall: Row[] = [100, 100, [92, 93, 89, 91]];
    expect(shortFills((await trade(fall, { 0: taken, 1: moved })).report)).toEqual([
      'sell 10 at 90 @3',
      'buy 10 at 90 @3',
    ]);
  });

  it('a stop-loss with a limit that the bar triggers waits for the next one', async () => {
    const far = { side: 'buy', stopLoss: { stopPrice: 95, limitPrice: 96 } } as const;
    expect(await fillsOf(far, [100, [100, 101, 94, 95]])).toEqual(['buy 10 at 100 @1']);
    expect(await fillsOf(far, [100, [100, 101, 94, 95], [95, 96, 94, 95]])).toEqual([
      'buy 10 at 100 @1',
      'sell 10 at 96 @3',
    ]);
  });

  it('an entry at `this-close` has its exits from the next bar on', async () => {
    const settings = { fillAt: 'this-close' } as const;
    expect(
      await fillsOf(
        bracket,
        [
          [100, 120, 80, 100],
          [100, 111, 99, 100],
        ],
        settings,
      ),
    ).toEqual(['buy 10 at 100 @1', 'sell 10 at 110 @2']);
  });
});

describe('an entry that is filled in parts', () => {
  it('has its exits for each part', async () => {
    const rows = [100, bar(100, 40), bar(100, 30), bar(80, 1000)];
    const { report, orders } = await trade(rows, { 0: bracket }, scarce);
    // The market order takes 3 of the last 100 first, then the stop sells all ten.
    expect(shortFills(report)).toEqual([
      'buy 4 at 100 @1',
      'buy 3 at 100 @2',
      'buy 3 at 80 @3',
      'sell 10 at 80 @3',
    ]);
    expect(ends(orders)).toEqual(['market filled 10', 'limit canceled 0', 'stop filled 10']);
  });

  it('is over once an exit fills: the rest of it is canceled', async () => {
    const rows: Row[] = [100, bar(95, 40), [100, 112, 99, 111, 1000], bar(95, 1000)];
    const { report, orders } = await trade(rows, { 0: atLimit }, scarce);
    expect(shortFills(report)).toEqual(['buy 4 at 95 @1', 'sell 4 at 110 @3']);
    expect(ends(orders)).toEqual(['limit canceled 4', 'limit filled 4', 'stop canceled 0']);
  });

  it('on the way to its stop fills the rest, which is stopped with it', async () => {
    const rows: Row[] = [100, bar(95, 40), [100, 100, 89, 99, 200]];
    expect(await fillsOf(atLimit, rows, scarce)).toEqual([
      'buy 4 at 95 @1',
      'buy 6 at 95 @3',
      'sell 10 at 90 @3',
    ]);
  });

  it('buys a part in a bar that does not sell it at the take-profit', async () => {
    const rows: Row[] = [100, bar(95, 40), [100, 112, 94, 111, 200], bar(112, 1000)];
    expect(await fillsOf(atLimit, rows, scarce)).toEqual([
      'buy 4 at 95 @1',
      'buy 6 at 95 @3',
      'sell 10 at 112 @3',
    ]);
  });

  it('and ends keeps its exits for the part', async () => {
    const rows: Row[] = [100, bar(95, 40), 100, 100, bar(111, 1000)];
    const { report, orders } = await trade(rows, { 0: atLimit, 1: cancel(-1) }, scarce);
    expect(shortFills(report)).toEqual(['buy 4 at 95 @1', 'sell 4 at 111 @4']);
    expect(ends(orders)).toEqual(['limit canceled 4', 'limit filled 4', 'stop canceled 0']);
  });

  it('and is rejected at the next part keeps them as well', async () => {
    const rows: Row[] = [100, bar(100, 40), bar(110.5, 40), bar(80, 1000)];
    const settings = { ...scarce, cash: 500 };
    const market = { ...bracket, takeProfit: { limitPrice: 150 } };
    const { report, orders } = await trade(rows, { 0: market }, settings);
    expect(shortFills(report)).toEqual(['buy 4 at 100 @1', 'sell 4 at 80 @3']);
    expect(ends(orders)).toEqual(['market rejected 4', 'limit canceled 0', 'stop filled 4']);
  });

  it('sells parts at the take-profit, and the stop shrinks with it', async () => {
    const rows = [100, bar(100, 1000), bar(110, 40), bar(105, 1000), bar(85, 1000)];
    const { report, orders } = await trade(rows, { 0: bracket }, scarce);
    expect(shortFills(report)).toEqual(['buy 10 at 100 @1', 'sell 4 at 110 @2', 'sell 6 at 85 @4']);
    // What was left of the take-profit is the stop's: of its own part all is filled.
    expect(ends(orders)).toEqual(['market filled 10', 'limit canceled 4', 'stop filled 6']);
  });

  it('is stopped in parts, and the take-profit shrinks with it', async () => {
    const rows = [100, bar(100, 1000), bar(90, 40), bar(111, 1000)];
    const { report, orders } = await trade(rows, { 0: bracket }, scarce);
    // A triggered stop is a market order: it takes the next open, before the take-profit can.
    expect(shortFills(report).slice(1, 2)).toEqual(['sell 4 at 90 @2']);
    expect(shortFills(report).slice(2)).toEqual(['sell 6 at 111 @3']);
    expect(orders[0]?.legs.map(({ filledQuantity }) => filledQuantity.toNumber())).toEqual([6, 4]);
  });
});

describe('a venue where exits wait for the complete entry', () => {
  const settings = { ...scarce, venueRules: complete };

  it('holds them meanwhile', async () => {
    const rows = [100, bar(95, 40), bar(80, 30), bar(80, 1000), bar(80, 1000)];
    const { report, orders } = await trade(rows, { 0: atLimit }, settings);
    expect(shortFills(report)).toEqual([
      'buy 4 at 95 @1',
      'buy 3 at 80 @2',
      'buy 3 at 80 @3',
      'sell 10 at 80 @4',
    ]);
    expect(story(report, orders[0]?.legs[1])).toContain(' accepted@3 ');
  });

  it('cancels them with an entry that ends with a part filled', async () => {
    const rows: Row[] = [100, bar(95, 40), 100, bar(80, 1000)];
    const { report, orders } = await trade(rows, { 0: atLimit, 1: cancel(-1) }, settings);
    expect(shortFills(report)).toEqual(['buy 4 at 95 @1']);
    expect(ends(orders)).toEqual(['limit canceled 4', 'limit canceled 0', 'stop canceled 0']);
  });

  it('or lets them work from then on, if it says so', async () => {
    const kept = { ...complete, groups: { ...complete.groups, legsOfPartFill: 'kept-for-part' } };
    const rows: Row[] = [100, bar(95, 40), 100, bar(80, 1000)];
    const { report, orders } = await trade(
      rows,
      { 0: atLimit, 1: cancel(-1) },
      { ...scarce, venueRules: kept as typeof genericVenue },
    );
    expect(shortFills(report)).toEqual(['buy 4 at 95 @1', 'sell 4 at 80 @3']);
    expect(story(report, orders[0]?.legs[1])).toContain(' accepted@2 ');
  });

  it('as Alpaca does', async () => {
    expect(alpacaEquities.groups).toEqual(complete.groups);
  });
});

describe('two exits of a position that is there', () => {
  const oco: OrderOfA = {
    side: 'sell',
    orderClass: 'oco',
    takeProfit: { limitPrice: 110 },
    stopLoss: { stopPrice: 90 },
  };

  it.each([
    ['take the profit', 111, 'sell 10 at 111 @3'],
    ['bound the loss', 80, 'sell 10 at 80 @3'],
  ] as const)('%s', async (_, price, exit) => {
    const { report } = await trade([100, 100, 100, price, 100], { 0: { side: 'buy' }, 1: oco });
    expect(shortFills(report)).toEqual(['buy 10 at 100 @1', exit]);
  });

  it('stop first in a bar that reaches both', async () => {
    const { report, orders } = await trade([100, 100, 100, [100, 111, 89, 100]], {
      0: { side: 'buy' },
      1: oco,
    });
    expect(shortFills(report)).toEqual(['buy 10 at 100 @1', 'sell 10 at 90 @4']);
    expect(ends(orders).slice(1)).toEqual(['limit canceled 0', 'stop filled 10']);
  });

  it('share what one of them fills in part', async () => {
    const rows = [100, bar(100, 1000), bar(100, 1000), bar(110, 40), bar(85, 1000)];
    const { report } = await trade(rows, { 0: { side: 'buy' }, 1: oco }, scarce);
    expect(shortFills(report)).toEqual(['buy 10 at 100 @1', 'sell 4 at 110 @3', 'sell 6 at 85 @4']);
  });

  it('are both at work at once', async () => {
    const { orders } = await trade([100, 100, 100], { 0: { side: 'buy' }, 1: oco });
    expect(ends(orders).slice(1)).toEqual(['limit accepted 0', 'stop accepted 0']);
  });

  it('are canceled together', async () => {
    const { orders } = await trade([100, 100, 120], {
      0: oco,
      1: (c, b) => c.cancel(b.orders[0]!),
    });
    expect(ends(orders)).toEqual(['limit canceled 0', 'stop canceled 0']);
  });
});
