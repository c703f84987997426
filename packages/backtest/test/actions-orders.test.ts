import {
  barsFromColumns,
  type OrderIntent,
  type OrderRequest,
  type OrderView,
  type RunOrder,
  type StrategyContext,
} from '@tradewright/core';
import { describe, expect, it } from 'vitest';
import type { CorporateAction } from '../src/actions/corporate-action.js';
import {
  fillTexts,
  minuteBars,
  minuteMs,
  type Prices,
  run,
  scripted,
  type Script,
  type TestSettings,
} from './scripted-run.js';

const ex = { symbol: 'A', exAt: 3 * minuteMs } as const;
const twoForOne = { kind: 'split', ...ex, from: 1, to: 2 } as const;
const flat = [10, 10, 10] as const;

/** Submits in the first slice, lets an action happen before the fourth, and plays on. */
function play(
  request: OrderRequest | Script,
  { actions = [twoForOne], rows = [5, 5, 5], ...more }: Partial<TestSettings> & Played = {},
) {
  const script =
    'symbol' in request ? ({ 0: (c) => void c.submit(request) } satisfies Script) : request;
  const series = [minuteBars('A', [...flat, ...(rows as Prices[])])];
  return run({ series, strategy: scripted(script), actions, ...more });
}

interface Played {
  readonly actions?: readonly CorporateAction[];
  readonly rows?: readonly Prices[];
}

/** Status, side, quantity and prices of every order. */
const texts = (orders: Iterable<RunOrder>): readonly string[] =>
  [...orders].map((order) => {
    const { limitPrice, stopPrice, trailAmount } = (
      order as RunOrder & { readonly intent: OrderIntent }
    ).intent;
    const prices = [limitPrice, stopPrice, trailAmount].map((one) => one?.toFixed() ?? '-');
    return `${order.status} ${order.side} ${order.quantity?.toFixed() ?? ''} ${prices.join(' ')}`;
  });

describe('a split replaces what rests', () => {
  const limit = {
    symbol: 'A',
    side: 'buy',
    quantity: 7,
    type: 'limit',
    timeInForce: 'gtc',
  } as const;

  it('by an order in the new units, which fills there', async () => {
    const report = await play({ ...limit, limitPrice: '8.01' }, { rows: [5, [4.5, 5, 4, 4.5], 5] });
    expect(texts(report.orders)).toEqual(['replaced buy 7 8.01 - -', 'filled buy 14 4 - -']);
    expect(fillTexts(report)).toEqual([`buy 14 A 4 @${5 * minuteMs}`]);
  });

  it('and so is everything rounded against the trader', async () => {
    const third = { kind: 'split', ...ex, from: 3, to: 1 } as const;
    const orders: readonly (readonly [OrderRequest, string])[] = [
      [{ ...limit, limitPrice: '8.01' }, 'accepted buy 2 24.03 - -'],
      [{ ...limit, side: 'sell', limitPrice: '11' }, 'accepted sell 2 33 - -'],
    ];
    for (const [request, text] of orders) {
      const report = await play(request, { actions: [third], rows: [30, 30, 30] });
      expect(texts(report.orders)[1]).toBe(text);
    }
    const fine = { kind: 'split', ...ex, from: 1, to: 3 } as const;
    const rounded: readonly (readonly [OrderRequest, string])[] = [
      [{ ...limit, limitPrice: '8' }, 'accepted buy 21 2.66 - -'],
      [{ ...limit, side: 'sell', limitPrice: '11' }, 'accepted sell 21 3.67 - -'],
      [{ ...limit, type: 'stop', stopPrice: '11' }, 'accepted buy 21 - 3.67 -'],
      [{ ...limit, type: 'stop', side: 'sell', stopPrice: '8' }, 'accepted sell 21 - 2.66 -'],
      [
        { ...limit, type: 'trailingStop', side: 'sell', trailAmount: '5' },
        'accepted sell 21 - - 1.67',
      ],
    ];
    for (const [request, text] of rounded) {
      const report = await play(request, { actions: [fine], rows: [3.3, 3.3, 3.3] });
      expect(texts(report.orders)[1]).toBe(text);
    }
  });

  it('nothing whole is left: canceled, and the order says why', async () => {
    const actions = [{ kind: 'split', ...ex, from: 8, to: 1 }] as const;
    const report = await play({ ...limit, limitPrice: '8' }, { actions, rows: [80, 80, 80] });
    expect(texts(report.orders)).toEqual(['canceled buy 7 8 - -']);
    expect([...report.orders][0]?.refusals.map((one) => one.code)).toEqual(['CORPORATE_ACTION']);
  });

  it('what is left of an order filled in part', async () => {
    const report = await play(
      { ...limit, limitPrice: '10' },
      {
        series: [minuteBarsWithVolume([10, 10, 10.5, 5.2, 5, 5], [4, 4, 4, 4, 100, 100])],
        volumeShareMax: 1,
      },
    );
    expect(texts(report.orders)).toEqual(['replaced buy 7 10 - -', 'filled buy 6 5 - -']);
    expect(report.positions[0]?.signedQuantity.toNumber()).toBe(14);
  });

  it('moves the reservation: the strategy may spend what is left, and no more', async () => {
    const working: unknown[] = [];
    await play({
      0: (c) => void c.submit({ ...limit, limitPrice: '8' }),
      2: (c) => void working.push(c.working('A')),
      3: (c) => void working.push(c.working('A')),
    });
    expect(working).toEqual([7, 14]);
  });

  it('tells the strategy of both, and lets it cancel the new one', async () => {
    const heard: string[] = [];
    let newest: OrderView | undefined;
    const series = [minuteBars('A', [...flat, 5, 3, 3])];
    const strategy = scripted(
      {
        0: (c) => void c.submit({ ...limit, limitPrice: '8' }),
        3: (c) => c.cancel(newest as OrderView),
      },
      (order) => {
        newest = order;
        heard.push(order.status);
      },
    );
    const report = await run({ series, strategy, actions: [twoForOne] });
    expect(heard).toEqual(['accepted', 'replaced', 'accepted', 'canceled']);
    expect(report.fills.length).toBe(0);
  });

  it('lets the strategy replace the new one as any other', async () => {
    let newest: OrderView | undefined;
    const series = [minuteBars('A', [...flat, 5, 3, 3])];
    const strategy = scripted(
      {
        0: (c) => void c.submit({ ...limit, limitPrice: '8' }),
        3: (c) => void c.replace(newest as OrderView, { quantity: 9 }),
      },
      (order) => void (newest = order),
    );
    const report = await run({ series, strategy, actions: [twoForOne] });
    expect(texts(report.orders).map((text) => text.split(' ', 3).join(' '))).toEqual([
      'replaced buy 7',
      'replaced buy 14',
      'filled buy 9',
    ]);
  });

  it('and so an order that the strategy has changed before', async () => {
    let newest: OrderView | undefined;
    const series = [minuteBars('A', [...flat, 5, 5, 3])];
    const change = (quantity: number) => (c: StrategyContext) => {
      if (newest !== undefined) c.replace(newest, { quantity });
    };
    const strategy = scripted(
      { 0: (c) => void c.submit({ ...limit, limitPrice: '8' }), 1: change(8), 3: change(5) },
      (order) => void (newest = order),
    );
    const report = await run({ series, strategy, actions: [twoForOne] });
    expect(texts(report.orders)).toEqual([
      'replaced buy 7 8 - -',
      'replaced buy 8 8 - -',
      'replaced buy 16 4 - -',
      'filled buy 5 4 - -',
    ]);
    expect(report.positions[0]?.signedQuantity.toNumber()).toBe(5);
  });

  it('with ids of their own, the same in every run', async () => {
    const ids = async () =>
      [...(await play({ ...limit, limitPrice: '8' })).orders].map((one) => one.clientOrderId);
    const [one, two] = [await ids(), await ids()];
    expect(one).toEqual(two);
    expect(new Set(one).size).toBe(2);
  });

  it('not what expires with the session before', async () => {
    const day = 86_400_000;
    const series = [minuteBars('A', [...flat, 5], day - 3 * minuteMs)];
    const strategy = scripted({
      0: (c) => void c.submit({ ...limit, timeInForce: 'day', limitPrice: '8' }),
    });
    const actions = [{ ...twoForOne, exAt: day }];
    expect(texts((await run({ series, strategy, actions })).orders)).toEqual([
      'expired buy 7 8 - -',
    ]);
  });
});

it('what was asked for since the last close goes ahead, in the units of then', async () => {
  const request = { symbol: 'A', side: 'buy', quantity: 1 } as const;
  const limit = { ...request, type: 'limit', timeInForce: 'gtc', limitPrice: '8' } as const;
  const series = [minuteBars('A', [...flat, 5, 5, 3, 3])];
  const strategy = scripted({ 2: (c) => void c.submit(request) }, (order, c) => {
    if (order.status === 'filled' && order.type === 'market') c.submit(limit);
  });
  const report = await run({ series, strategy, fillAt: 'this-close', actions: [twoForOne] });
  expect(texts(report.orders)).toEqual([
    'filled buy 1 - - -',
    'replaced buy 1 8 - -',
    'filled buy 2 4 - -',
  ]);
});

describe('a group in a split', () => {
  const bracket = {
    symbol: 'A',
    side: 'buy',
    quantity: 10,
    timeInForce: 'gtc',
    takeProfit: { limitPrice: '12' },
    stopLoss: { stopPrice: '8' },
  } as const;

  it('whose entry is filled goes on with its exits: one fills, the other ends', async () => {
    const report = await play(bracket, { rows: [5, [5, 6.2, 5, 6], 3] });
    expect(texts(report.orders)).toEqual([
      'filled buy 10 - - -',
      'replaced sell 10 12 - -',
      'replaced sell 10 - 8 -',
      'filled sell 20 6 - -',
      'canceled sell 20 - 4 -',
    ]);
    expect(report.positions.every((one) => one.signedQuantity.isZero())).toBe(true);
  });

  it('whose entry waits goes on as a whole', async () => {
    const request = { ...bracket, type: 'limit', limitPrice: '9' } as const;
    const report = await play(request, { rows: [5, [4.6, 4.6, 4.4, 4.5], [4.5, 4.5, 3.9, 4], 3] });
    expect(texts(report.orders)).toEqual([
      'replaced buy 10 9 - -',
      'replaced sell 10 12 - -',
      'replaced sell 10 - 8 -',
      'filled buy 20 4.5 - -',
      'canceled sell 20 6 - -',
      'filled sell 20 - 4 -',
    ]);
    expect(fillTexts(report)).toEqual([
      `buy 20 A 4.5 @${5 * minuteMs}`,
      `sell 20 A 4 @${6 * minuteMs}`,
    ]);
  });

  it('without an entry (oco) goes on as two exits of which one fills', async () => {
    const script: Script = {
      0: (c) => void c.submit({ symbol: 'A', side: 'buy', quantity: 10 }),
      1: (c) =>
        void c.submit({
          symbol: 'A',
          side: 'sell',
          quantity: 10,
          timeInForce: 'gtc',
          orderClass: 'oco',
          takeProfit: { limitPrice: '12' },
          stopLoss: { stopPrice: '8' },
        }),
    };
    const report = await play(script, { rows: [5, [5, 5, 3.9, 4], 7] });
    expect(texts(report.orders)).toEqual([
      'filled buy 10 - - -',
      'replaced sell 10 12 - -',
      'replaced sell 10 - 8 -',
      'canceled sell 20 6 - -',
      'filled sell 20 - 4 -',
    ]);
  });

  it('whose entry is filled in part is canceled, and says why', async () => {
    const request = { ...bracket, type: 'limit', limitPrice: '10' } as const;
    const report = await play(request, {
      series: [minuteBarsWithVolume([10, 10, 10.5, 5, 5, 5], [4, 4, 4, 4, 4, 4])],
      volumeShareMax: 1,
    });
    expect([...report.orders].map((one) => one.status)).toEqual([
      'canceled',
      'canceled',
      'canceled',
    ]);
    const reasons = [...report.orders].flatMap((one) => one.refusals.map(({ code }) => code));
    expect(new Set(reasons)).toEqual(new Set(['CORPORATE_ACTION']));
  });
});

it('a trailing stop keeps its best price in the new units', async () => {
  const request = {
    symbol: 'A',
    side: 'sell',
    quantity: 5,
    timeInForce: 'gtc',
    type: 'trailingStop',
    trailAmount: '2',
  } as const;
  const series = [minuteBars('A', [10, 14, 14, 7, [6.5, 6.5, 5.9, 6], 6])];
  const strategy = scripted({ 0: (c) => void c.submit(request) });
  const report = await run({ series, strategy, actions: [twoForOne] });
  // Best 14, distance 2: a stop of 12, which is 6 after the split.
  expect(fillTexts(report)).toEqual([`sell 10 A 6 @${5 * minuteMs}`]);
});

it('a stop that was reached stays reached', async () => {
  const prices = [10, 10, 12, 5.5, 5.5];
  const series = [minuteBarsWithVolume(prices, [9, 9, 4, 9, 9])];
  const strategy = scripted({
    0: (c) =>
      void c.submit({
        symbol: 'A',
        side: 'buy',
        quantity: 8,
        type: 'stop',
        stopPrice: '12',
        timeInForce: 'gtc',
      }),
  });
  const report = await run({ series, strategy, volumeShareMax: 1, actions: [twoForOne] });
  // Half of it met the bar that reached 12; the rest is a market order, below the stop of 6.
  expect(fillTexts(report)).toEqual([
    `buy 4 A 12 @${2 * minuteMs}`,
    `buy 8 A 5.5 @${3 * minuteMs}`,
  ]);
});

it('dividends leave orders alone; a new symbol and a delisting cancel them', async () => {
  const request = {
    symbol: 'A',
    side: 'buy',
    quantity: 7,
    type: 'limit',
    timeInForce: 'gtc',
    limitPrice: '8',
  } as const;
  const rows = [10, 10, 10];
  const dividend = await play(request, {
    actions: [{ kind: 'cashDividend', ...ex, perShare: 1 }],
    rows,
  });
  expect(texts(dividend.orders)).toEqual(['accepted buy 7 8 - -']);
  const series = [minuteBars('A', [...flat, ...rows]), minuteBars('B', [...flat, ...rows])];
  for (const action of [
    { kind: 'symbolChange', ...ex, newSymbol: 'B' },
    { kind: 'delisting', ...ex },
  ] as const) {
    const report = await play(request, { actions: [action], series });
    expect(texts(report.orders)).toEqual(['canceled buy 7 8 - -']);
    expect([...report.orders][0]?.refusals[0]?.code).toBe('CORPORATE_ACTION');
  }
});

function minuteBarsWithVolume(prices: readonly number[], volume: readonly number[]) {
  const column = Float64Array.from(prices);
  return barsFromColumns(
    {
      symbol: 'A',
      time: Float64Array.from(prices, (_, i) => i * minuteMs),
      open: column,
      high: column,
      low: column,
      close: column,
      volume: Float64Array.from(volume),
    },
    { periodMs: minuteMs },
  );
}
