import { quotesFromColumns, tradesFromColumns, usEquityCalendar } from '@tradewright/core';
import { describe, expect, it } from 'vitest';
import { failure, minuteBars, run, scripted } from './scripted-run.js';
import { fillsOf, quotesOf, tradesOf, tradeTicks } from './ticks-under-test.js';

const { NaN: none } = Number;

describe('the size that is shown, with volumeShareMax', () => {
  it('is shared by the orders of a side in order of acceptance; the rest waits', async () => {
    const quotes = quotesOf([
      [61, 100, 101, 30, 15],
      [62, 100, 102, 30, 8],
      [63, 100, 103, 30, 100],
    ]);
    const { report } = await tradeTicks(
      quotes,
      { 0: [{ side: 'buy' }, { side: 'buy' }, { side: 'sell', quantity: 40 }] },
      { volumeShareMax: 1 },
    );
    expect(fillsOf(report)).toEqual([
      'buy 10 at 101, 61',
      'buy 5 at 101, 61',
      'sell 30 at 100, 61',
      'buy 5 at 102, 62',
    ]);
  });

  it('is taken by the share, rounded down to the lot', async () => {
    const quotes = quotesOf([
      [61, 100, 101, 1, 15],
      [62, 100, 101, 1, 16],
    ]);
    const { report } = await tradeTicks(quotes, { 0: { side: 'buy' } }, { volumeShareMax: 0.5 });
    expect(fillsOf(report)).toEqual(['buy 7 at 101, 61', 'buy 3 at 101, 62']);
  });

  it('is not renewed by a quote that repeats it, until it changes', async () => {
    const quotes = quotesOf([
      [61, 100, 101, 30, 4],
      [62, 99, 101, 30, 4],
      [63, 98, 101, 10, 4],
      [64, 98, 101, 10, 5],
      [65, 98, 102, 10, 5],
    ]);
    const { report } = await tradeTicks(quotes, { 0: { side: 'buy' } }, { volumeShareMax: 1 });
    expect(fillsOf(report)).toEqual(['buy 4 at 101, 61', 'buy 5 at 101, 64', 'buy 1 at 102, 65']);
  });

  it('is not renewed either while nothing rests', async () => {
    const quotes = quotesOf([
      [61, 100, 101, 30, 10],
      [100, 99, 101, 30, 10],
      [125, 98, 101, 30, 10],
      [126, 98, 102, 30, 10],
    ]);
    const steps = { 0: { side: 'buy' }, 1: { side: 'buy' } } as const;
    const { report } = await tradeTicks(quotes, steps, { volumeShareMax: 1 });
    expect(fillsOf(report)).toEqual(['buy 10 at 101, 61', 'buy 10 at 102, 126']);
  });

  it('of a trade is one for both sides, and renewed by the next trade', async () => {
    const trades = tradesOf([
      [61, 100, 15],
      [62, 100, 15],
    ]);
    const steps = { 0: [{ side: 'buy' }, { side: 'sell' }] } as const;
    const { report } = await tradeTicks(trades, steps, { volumeShareMax: 1 });
    expect(fillsOf(report)).toEqual([
      'buy 10 at 100, 61',
      'sell 5 at 100, 61',
      'sell 5 at 100, 62',
    ]);
  });

  it('does not matter without it', async () => {
    const { report } = await tradeTicks(tradesOf([[61, 100, 1]]), { 0: { side: 'buy' } });
    expect(fillsOf(report)).toEqual(['buy 10 at 100, 61']);
  });

  it('decides the slippage of kind volumeShare', async () => {
    const slippage = { kind: 'volumeShare', impact: 1 } as const;
    const quotes = quotesOf([[61, 100, 100, 100, 20]]);
    const { report } = await tradeTicks(quotes, { 0: { side: 'buy' } }, { slippage });
    expect(fillsOf(report)).toEqual(['buy 10 at 125, 61']);
  });
});

describe('IOC and FOK where ticks fill', () => {
  const quotes = quotesOf([
    [61, 100, 101, 5, 5],
    [62, 100, 101, 50, 50],
  ]);

  it.each([
    ['ioc', ['buy 5 at 101, 61']],
    ['fok', []],
  ] as const)('%s is judged at the first quote', async (timeInForce, fills) => {
    const order = { side: 'buy', timeInForce } as const;
    const { report, orders } = await tradeTicks(quotes, { 0: order }, { volumeShareMax: 1 });
    expect([fillsOf(report), orders[0]?.status]).toEqual([fills, 'canceled']);
  });

  it('end at a first quote whose side is empty, or not good enough', async () => {
    const ioc = { side: 'buy', timeInForce: 'ioc' } as const;
    const empty = quotesOf([
      [61, 100, none],
      [62, 100, 101],
    ]);
    const limited = { ...ioc, type: 'limit', limitPrice: 100.5 } as const;
    for (const [ticks, order] of [
      [empty, ioc],
      [quotes, limited],
    ] as const) {
      const { report, orders } = await tradeTicks(ticks, { 0: order });
      expect([fillsOf(report), orders[0]?.status]).toEqual([[], 'canceled']);
    }
  });
});

describe('this-close where ticks fill', () => {
  const quotes = quotesOf([
    [10, 100, 101],
    [50, 102, 103],
    [61, 104, 105],
    [185, 106, 107],
  ]);
  const fillAt = 'this-close';

  it('takes the quote that stands at the decision, whose time is its own', async () => {
    const steps = { 0: [{ side: 'buy' }, { side: 'sell' }] } as const;
    const { report } = await tradeTicks(quotes, steps, { fillAt });
    expect(fillsOf(report)).toEqual(['buy 10 at 103, 60', 'sell 10 at 102, 60']);
  });

  it('takes the last quote of the very instant', async () => {
    const equals = quotesOf([
      [50, 102, 103],
      [60, 104, 105],
      [60, 106, 107],
    ]);
    const { report } = await tradeTicks(equals, { 0: { side: 'buy' } }, { fillAt });
    expect(fillsOf(report)).toEqual(['buy 10 at 107, 60']);
  });

  it('waits for the next tick if the bar or the side is empty, or orders take time', async () => {
    const { report } = await tradeTicks(quotes, { 2: { side: 'buy' } }, { fillAt });
    expect(fillsOf(report)).toEqual(['buy 10 at 107, 185']);
    const empty = quotesOf([
      [50, none, none],
      [61, 104, 105],
    ]);
    const waited = await tradeTicks(empty, { 0: { side: 'buy' } }, { fillAt });
    expect(fillsOf(waited.report)).toEqual(['buy 10 at 105, 61']);
    const late = await tradeTicks(quotes, { 0: { side: 'buy' } }, { fillAt, latencyMs: 1 });
    expect(fillsOf(late.report)).toEqual(['buy 10 at 105, 61']);
  });

  it('shares the size with what filled before; exits work from the next tick on', async () => {
    const sized = quotesOf([
      [110, 100, 101, 6, 12],
      [121, 98, 99, 50, 50],
    ]);
    const entry = {
      side: 'buy',
      orderClass: 'bracket',
      takeProfit: { limitPrice: 110 },
      stopLoss: { stopPrice: 100 },
    } as const;
    const limit = { side: 'buy', type: 'limit', limitPrice: 102 } as const;
    const steps = { 0: limit, 1: entry };
    const { report } = await tradeTicks(sized, steps, { fillAt, volumeShareMax: 1 });
    expect(fillsOf(report)).toEqual([
      'buy 10 at 101, 110',
      'buy 2 at 101, 120',
      'buy 8 at 99, 121',
      'sell 10 at 98, 121',
    ]);
  });
});

describe('sessions and halts where ticks fill', () => {
  /** A minute before the open of 2024-01-03 in New York. */
  const startAt = Date.UTC(2024, 0, 3, 14, 29);
  const calendar = usEquityCalendar;
  const opening = quotesOf(
    [
      [61 - 1.5, 90, 91],
      [61, 100, 101],
      [62, 102, 103],
    ],
    startAt,
  );

  it('keep an order of regular hours from ticks outside of them', async () => {
    const steps = { 0: { side: 'buy' } } as const;
    const early = { startAt: startAt - 60_000, bars: [100, 100, 100], calendar };
    const { report } = await tradeTicks(opening, steps, early);
    expect(fillsOf(report, startAt)).toEqual(['buy 10 at 101, 61']);
    const extended = { 0: { ...steps[0], type: 'limit', limitPrice: 95, extendedHours: true } };
    const other = await tradeTicks(opening, extended as never, early);
    expect(fillsOf(other.report, startAt)).toEqual(['buy 10 at 91, 59.5']);
  });

  it('let OPG orders meet the first tick of a session only', async () => {
    const orders = [
      { side: 'buy', timeInForce: 'opg' },
      { side: 'buy', type: 'limit', limitPrice: 100.5, timeInForce: 'opg' },
    ] as const;
    const early = { startAt: startAt - 60_000, bars: [100, 100, 100], calendar };
    const made = await tradeTicks(opening, { 0: orders }, early);
    expect(fillsOf(made.report, startAt)).toEqual(['buy 10 at 101, 61']);
    expect(made.orders.map(({ status }) => status)).toEqual(['filled', 'expired']);
  });

  /** Three minutes before the close. */
  const lateAt = Date.UTC(2024, 0, 3, 20, 57);
  const closing = quotesOf(
    [
      [61, 100, 101],
      [178, 102, 103],
      [179, 104, 105],
      [181, 106, 107],
    ],
    lateAt,
  );

  it('let CLS orders meet the last tick of a session only', async () => {
    const orders = [
      { side: 'buy', timeInForce: 'cls' },
      { side: 'buy', type: 'limit', limitPrice: 104, timeInForce: 'cls' },
    ] as const;
    const bars = [100, 100, 100];
    const made = await tradeTicks(closing, { 0: orders }, { startAt: lateAt, bars, calendar });
    expect(fillsOf(made.report, lateAt)).toEqual(['buy 10 at 105, 179']);
    expect(made.orders.map(({ status }) => status)).toEqual(['filled', 'expired']);
  });

  it('do not take the end of the data for the close', async () => {
    const order = { side: 'buy', timeInForce: 'cls' } as const;
    const cut = quotesOf([[61, 100, 101]], lateAt);
    const bars = [100, 100];
    const made = await tradeTicks(cut, { 0: order }, { startAt: lateAt, bars, calendar });
    expect(made.orders.map(({ status }) => status)).toEqual(['accepted']);
  });

  it('end a DAY order at the close, also where the next bar comes a day later', async () => {
    const day = { side: 'buy', type: 'limit', limitPrice: 95 } as const;
    const quotes = quotesOf(
      [
        [61, 100, 101],
        [170, 90, 91],
        [185, 80, 81],
        // In the session of the next day, before its first bar.
        [66_800, 80, 81],
      ],
      lateAt,
    );
    const series = [
      minuteBars('A', [100, ...Array<undefined>(24 * 60 - 1).fill(undefined), 100], lateAt),
    ];
    const strategy = (limitPrice: number) =>
      scripted({
        0: (context) => context.submit({ symbol: 'A', quantity: 10, ...day, limitPrice }),
      });
    const settings = { series, ticks: [quotes], calendar };
    const filled = await run({ ...settings, strategy: strategy(95) });
    expect(fillsOf(filled, lateAt)).toEqual(['buy 10 at 95, 170']);
    const expired = await run({ ...settings, strategy: strategy(85) });
    expect([...expired.orders].map(({ status }) => status)).toEqual(['expired']);
  });

  it('pass over the ticks of a halt', async () => {
    const quotes = quotesOf([
      [61, 100, 101],
      [70, 102, 103],
      [80, 104, 105],
    ]);
    const halts = [{ symbol: 'A', from: 61_000, to: 80_000 }];
    const { report } = await tradeTicks(quotes, { 0: { side: 'buy' } }, { halts });
    expect(fillsOf(report)).toEqual(['buy 10 at 105, 80']);
  });
});

describe('settings of ticks', () => {
  const quotes = quotesOf([[61, 100, 101]]);
  const { time, bid, ask } = quotes;
  const series = [minuteBars('A', [100, 100])];
  const sizeless = quotesFromColumns({ symbol: 'A', time, bid, ask });

  it.each([
    ['no list', { ticks: quotes }, 'ticks must be a list of quotes and trades'],
    ['a copy', { ticks: [{ ...quotes }] }, 'ticks[0] must be made by quotesFromColumns or trades'],
    ['null', { ticks: [null] }, 'ticks[0] must be made by'],
    ['bars', { ticks: [series[0]] }, 'ticks[0] must be made by'],
    [
      'a strange symbol',
      { ticks: [quotesOf([[1, 1, 2]], 0, 'B')] },
      'ticks[0].symbol must be a sym',
    ],
    [
      'two of a symbol',
      { ticks: [quotes, tradesOf([[1, 2]])] },
      'ticks[1].symbol must be a symbol',
    ],
    [
      'prices adjusted otherwise',
      { ticks: [tradesFromColumns({ symbol: 'A', time, price: ask }, { adjustment: 'split' })] },
      'ticks[0].adjustment must be "raw", as that of the bars of A, was "split"',
    ],
    [
      'no sizes for a share',
      { ticks: [sizeless], volumeShareMax: 0.5 },
      'ticks[0] of A must be ticks with sizes, for volumeShareMax',
    ],
  ])('are refused: %s', async (_, settings, message) => {
    const failed = await failure(() =>
      run({ series, strategy: scripted({}), ...(settings as object) }),
    );
    expect(failed.code).toBe('SETTINGS_INVALID');
    expect(failed.message).toContain(message);
  });

  it('are in the hash and in the assumptions; without ticks neither is there', async () => {
    const hashOf = async (ticks: unknown) => {
      const settings = { series, strategy: scripted({}), ...(ticks as object) };
      const report = await run(settings);
      const stated = report.assumptions.find(({ name }) => name === 'ticks that fill');
      return { hash: report.hash(), stated: stated?.value };
    };
    const none = await hashOf({});
    const empty = await hashOf({ ticks: [] });
    const one = await hashOf({ ticks: [quotes] });
    const again = await hashOf({ ticks: [quotesOf([[61, 100, 101]])] });
    const other = await hashOf({ ticks: [quotesOf([[61, 100, 102]])] });
    expect(empty).toEqual(none);
    expect(none.stated).toBeUndefined();
    expect(again).toEqual(one);
    expect(one.stated).toBe('A: 1 quotes');
    expect(new Set([none.hash, one.hash, other.hash]).size).toBe(3);
  });

  it('state how many quotes were crossed', async () => {
    const columns = { symbol: 'A', time: [1, 2], bid: [3, 3], ask: [2, 4] };
    const ticks = [quotesFromColumns(columns, { crossed: 'blank' })];
    const report = await run({ series, ticks, strategy: scripted({}) });
    const stated = report.assumptions.find(({ name }) => name === 'ticks that fill');
    expect(stated).toEqual({
      name: 'ticks that fill',
      value: 'A: 2 quotes, 1 of them crossed',
      default: 'none',
    });
  });
});
