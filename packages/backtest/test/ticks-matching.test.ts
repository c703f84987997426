import { genericVenue } from '@tradewright/core';
import { describe, expect, it } from 'vitest';
import { minuteBars, run, scripted } from './scripted-run.js';
import { fillsOf, quotesOf, tradesOf, tradeTicks } from './ticks-under-test.js';

const { NaN: none } = Number;

/** From the second minute on: 60 seconds and later. */
const falling = quotesOf([
  [30, 99, 99.5],
  [61, 101, 101.2],
  [70, 100, 100.2],
  [80, 98, 98.2],
  [90, 99, 99.2],
]);

describe('a market order where quotes fill', () => {
  it('buys at the ask and sells at the bid of the first quote after it', async () => {
    const { report } = await tradeTicks(falling, { 0: [{ side: 'buy' }, { side: 'sell' }] });
    expect(fillsOf(report)).toEqual(['buy 10 at 101.2, 61', 'sell 10 at 101, 61']);
  });

  it('may meet a quote of the instant of its decision, which the bar does not hold', async () => {
    const quotes = quotesOf([
      [60, 100, 100.1],
      [60, 101, 101.1],
    ]);
    const { report } = await tradeTicks(quotes, { 0: { side: 'buy' } });
    expect(fillsOf(report)).toEqual(['buy 10 at 100.1, 60']);
  });

  it('passes over a quote whose side is empty, and waits through bars without any', async () => {
    const quotes = quotesOf([
      [61, 100, none],
      [200, 100, 100.3],
    ]);
    const { report } = await tradeTicks(quotes, { 0: { side: 'buy' } });
    expect(fillsOf(report)).toEqual(['buy 10 at 100.3, 200']);
  });

  it('is not filled by the bars of its symbol', async () => {
    const quotes = quotesOf([[30, 99, 99.5]]);
    const { report, orders } = await tradeTicks(quotes, {
      0: [{ side: 'buy' }, { side: 'buy', type: 'limit', limitPrice: 200 }],
    });
    expect(fillsOf(report)).toEqual([]);
    expect(orders.map(({ status }) => status)).toEqual(['accepted', 'accepted']);
  });

  it('meets quotes of a minute that has no bar', async () => {
    const bars = [100, undefined, undefined, 100];
    const { report } = await tradeTicks(falling, { 0: { side: 'buy' } }, { bars });
    expect(fillsOf(report)).toEqual(['buy 10 at 101.2, 61']);
  });

  it('pays the slippage of the settings beyond the quote', async () => {
    const slippage = { kind: 'ticks', ticks: 3 } as const;
    const steps = { 0: [{ side: 'buy' }, { side: 'sell' }] } as const;
    const { report } = await tradeTicks(falling, steps, { slippage });
    expect(fillsOf(report)).toEqual(['buy 10 at 101.23, 61', 'sell 10 at 100.97, 61']);
  });
});

describe('latency where ticks fill', () => {
  it.each([
    [0, 61],
    [1000, 61],
    [1001, 70],
    [10_000, 70],
    [10_001, 80],
    [30_001, undefined],
  ])(
    'of %i ms lets a market order meet the first quote from its arrival on',
    async (ms, second) => {
      const { report } = await tradeTicks(falling, { 0: { side: 'buy' } }, { latencyMs: ms });
      const filled = [...report.fills].map(({ filledAt }) => filledAt / 1000);
      expect(filled).toEqual(second === undefined ? [] : [second]);
    },
  );

  it('in bars lets it wait for the start of a bar', async () => {
    const quotes = quotesOf([
      [61, 100, 101],
      [121, 102, 103],
    ]);
    const { report } = await tradeTicks(quotes, { 0: { side: 'buy' } }, { latencyBars: 1 });
    expect(fillsOf(report)).toEqual(['buy 10 at 103, 121']);
  });
});

describe('a limit order where quotes fill', () => {
  it('that the first quote meets takes that quote', async () => {
    const order = { side: 'buy', type: 'limit', limitPrice: 105 } as const;
    const { report } = await tradeTicks(falling, { 0: order });
    expect(fillsOf(report)).toEqual(['buy 10 at 101.2, 61']);
  });

  it('that rested is met at its limit, however far the quote went beyond', async () => {
    const { report } = await tradeTicks(falling, {
      0: [
        { side: 'buy', type: 'limit', limitPrice: 99 },
        { side: 'sell', type: 'limit', limitPrice: 101.01 },
      ],
    });
    expect(fillsOf(report)).toEqual(['buy 10 at 99, 80']);
  });

  it.each([
    ['touch', 70],
    ['through', 80],
  ] as const)('asks of a quote at its limit what limitFill %s says', async (limitFill, second) => {
    const order = { side: 'buy', type: 'limit', limitPrice: 100.2 } as const;
    const { report } = await tradeTicks(falling, { 0: order }, { limitFill });
    expect(fillsOf(report)).toEqual([`buy 10 at 100.2, ${second}`]);
  });

  it('is a maker exactly when it rested', async () => {
    const tiers = [{ from: '0', makerBps: '0', takerBps: '10' }];
    const order = { side: 'buy', type: 'limit' } as const;
    const steps = { 0: [99, 105].map((limitPrice) => ({ ...order, limitPrice })) };
    const { report } = await tradeTicks(falling, steps, { commission: { kind: 'tiered', tiers } });
    expect([...report.fills].map(({ fee }) => fee.isZero())).toEqual([false, true]);
  });
});

describe('a stop where quotes fill', () => {
  it('to sell is triggered by the bid and fills at it; to buy, by the ask', async () => {
    const { report } = await tradeTicks(falling, {
      0: [
        { side: 'sell', type: 'stop', stopPrice: 99 },
        { side: 'buy', type: 'stop', stopPrice: 101.1 },
      ],
    });
    expect(fillsOf(report)).toEqual(['buy 10 at 101.2, 61', 'sell 10 at 98, 80']);
  });

  it('with a limit becomes a limit order, which takes that quote or rests', async () => {
    const { report } = await tradeTicks(falling, {
      0: [
        { side: 'sell', type: 'stopLimit', stopPrice: 100, limitPrice: 99.5 },
        { side: 'sell', type: 'stopLimit', stopPrice: 99, limitPrice: 98.5 },
      ],
    });
    expect(fillsOf(report)).toEqual(['sell 10 at 100, 70', 'sell 10 at 98.5, 90']);
  });

  it('that trails follows the best quote since the order', async () => {
    const quotes = quotesOf([
      [59, 100, 100.1],
      [61, 103, 103.1],
      [62, 102.1, 102.2],
      [63, 105, 105.1],
      [64, 104.1, 104.2],
      [65, 103.9, 104],
    ]);
    const order = { side: 'sell', type: 'trailingStop', trailAmount: 1 } as const;
    const { report } = await tradeTicks(quotes, { 0: order });
    expect(fillsOf(report)).toEqual(['sell 10 at 103.9, 65']);
  });

  it('that trails starts from the quote that stands when it is made', async () => {
    const quotes = quotesOf([
      [59, 100, 100.1],
      [61, 98.9, 99],
    ]);
    const order = { side: 'sell', type: 'trailingStop', trailAmount: 1 } as const;
    const { report } = await tradeTicks(quotes, { 0: order }, { bars: [90, 90] });
    expect(fillsOf(report)).toEqual(['sell 10 at 98.9, 61']);
  });
});

describe('where trades fill', () => {
  const trades = tradesOf([
    [59, 90],
    [61, 101],
    [70, 99],
    [80, 102],
  ]);

  it('every order is matched against their prices', async () => {
    const { report } = await tradeTicks(trades, {
      0: [
        { side: 'buy' },
        { side: 'sell' },
        { side: 'buy', type: 'limit', limitPrice: 99.5 },
        { side: 'sell', type: 'stop', stopPrice: 100 },
        { side: 'buy', type: 'stop', stopPrice: 101.5 },
      ],
    });
    expect(fillsOf(report)).toEqual([
      'buy 10 at 101, 61',
      'sell 10 at 101, 61',
      'buy 10 at 99.5, 70',
      'sell 10 at 99, 70',
      'buy 10 at 102, 80',
    ]);
  });
});

describe('groups where ticks fill', () => {
  const bracket = {
    side: 'buy',
    orderClass: 'bracket',
    takeProfit: { limitPrice: 102 },
    stopLoss: { stopPrice: 98 },
  } as const;

  it('work from the tick after the entry on, also within one instant', async () => {
    const trades = tradesOf([
      [61, 103],
      [61, 97],
      [61, 104],
    ]);
    const { report, orders } = await tradeTicks(trades, { 0: bracket });
    expect(fillsOf(report)).toEqual(['buy 10 at 103, 61', 'sell 10 at 97, 61']);
    expect(orders[0]?.status).toBe('filled');
  });

  it('know which exit came first', async () => {
    const trades = tradesOf([
      [61, 100],
      [65, 102.5],
      [70, 97],
    ]);
    const { report } = await tradeTicks(trades, { 0: bracket });
    expect(fillsOf(report)).toEqual(['buy 10 at 100, 61', 'sell 10 at 102.5, 65']);
  });

  it('have exits that sell what their entry gets at the tick at which they trigger', async () => {
    const trades = tradesOf([
      [61, 97, 4],
      [62, 97, 100],
      [63, 96, 100],
    ]);
    const { report } = await tradeTicks(trades, { 0: bracket }, { volumeShareMax: 1 });
    expect(fillsOf(report)).toEqual(['buy 4 at 97, 61', 'buy 6 at 97, 62', 'sell 10 at 97, 62']);
  });

  it('whose entry is canceled protect the part that it got', async () => {
    const trades = tradesOf([
      [61, 97, 4],
      [62, 97, 0],
      [121, 96, 100],
    ]);
    const venueRules = {
      ...genericVenue,
      groups: { legsActivate: 'complete-fill', legsOfPartFill: 'kept-for-part' },
    } as const;
    const { report } = await tradeTicks(
      trades,
      {
        0: bracket,
        1: (context, orders) => orders.slice(0, 1).forEach((one) => context.cancel(one)),
      },
      { volumeShareMax: 1, venueRules },
    );
    expect(fillsOf(report)).toEqual(['buy 4 at 97, 61', 'sell 4 at 96, 121']);
  });
});

describe('several symbols', () => {
  it('match in order of time, ticks and bars alike; equal times by symbol', async () => {
    const series = ['A', 'B', 'C', 'D'].map((symbol) => minuteBars(symbol, [50, [50, 60, 40, 50]]));
    const ticks = [
      quotesOf([[70, 51, 52]], 0, 'B'),
      quotesOf(
        [
          [65, 30, 31],
          [70, 53, 54],
        ],
        0,
        'A',
      ),
    ];
    const strategy = scripted({
      0: (context) => {
        const limit = { type: 'limit', quantity: 1, side: 'buy' } as const;
        context.submit({ symbol: 'D', ...limit, limitPrice: 45 });
        context.submit({ symbol: 'B', side: 'buy', quantity: 1 });
        context.submit({ symbol: 'A', side: 'sell', quantity: 1, type: 'stop', stopPrice: 35 });
        context.submit({ symbol: 'A', side: 'buy', quantity: 1, type: 'stop', stopPrice: 53 });
        context.submit({ symbol: 'C', side: 'buy', quantity: 1 });
      },
    });
    const report = await run({ series, ticks, strategy });
    expect(
      [...report.fills].map(({ symbol, side, filledAt }) => `${symbol} ${side} ${filledAt / 1000}`),
    ).toEqual(['C buy 60', 'A sell 65', 'A buy 70', 'B buy 70', 'D buy 120']);
  });
});
