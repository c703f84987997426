import { describe, expect, it } from 'vitest';
import { fillsOf, type OrderOfA, type Row, type VenueTestSettings } from './venue-under-test.js';

/** Price p becomes 200 − p, a purchase a sale: what holds for one side holds for the other. */
const mirrored = (price: number): number => Math.round((200 - price) * 100) / 100;

function mirrorRow(row: Row): Row {
  if (typeof row === 'number') return mirrored(row);
  const [open, high, low, close, volume] = row;
  const prices = [mirrored(open), mirrored(low), mirrored(high), mirrored(close)] as const;
  return volume === undefined ? prices : [...prices, volume];
}

function mirrorOrder({ side, limitPrice, stopPrice, ...rest }: OrderOfA): OrderOfA {
  return {
    ...rest,
    side: side === 'buy' ? 'sell' : 'buy',
    ...(limitPrice === undefined ? {} : { limitPrice: mirrored(Number(limitPrice)) }),
    ...(stopPrice === undefined ? {} : { stopPrice: mirrored(Number(stopPrice)) }),
  };
}

const mirrorFill = (fill: string): string =>
  fill
    .replace(/^(buy|sell)/, (side) => (side === 'buy' ? 'sell' : 'buy'))
    .replace(/at ([\d.]+)/, (_, price) => `at ${mirrored(Number(price))}`);

type Case = readonly [what: string, rows: readonly Row[], fills: readonly string[]];

/** Runs every case as it is written, a purchase, and mirrored, a sale. */
function both(order: OrderOfA, cases: readonly Case[], settings: VenueTestSettings = {}): void {
  it.each(cases)('%s', async (_, rows, fills) => {
    expect(await fillsOf(order, [100, ...rows], settings)).toEqual(fills);
  });
  it.each(cases)('%s, mirrored', async (_, rows, fills) => {
    const market = [100, ...rows].map(mirrorRow);
    expect(await fillsOf(mirrorOrder(order), market, settings)).toEqual(fills.map(mirrorFill));
  });
}

describe('a market order', () => {
  both({ side: 'buy' }, [
    ['takes the open, whatever it is', [[107, 109, 90, 95]], ['buy 10 at 107 @1']],
    ['takes a flat bar', [100], ['buy 10 at 100 @1']],
    ['without another bar takes nothing', [], []],
  ]);
});

describe('a limit order to buy at 97', () => {
  both({ side: 'buy', type: 'limit', limitPrice: 97 }, [
    ['takes a better open', [[95, 101, 94, 100]], ['buy 10 at 95 @1']],
    ['takes an open on its limit', [[97, 101, 97, 100]], ['buy 10 at 97 @1']],
    ['takes its limit when the range touches it', [[100, 101, 97, 100]], ['buy 10 at 97 @2']],
    ['takes its limit, not the low', [[100, 101, 90, 100]], ['buy 10 at 97 @2']],
    ['waits for a later bar', [100, [99, 99, 98, 98], [98, 99, 96, 98]], ['buy 10 at 97 @4']],
    ['waits for ever', [[100, 101, 97.01, 100], 98], []],
  ]);
});

describe('a limit order to buy at 97 that must be gone through', () => {
  both(
    { side: 'buy', type: 'limit', limitPrice: 97 },
    [
      ['is not filled by an open on it', [[97, 101, 97, 100]], []],
      ['is not filled by a touch', [[100, 101, 97, 100]], []],
      ['takes its limit when the range goes beyond', [[100, 101, 96.99, 99]], ['buy 10 at 97 @2']],
      ['opens on it and goes beyond', [[97, 101, 96.99, 99]], ['buy 10 at 97 @2']],
      ['takes a better open', [[96.99, 101, 96, 100]], ['buy 10 at 96.99 @1']],
    ],
    { limitFill: 'through' },
  );
});

describe('a stop order to buy at 104', () => {
  both({ side: 'buy', type: 'stop', stopPrice: 104 }, [
    ['takes an open beyond it', [[107, 108, 99, 100]], ['buy 10 at 107 @1']],
    ['takes an open on it', [[104, 108, 99, 100]], ['buy 10 at 104 @1']],
    ['takes its stop when the range touches it', [[100, 104, 99, 101]], ['buy 10 at 104 @2']],
    ['takes its stop, not the high', [[100, 110, 99, 101]], ['buy 10 at 104 @2']],
    ['waits', [[100, 103.99, 90, 101], 103], []],
  ]);
});

describe('a stop order whose price the market has passed already', () => {
  both({ side: 'buy', type: 'stop', stopPrice: 99 }, [
    ['takes the next open', [[101, 102, 98, 100]], ['buy 10 at 101 @1']],
  ]);
});

describe('a stop-limit order to buy, stop 104, limit 105', () => {
  both({ side: 'buy', type: 'stopLimit', stopPrice: 104, limitPrice: 105 }, [
    ['takes its stop in range', [[100, 110, 99, 101]], ['buy 10 at 104 @2']],
    ['takes an open between stop and limit', [[104.5, 110, 99, 101]], ['buy 10 at 104.5 @1']],
    ['rests at its limit after a gap over it', [[108, 110, 106, 107], 106], []],
    ['takes its limit when the gap closes', [[108, 110, 105, 107]], ['buy 10 at 105 @2']],
    [
      'stays triggered: a later open below the stop is better than the limit',
      [
        [108, 110, 106, 107],
        [103, 103, 102, 103],
      ],
      ['buy 10 at 103 @2'],
    ],
  ]);
});

describe('a stop-limit order to buy, stop 104, limit 102', () => {
  both({ side: 'buy', type: 'stopLimit', stopPrice: 104, limitPrice: 102 }, [
    // Whether 99 came before or after the trigger the bar does not tell.
    ['does not fill in the bar that triggers it', [[100, 105, 99, 104]], []],
    [
      'fills in the next bar',
      [
        [100, 105, 99, 104],
        [104, 104, 101, 103],
      ],
      ['buy 10 at 102 @3'],
    ],
    [
      'fills at a better open',
      [
        [100, 105, 99, 104],
        [101, 104, 101, 103],
      ],
      ['buy 10 at 101 @2'],
    ],
    ['does not fill untriggered', [[100, 103, 99, 100], 100], []],
  ]);
});

describe('a stop-limit order with one price, which must be gone through', () => {
  both(
    { side: 'buy', type: 'stopLimit', stopPrice: 104, limitPrice: 104 },
    [
      [
        'does not fill at its trigger',
        [
          [100, 105, 99, 104.5],
          [104.5, 105, 104, 104],
        ],
        [],
      ],
      ['fills once the market is below', [[100, 105, 99, 105], 103], ['buy 10 at 103 @2']],
    ],
    { limitFill: 'through' },
  );
});

describe('a trailing stop to buy, 5 above the lowest price', () => {
  both({ side: 'buy', type: 'trailingStop', trailAmount: 5 }, [
    ['starts from the last price', [[100, 105, 99, 101]], ['buy 10 at 105 @2']],
    ['takes an open beyond it', [[106, 107, 105.5, 106]], ['buy 10 at 106 @1']],
    // Low of 90 in the first bar: from the second on the stop is 95.
    [
      'follows the low of bars before',
      [
        [100, 104, 90, 93],
        [93, 96, 93, 95],
      ],
      ['buy 10 at 95 @3'],
    ],
    [
      'does not follow within the bar',
      [
        [100, 104, 90, 104],
        [94, 94.99, 94, 94],
      ],
      [],
    ],
    [
      'never moves back',
      [
        [100, 100, 90, 91],
        [91, 94, 91, 94],
        [94, 95, 94, 94],
      ],
      ['buy 10 at 95 @4'],
    ],
    [
      'is gapped over after it moved',
      [
        [100, 100, 90, 91],
        [97, 98, 96, 97],
      ],
      ['buy 10 at 97 @2'],
    ],
  ]);
});

describe('a trailing stop', () => {
  it('may follow by a part of the price, rounded against the trader', async () => {
    const order = { side: 'sell', type: 'trailingStop', trailPercent: 1 } as const;
    // 1 % below 100.37 is 99.3663.
    const rows: Row[] = [100, [100, 100.37, 99.5, 100.2], [100.2, 100.3, 99.37, 100], 99];
    expect(await fillsOf(order, rows)).toEqual(['sell 10 at 99 @3']);
    const touched: Row[] = [100, [100, 100.37, 99.5, 100.2], [100.2, 100.3, 99.36, 100]];
    expect(await fillsOf(order, touched)).toEqual(['sell 10 at 99.36 @3']);
  });

  it('is triggered by a touch, however doubles subtract', async () => {
    for (let cents = 10_001; cents < 10_100; cents++) {
      const best = cents / 100;
      const stop = (cents - 10) / 100;
      const order = { side: 'sell', type: 'trailingStop', trailAmount: 0.1 } as const;
      const rows: Row[] = [best, [best, best, stop, stop]];
      expect(await fillsOf(order, rows)).toEqual([`sell 10 at ${stop} @2`]);
    }
  });
});

describe('a market order with `this-close`', () => {
  const settings = { fillAt: 'this-close' } as const;

  it('is filled at the close that it was decided from', async () => {
    expect(await fillsOf({ side: 'buy' }, [[98, 103, 97, 101], 105], settings)).toEqual([
      'buy 10 at 101 @1',
    ]);
  });

  it.each(['ioc', 'fok'] as const)('so is %s', async (timeInForce) => {
    const rows: Row[] = [[98, 103, 97, 101, 1000], 105];
    expect(await fillsOf({ side: 'buy', timeInForce }, rows, settings)).toEqual([
      'buy 10 at 101 @1',
    ]);
    const scarce = { ...settings, volumeShareMax: 0.004 };
    expect(await fillsOf({ side: 'buy', timeInForce }, rows, scarce)).toEqual(
      timeInForce === 'ioc' ? ['buy 4 at 101 @1'] : [],
    );
  });

  it('what is left of it is filled at the next closes', async () => {
    const rows: Row[] = [[98, 103, 97, 101, 40], [105, 106, 104, 105.5, 60], 107];
    expect(await fillsOf({ side: 'buy' }, rows, { ...settings, volumeShareMax: 0.1 })).toEqual([
      'buy 4 at 101 @1',
      'buy 6 at 105.5 @2',
    ]);
  });

  it('limits and stops are not: they fill from the next bar on', async () => {
    const orders = [
      { side: 'buy', type: 'limit', limitPrice: 102 },
      { side: 'sell', type: 'stop', stopPrice: 102 },
    ] as const;
    expect(await fillsOf(orders, [[98, 103, 97, 101], 101.5], settings)).toEqual([
      'buy 10 at 101.5 @1',
      'sell 10 at 101.5 @1',
    ]);
  });

  it('comes after what the range of the bar has filled', async () => {
    const orders = [
      { side: 'buy' },
      { side: 'buy', type: 'limit', limitPrice: 99 },
      { side: 'sell', type: 'stop', stopPrice: 98 },
    ] as const;
    const late = { ...settings, latencyBars: 1 };
    const rows: Row[] = [100, 100, [100, 101, 97, 100.5]];
    expect(await fillsOf(orders, rows, late)).toEqual([
      'sell 10 at 98 @3',
      'buy 10 at 99 @3',
      'buy 10 at 100.5 @3',
    ]);
    expect(await fillsOf(orders.slice(0, 2), rows, late)).toEqual([
      'buy 10 at 99 @3',
      'buy 10 at 100.5 @3',
    ]);
  });
});
