import {
  alwaysOpenCalendar,
  barsFromColumns,
  barsFromCsv,
  type BarSeries,
  parseInstant,
  usEquityCalendar,
} from '@tradewright/core';
import { describe, expect, it } from 'vitest';
import { minuteBars, run, scripted } from './scripted-run.js';
import {
  barsOf,
  ends,
  fillsOf,
  type OrderOfA,
  type Row,
  shortFills,
  story,
  trade,
  type VenueTestSettings,
} from './venue-under-test.js';

const flat = (length: number, price = 100): Row[] => Array.from({ length }, () => price);

describe('an order for one price', () => {
  it('ioc takes what the volume allows, and the rest is canceled', async () => {
    const rows: Row[] = [100, [100, 101, 99, 100, 60], 100];
    const { report, orders } = await trade(
      rows,
      { 0: { side: 'buy', timeInForce: 'ioc' } },
      { volumeShareMax: 0.1 },
    );
    expect(shortFills(report)).toEqual(['buy 6 at 100 @1']);
    expect(ends(orders)).toEqual(['market canceled 6']);
  });

  it('fok takes all or nothing', async () => {
    const rows: Row[] = [100, [100, 101, 99, 100, 99], [100, 101, 99, 100, 1000]];
    const fok = { side: 'buy', timeInForce: 'fok' } as const;
    const { report, orders } = await trade(rows, { 0: fok }, { volumeShareMax: 0.1 });
    expect([shortFills(report), ends(orders)]).toEqual([[], ['market canceled 0']]);
    const enough = await trade(rows, { 1: fok }, { volumeShareMax: 0.1 });
    expect([shortFills(enough.report), ends(enough.orders)]).toEqual([
      ['buy 10 at 100 @2'],
      ['market filled 10'],
    ]);
  });

  it('is over at the instant of that price', async () => {
    const order = { side: 'buy', type: 'limit', limitPrice: 97, timeInForce: 'ioc' } as const;
    const { report, orders } = await trade([100, 98, 96], { 0: order });
    expect(story(report, orders[0])).toBe('decided@1 approved@1 accepted@1 canceled@1');
  });

  it.each(['ioc', 'fok'] as const)('without cash is rejected: %s', async (timeInForce) => {
    const { orders } = await trade([100, 100], { 0: { side: 'buy', timeInForce } }, { cash: 999 });
    expect(ends(orders)).toEqual(['market rejected 0']);
  });
});

describe('an order for one price with `this-close`', () => {
  it.each(['ioc', 'fok'] as const)('%s made without a bar meets the next open', async (life) => {
    const [other, gappy] = [minuteBars('B', [50, 50, 50]), minuteBars('A', [100, undefined, 102])];
    const order = { symbol: 'A', side: 'buy', quantity: 10, timeInForce: life } as const;
    const report = await run({
      series: [gappy, other],
      strategy: scripted({ 1: (context) => void context.submit(order) }),
      fillAt: 'this-close',
    });
    expect(shortFills(report)).toEqual(['buy 10 at 102 @2']);
  });
});

/** A Friday after a half day: regular hours from 13:30 to 20:00 UTC. */
const openAt = parseInstant('2024-07-05T09:30:00-04:00');
const closeAt = parseInstant('2024-07-05T16:00:00-04:00');
const halfDayCloseAt = parseInstant('2024-07-03T13:00:00-04:00');
const us = { calendar: usEquityCalendar } as const;
const around = (at: number, minutes: number): VenueTestSettings => ({
  ...us,
  startAt: at - minutes * 60_000,
});

describe('an order for the opening auction', () => {
  const opg = { side: 'buy', timeInForce: 'opg' } as const;

  it('is filled at the open of the bar in which the session opens, and not before', async () => {
    const rows: Row[] = [100, 101, 102, [103, 104, 102, 104], 105];
    expect(await fillsOf(opg, rows, around(openAt, 3))).toEqual(['buy 10 at 103 @3']);
  });

  it('with a limit takes the auction price or expires', async () => {
    const rows: Row[] = [100, 101, 102, [103, 104, 95, 104], 105];
    const limit = { ...opg, type: 'limit', limitPrice: 102.99 } as const;
    const { report, orders } = await trade(rows, { 0: limit }, around(openAt, 3));
    expect(shortFills(report)).toEqual([]);
    expect(story(report, orders[0], openAt)).toBe('decided@-2 approved@-2 accepted@-2 expired@0');
    const met = { ...limit, limitPrice: 103.5 };
    expect(await fillsOf(met, rows, around(openAt, 3))).toEqual(['buy 10 at 103 @3']);
  });

  it('made during a session waits for the next one', async () => {
    const day = barsOf([...flat(3)], openAt);
    const monday = barsOf([[110, 110, 110, 110]], parseInstant('2024-07-08T09:30:00-04:00'));
    const { report, orders } = await trade(join(day, monday), { 1: opg }, us);
    expect(ends(orders)).toEqual(['market filled 10']);
    expect(report.fills.at(0).price.toFixed()).toBe('110');
  });

  it('expires with the session when the bar of its auction is missing', async () => {
    const rows = join(barsOf([100], openAt - 60_000), barsOf(flat(2), openAt + 60_000));
    const later = join(rows, barsOf([100], parseInstant('2024-07-08T09:31:00-04:00')));
    const { report, orders } = await trade(later, { 0: opg }, us);
    expect(ends(orders)).toEqual(['market expired 0']);
    expect(story(report, orders[0], closeAt)).toContain('expired@0');
  });

  it('is filled with daily bars at the open', async () => {
    expect(await daily({ 0: opg })).toEqual(['buy 10 at 101 @2024-07-03T13:30']);
  });

  it('beside `this-close` is filled at the open all the same', async () => {
    const rows: Row[] = [100, 101, 102, [103, 104, 102, 104], 105];
    const settings = { ...around(openAt, 3), fillAt: 'this-close' } as const;
    expect(await fillsOf(opg, rows, settings)).toEqual(['buy 10 at 103 @3']);
  });
});

describe('an order for the closing auction', () => {
  const cls = { side: 'buy', timeInForce: 'cls' } as const;

  it('is filled at the close of the bar in which the session closes, and not before', async () => {
    const rows: Row[] = [100, 101, [102, 105, 101, 104], 110];
    expect(await fillsOf(cls, rows, around(closeAt, 3))).toEqual(['buy 10 at 104 @3']);
  });

  it('knows half days', async () => {
    const rows: Row[] = [100, 101, [102, 105, 101, 104], 110];
    expect(await fillsOf(cls, rows, around(halfDayCloseAt, 3))).toEqual(['buy 10 at 104 @3']);
  });

  it('with a limit takes the auction price or expires', async () => {
    const rows: Row[] = [100, 101, [102, 105, 90, 104], 90];
    const limit = { ...cls, type: 'limit', limitPrice: 103.99 } as const;
    const { orders } = await trade(rows, { 0: limit }, around(closeAt, 3));
    expect(ends(orders)).toEqual(['limit expired 0']);
    const met = { ...limit, limitPrice: 104 };
    expect(await fillsOf(met, rows, around(closeAt, 3))).toEqual(['buy 10 at 104 @3']);
  });

  it('made after the close waits for the next session', async () => {
    expect(await daily({ 0: cls })).toEqual(['buy 10 at 102 @2024-07-03T17:00']);
  });

  it('comes after what fills in the range of the bar', async () => {
    const orders: OrderOfA[] = [cls, { side: 'sell', type: 'limit', limitPrice: 105 }];
    const rows: Row[] = [100, 101, [102, 105, 101, 104], 110];
    expect(await fillsOf(orders, rows, around(closeAt, 3))).toEqual([
      'sell 10 at 105 @3',
      'buy 10 at 104 @3',
    ]);
  });

  it('takes what the volume allows, and the rest expires', async () => {
    const rows: Row[] = [100, 101, [102, 105, 101, 104, 40], 110];
    const { report, orders } = await trade(
      rows,
      { 0: cls },
      {
        ...around(closeAt, 3),
        volumeShareMax: 0.1,
      },
    );
    expect(shortFills(report, closeAt)).toEqual(['buy 4 at 104 @0']);
    expect(ends(orders)).toEqual(['market expired 4']);
  });
});

describe('regular hours', () => {
  const limit = { side: 'buy', type: 'limit', limitPrice: 97 } as const;
  const extended = { ...limit, extendedHours: true } as const;

  it('a plain order does not fill in bars outside, one for extended hours does', async () => {
    const rows: Row[] = [100, 96, 98, [98, 98, 96, 98], 95];
    expect(await fillsOf(limit, rows, around(openAt, 3))).toEqual(['buy 10 at 97 @4']);
    expect(await fillsOf(extended, rows, around(openAt, 3))).toEqual(['buy 10 at 96 @1']);
  });

  it('a market order made before the open waits for it', async () => {
    const rows: Row[] = [100, 96, 98, [98.5, 99, 96, 98], 95];
    expect(await fillsOf({ side: 'buy' }, rows, around(openAt, 3))).toEqual(['buy 10 at 98.5 @3']);
  });

  it('a DAY order expires at the close, one for extended hours four hours later', async () => {
    const rows = join(barsOf(flat(3), closeAt - 120_000), barsOf([98], closeAt + 4 * 3_600_000));
    const { report, orders } = await trade(rows, { 0: [limit, extended] }, us);
    expect(orders.map((order) => story(report, order, closeAt).split(' ').at(-1))).toEqual([
      'expired@0',
      'expired@240',
    ]);
  });

  it('an order for extended hours does not fill at night', async () => {
    const nightAt = parseInstant('2024-07-07T23:00:00-04:00');
    const rows = join(barsOf([100, 90], nightAt), barsOf([[95, 95, 95, 95]], nightAt + 18_000_000));
    const order = { ...extended, timeInForce: 'gtc' } as const;
    const { report } = await trade(rows, { 0: order }, us);
    // 04:00 of New York is the first minute of extended hours.
    expect(shortFills(report, nightAt)).toEqual(['buy 10 at 95 @300']);
  });

  it('with `this-close` a market order made outside waits for a close inside', async () => {
    const rows: Row[] = [100, 96, 98, [98, 99, 96, 98.5], 95];
    const settings = { ...around(openAt, 3), fillAt: 'this-close' } as const;
    expect(await fillsOf({ side: 'buy' }, rows, settings)).toEqual(['buy 10 at 98.5 @4']);
  });

  it('a trailing stop sees only prices at which it could fill', async () => {
    const order = { side: 'sell', type: 'trailingStop', trailAmount: 5 } as const;
    const rows: Row[] = [100, [100, 120, 100, 100], 100, [100, 101, 96, 100], 95];
    expect(await fillsOf(order, rows, around(openAt, 3))).toEqual(['sell 10 at 95 @4']);
  });

  it('an official close, a price of one instant, belongs to the session that it ends', async () => {
    const times = [parseInstant('2024-07-02T16:00:00-04:00'), halfDayCloseAt, closeAt];
    const prices = [100, 101, 102];
    const columns = { symbol: 'A', time: times, open: prices, high: prices, low: prices };
    const closes = barsFromColumns({ ...columns, close: prices }, { periodMs: 0 });
    for (const timeInForce of ['day', 'gtc', 'cls'] as const) {
      const { report } = await trade(closes, { 0: { side: 'buy', timeInForce } }, us);
      expect([...report.fills].map(({ price }) => price.toFixed())).toEqual(['101']);
    }
    const low = { side: 'buy', type: 'limit', limitPrice: 99 } as const;
    const { orders } = await trade(closes, { 0: low }, us);
    expect(ends(orders)).toEqual(['limit expired 0']);
  });
});

describe('the end of a day', () => {
  it('ends DAY orders of every type, and leaves those that are good till canceled', async () => {
    const types: OrderOfA[] = [
      { side: 'buy', type: 'limit', limitPrice: 90 },
      { side: 'buy', type: 'stop', stopPrice: 110 },
      { side: 'buy', type: 'stopLimit', stopPrice: 110, limitPrice: 111 },
      { side: 'buy', type: 'trailingStop', trailAmount: 10 },
    ];
    const rows = join(barsOf(flat(2), closeAt - 120_000), barsOf([100], openAt + 3 * 86_400_000));
    const day = await trade(rows, { 0: types }, us);
    expect(ends(day.orders).map((each) => each.split(' ')[1])).toEqual(Array(4).fill('expired'));
    const gtc = types.map((each) => ({ ...each, timeInForce: 'gtc' }) as const);
    const kept = await trade(rows, { 0: gtc }, us);
    expect(ends(kept.orders).map((each) => each.split(' ')[1])).toEqual(Array(4).fill('accepted'));
  });

  it('keeps what a DAY order has filled', async () => {
    const startAt = 86_400_000 - 180_000;
    const rows: Row[] = [100, [100, 100, 100, 100, 30], [100, 100, 100, 100, 20], 100];
    const settings = { startAt, calendar: alwaysOpenCalendar, volumeShareMax: 0.1 };
    const { report, orders } = await trade(rows, { 0: { side: 'buy' } }, settings);
    expect(shortFills(report, startAt)).toEqual(['buy 3 at 100 @1', 'buy 2 at 100 @2']);
    expect(ends(orders)).toEqual(['market expired 5']);
  });
});

/** Two series of one symbol, one after the other. */
function join(first: BarSeries, second: BarSeries): BarSeries {
  const column = (name: 'time' | 'open' | 'high' | 'low' | 'close' | 'volume'): Float64Array =>
    Float64Array.from([...first[name], ...second[name]]);
  return barsFromColumns(
    {
      symbol: 'A',
      time: column('time'),
      open: column('open'),
      high: column('high'),
      low: column('low'),
      close: column('close'),
      volume: column('volume'),
    },
    { periodMs: 60_000 },
  );
}

/** Daily bars around a half day; fills with their instant in UTC. */
async function daily(steps: Parameters<typeof trade>[1]): Promise<readonly string[]> {
  const text = `date,open,high,low,close
2024-07-02,100,101,99,100
2024-07-03,101,103,100,102
2024-07-05,103,104,102,103`;
  const [series] = barsFromCsv(text, { symbol: 'A', calendar: usEquityCalendar });
  const { report } = await trade(series, steps, us);
  return [...report.fills].map(({ side, quantity, price, filledAt }) => {
    const at = new Date(filledAt).toISOString().slice(0, 16);
    return `${side} ${quantity.toFixed()} at ${price.toFixed()} @${at}`;
  });
}
