import { Decimal, type Fill } from '@tradewright/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RoundTripOptions, roundTrips } from './round-trips.js';
import type { FillColumns, TradeFill } from './trade-fill.js';

type PlainFill = FillColumns & { readonly at: number };

/** `+2@10` buys two at ten, `-1@11/0.5` sells one at eleven for a fee of a half; one per second. */
function fillsOf(text: string, symbol = 'A'): readonly PlainFill[] {
  return text.split(' ').map((each, i) => {
    const [, sign, quantity, price, fee] = /^([+-])([\d.]+)@([\d.]+)(?:\/(-?[\d.]+))?$/.exec(each)!;
    return {
      at: i * 1000,
      symbol,
      side: sign === '+' ? 'buy' : 'sell',
      quantity: Number(quantity),
      price: Number(price),
      fee: fee === undefined ? undefined : Number(fee),
    };
  });
}

const netOf = (text: string, options: RoundTripOptions = {}): readonly number[] =>
  roundTrips(fillsOf(text), options).closed.map((trip) => trip.netPnl);

describe('roundTrips', () => {
  it('says everything about one trip', () => {
    expect(roundTrips(fillsOf('+2@10/1 +2@12/1 -4@15/2'))).toEqual({
      closed: [
        {
          symbol: 'A',
          direction: 'long',
          quantity: 4,
          openedAt: 0,
          closedAt: 2000,
          entryPrice: 11,
          exitPrice: 15,
          grossPnl: 16,
          fees: 4,
          netPnl: 12,
          returnFraction: 12 / 44,
          holdingMs: 2000,
          fillCount: 3,
        },
      ],
      open: [],
    });
  });

  it('earns on the way down when short', () => {
    expect(roundTrips(fillsOf('-2@10 +2@7')).closed[0]).toMatchObject({
      direction: 'short',
      netPnl: 6,
      returnFraction: 0.3,
    });
  });

  it('groups by flat position, by exit or by lot', () => {
    const text = '+1@10 +1@12 -1@13 -1@14';
    expect(netOf(text)).toEqual([5]);
    expect(netOf(text, { group: 'exit' })).toEqual([3, 2]);
    expect(netOf(text, { group: 'lot', match: 'lifo' })).toEqual([1, 4]);
    expect(netOf('+1@10 +1@12 -2@13', { group: 'lot' })).toEqual([3, 1]);
    expect(netOf('+1@10 +1@12 -2@13', { group: 'exit' })).toEqual([4]);
  });

  it('splits a fill through zero, and its fee by quantity', () => {
    const { closed, open } = roundTrips(fillsOf('+1@10/1 -3@12/3'));
    expect(closed[0]).toMatchObject({ direction: 'long', grossPnl: 2, fees: 2 });
    expect(open).toEqual([
      { symbol: 'A', direction: 'short', quantity: 2, openedAt: 1000, entryPrice: 12, fees: 2 },
    ]);
  });

  it('shares the fee of an entry among the exits that close it', () => {
    const { closed } = roundTrips(fillsOf('+4@10/4 -1@10/1 -3@10/0'), { group: 'exit' });
    expect(closed.map((trip) => trip.fees)).toEqual([2, 3]);
  });

  it('keeps symbols apart', () => {
    const [a, b] = [fillsOf('+1@10 -1@11', 'A'), fillsOf('+1@20 -1@18', 'B')];
    const mixed = [a[0]!, b[0]!, a[1]!, b[1]!];
    const trips = roundTrips(mixed).closed.map((trip) => [trip.symbol, trip.netPnl]);
    expect(trips).toEqual([
      ['A', 1],
      ['B', -2],
    ]);
  });

  it('sees a flat position where rounding leaves dust', () => {
    const { closed, open } = roundTrips(fillsOf('+0.1@10 +0.2@10 -0.3@10'));
    expect(closed).toHaveLength(1);
    expect(open).toEqual([]);
    expect(roundTrips(fillsOf('+0.3@10 -0.1@10 -0.2@10')).open).toEqual([]);
  });

  it('earns exactly nothing where prices say so, whatever rounding makes of them', () => {
    expect(netOf('+0.1@1.1 +0.2@1.3 -0.1@1.3 -0.2@1.2')).toEqual([0]);
  });

  it('has no return on an entry that was free', () => {
    expect(roundTrips(fillsOf('+1@0 -1@5')).closed[0]?.returnFraction).toBeUndefined();
  });

  it('reads Decimals', () => {
    const fills = fillsOf('+2@10 -2@12').map((fill) => ({
      ...fill,
      quantity: new Decimal(2),
      price: new Decimal(fill.price as number),
      fee: new Decimal('0.25'),
    }));
    expect(roundTrips(fills).closed[0]?.netPnl).toBe(3.5);
  });

  it('reads the fills of a backtest report as they are', () => {
    const [buy, sell] = [fillsOf('+1@10')[0]!, fillsOf('-1@12')[0]!].map(
      ({ symbol, side, price }, i): Fill => ({
        clientOrderId: `order-${i}` as Fill['clientOrderId'],
        symbol,
        side,
        quantity: new Decimal(1),
        price: new Decimal(price as number),
        fee: new Decimal('0.5'),
        filledAt: i * 1000,
      }),
    );
    const fills = new Set([buy!, sell!]);
    expect(roundTrips(fills).closed[0]).toMatchObject({ netPnl: 1, holdingMs: 1000 });
  });

  it('has nothing for no fills', () => {
    expect(roundTrips([])).toEqual({ closed: [], open: [] });
  });
});

describe('roundTrips over a split', () => {
  const splits = [{ at: 500, symbol: 'A', newPerOld: 7 }];

  it('multiplies what is held, and leaves what it cost', () => {
    const { closed } = roundTrips(fillsOf('+10@700 -70@110'), { splits });
    expect(closed[0]).toMatchObject({ quantity: 70, entryPrice: 100, grossPnl: 700 });
    const { open } = roundTrips(fillsOf('+10@700'), { splits });
    expect(open[0]).toMatchObject({ quantity: 70, entryPrice: 100 });
  });

  it('counts what was closed before in new shares too, without changing the money', () => {
    const later = [{ at: 1500, symbol: 'A', newPerOld: 2 }];
    const { closed } = roundTrips(fillsOf('+4@10 -2@12 -4@7'), { splits: later });
    expect(closed[0]).toMatchObject({ quantity: 8, entryPrice: 5, exitPrice: 6.5, grossPnl: 12 });
  });

  it('comes before fills of the same instant, and leaves other symbols alone', () => {
    const at0 = [{ at: 1000, symbol: 'A', newPerOld: 2 }];
    expect(roundTrips(fillsOf('+1@10 -2@5'), { splits: at0 }).open).toEqual([]);
    const other = [{ at: 1000, symbol: 'B', newPerOld: 2 }];
    expect(roundTrips(fillsOf('+1@10 -1@5'), { splits: other }).closed).toHaveLength(1);
  });

  it('refuses splits that are out of order or not above zero', () => {
    const [first] = splits;
    const run = (list: readonly (typeof splits)[0][]) => () => roundTrips([], { splits: list });
    expect(run([first!, { ...first!, at: 0 }])).toThrow(
      'splits[1].at must be at or after splits[0]',
    );
    expect(run([{ ...first!, newPerOld: 0 }])).toThrow(
      'splits[0].newPerOld must be a finite number',
    );
    expect(run([{ ...first!, at: NaN }])).toThrow('splits[0].at must be a finite number');
  });
});

describe('roundTrips with bars', () => {
  const bars = (rows: readonly (readonly [low: number, high: number])[]) => ({
    symbol: 'A',
    length: rows.length,
    time: Float64Array.from(rows, (_, i) => i * 1000),
    low: Float64Array.from(rows, ([low]) => low),
    high: Float64Array.from(rows, ([, high]) => high),
    periodMs: 1000,
  });

  it('takes the worst and the best while it was open', () => {
    const rows = [
      [9, 13],
      [8, 12],
      [1, 99],
    ] as const;
    const [trip] = roundTrips(fillsOf('+2@10 +0.1@10 -2.1@11'), { bars: [bars(rows)] }).closed;
    // The second bar counts with both lots; the third begins when the trip is over.
    expect(trip?.maxAdverse).toBeCloseTo(-4.2, 12);
    expect(trip?.maxFavorable).toBeCloseTo(6, 12);
  });

  it('leaves out a bar inside which a fill happened, for nobody knows what came first', () => {
    const fills = fillsOf('+1@10 -1@11').map((fill) => ({ ...fill, at: fill.at + 500 }));
    const [trip] = roundTrips(fills, {
      bars: [
        bars([
          [1, 99],
          [1, 99],
        ]),
      ],
    }).closed;
    expect(trip).toMatchObject({ maxAdverse: 0, maxFavorable: 1 });
  });

  it('leaves out a bar inside which the position grew', () => {
    const fills = fillsOf('+1@10 +1@10 -2@10').map((fill) => ({ ...fill, at: fill.at * 1.5 }));
    const [trip] = roundTrips(fills, {
      bars: [
        bars([
          [9, 10],
          [1, 99],
          [8, 10],
        ]),
      ],
    }).closed;
    expect(trip).toMatchObject({ maxAdverse: -4, maxFavorable: 0 });
  });

  it('keeps what was realized on the way', () => {
    const fills = fillsOf('+2@10 -1@20 -1@5');
    const [trip] = roundTrips(fills, {
      bars: [
        bars([
          [10, 10],
          [4, 4],
        ]),
      ],
    }).closed;
    // Ten are booked when the rest is worth six less than it cost.
    expect(trip).toMatchObject({ grossPnl: 5, maxAdverse: 0, maxFavorable: 20 });
  });

  it('reads the end of each bar where the length varies', () => {
    const varying = {
      ...bars([
        [9, 12],
        [1, 99],
      ]),
      endTime: Float64Array.of(500, 1500),
    };
    const [trip] = roundTrips(fillsOf('+1@10 -1@11'), { bars: [varying] }).closed;
    expect(trip).toMatchObject({ maxAdverse: -1, maxFavorable: 2 });
  });

  it('has no excursion without bars of the symbol', () => {
    const other = { ...bars([[1, 99]]), symbol: 'B' };
    expect(roundTrips(fillsOf('+1@10 -1@11'), { bars: [other] }).closed[0]).not.toHaveProperty(
      'maxAdverse',
    );
  });
});

describe('what roundTrips refuses', () => {
  const [fill] = fillsOf('+1@10');
  it.each([
    [{ quantity: 0 }, 'fills[0].quantity must be above zero, was 0'],
    [{ quantity: NaN }, 'fills[0].quantity must be a finite number or a Decimal, was NaN'],
    [{ price: -1 }, 'fills[0].price must be zero or above, was -1'],
    [{ price: '10' }, 'fills[0].price must be a finite number or a Decimal, was "10"'],
    [{ fee: Infinity }, 'fills[0].fee must be a finite number'],
    [{ side: 'short' }, 'fills[0].side must be "buy" or "sell", was "short"'],
    [{ at: NaN }, 'fills[0].at must be an instant in UTC milliseconds, was NaN'],
  ])('%j', (bad, message) => {
    expect(() => roundTrips([{ ...fill!, ...bad } as TradeFill])).toThrow(message);
  });

  it('fills that are out of order', () => {
    expect(() =>
      roundTrips([
        { ...fill!, at: 5 },
        { ...fill!, at: 0 },
      ]),
    ).toThrow('fills[1].at must be at or after fills[0].at, 5, was 0');
  });

  it('choices it does not know', () => {
    expect(() => roundTrips([], { group: 'day' as 'lot' })).toThrow(
      'group must be one of "exit", "flat-to-flat", "lot", was "day"',
    );
    expect(() => roundTrips([], { match: 'hifo' as 'fifo' })).toThrow('match must be one of');
  });
});

describe('over all fills', () => {
  const anyFill = fc.record({
    symbol: fc.constantFrom('A', 'B'),
    side: fc.constantFrom('buy' as const, 'sell' as const),
    quantity: fc.integer({ min: 1, max: 5 }),
    price: fc.integer({ min: 1, max: 100 }),
    fee: fc.integer({ min: 0, max: 3 }),
  });
  const anyFills = fc
    .array(anyFill, { maxLength: 30 })
    .map((fills) => fills.map((fill, i) => ({ ...fill, at: i })));
  const ways = fc.record({
    group: fc.constantFrom('exit' as const, 'lot' as const),
    match: fc.constantFrom('fifo' as const, 'lifo' as const),
  });

  it('what was paid and received is what was realized and what is still held', () => {
    fc.assert(
      fc.property(anyFills, ways, (fills, way) => {
        const { closed, open } = roundTrips(fills, way);
        const cash = fills.reduce((sum, fill) => {
          const value = fill.quantity * fill.price;
          return sum + (fill.side === 'buy' ? -value : value) - fill.fee;
        }, 0);
        const realized = closed.reduce((sum, trip) => sum + trip.netPnl, 0);
        const cost = open.reduce((sum, lot) => {
          const value = lot.quantity * lot.entryPrice;
          return sum + (lot.direction === 'long' ? value : -value) + lot.fees;
        }, 0);
        expect(realized - cost).toBeCloseTo(cash, 8);
      }),
    );
  });

  it('every way to group the same matches realizes the same', () => {
    fc.assert(
      fc.property(anyFills, (fills) => {
        const net = (options: RoundTripOptions): number =>
          roundTrips(fills, options).closed.reduce((sum, trip) => sum + trip.netPnl, 0);
        expect(net({ group: 'exit' })).toBeCloseTo(net({ group: 'lot' }), 8);
        // Once both symbols are flat, first in, last in and flat to flat cannot differ.
        const held = new Map<string, number>();
        for (const fill of fills) {
          const signed = fill.side === 'buy' ? fill.quantity : -fill.quantity;
          held.set(fill.symbol, (held.get(fill.symbol) ?? 0) + signed);
        }
        if ([...held.values()].some((quantity) => quantity !== 0)) return;
        expect(net({})).toBeCloseTo(net({ group: 'lot' }), 8);
        expect(net({ match: 'lifo', group: 'lot' })).toBeCloseTo(net({ group: 'lot' }), 8);
      }),
      { numRuns: 1000 },
    );
  });
});
