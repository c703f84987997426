import { Decimal } from '@tradewright/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { averageGrossExposure } from './average-gross-exposure.js';
import { costAttribution, type CostedFill } from './cost-attribution.js';
import { timeInMarket } from './time-in-market.js';
import { turnover } from './turnover.js';

describe('timeInMarket', () => {
  const time = [0, 10, 20, 30, 40];

  it('counts entry and exit, and overlaps once', () => {
    const holdings = [
      { openedAt: 20, closedAt: 30 },
      { openedAt: 10, closedAt: 20 },
      { openedAt: 15, closedAt: 18 },
    ];
    expect(timeInMarket(holdings, time)).toBe(0.6);
  });

  it('counts what is still open to the end', () => {
    expect(timeInMarket([{ openedAt: 25 }], time)).toBe(0.4);
  });

  it('is nothing without holdings and undefined without points', () => {
    expect(timeInMarket([], time)).toBe(0);
    expect(timeInMarket([{ openedAt: 0 }], [])).toBeUndefined();
  });

  it('agrees with asking every point about every holding', () => {
    const instant = fc.integer({ min: 0, max: 60 });
    const holding = fc.record({
      openedAt: instant,
      closedAt: fc.option(instant, { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(holding, { maxLength: 12 }), (all) => {
        const holdings = all.filter((each) => (each.closedAt ?? 99) >= each.openedAt);
        const slow = time.filter((at) =>
          holdings.some((each) => each.openedAt <= at && at <= (each.closedAt ?? Infinity)),
        );
        expect(timeInMarket(holdings, time)).toBe(slow.length / time.length);
      }),
    );
  });

  it('refuses times that do not increase', () => {
    expect(() => timeInMarket([], [0, 0])).toThrow('time[1] must be later than time[0], 0, was 0');
  });
});

describe('averageGrossExposure', () => {
  it('reads Decimals', () => {
    expect(averageGrossExposure([new Decimal(50)], [new Decimal(200)])).toBe(0.25);
  });

  it('is undefined without points', () => {
    expect(averageGrossExposure([], [])).toBeUndefined();
  });

  it.each([
    [[-1], [100], 'gross[0] must be zero or above, was -1'],
    [[1], [0], 'equity[0] must be above zero, was 0'],
    [[1, 2], [100], 'gross.length must be 1'],
    [[NaN], [100], 'gross[0] must be a finite number'],
  ])('refuses %j of %j', (gross, equity, message) => {
    expect(() => averageGrossExposure(gross, equity)).toThrow(message);
  });
});

const buy = { at: 0, symbol: 'A', side: 'buy', quantity: 10, price: 10 } as const;
const sell = { ...buy, at: 1, side: 'sell' } as const;

describe('turnover', () => {
  it('counts both sides, per year of the mean account', () => {
    expect(turnover([buy, sell], { equity: [150, 250], years: 2 })).toBe(0.5);
    expect(turnover([], { equity: [100], years: 1 })).toBe(0);
  });

  it('is undefined without points or without money', () => {
    expect(turnover([buy], { equity: [], years: 1 })).toBeUndefined();
    expect(turnover([buy], { equity: [100, -100], years: 1 })).toBeUndefined();
  });

  it('refuses years that are not above zero, and bad fills', () => {
    expect(() => turnover([], { equity: [1], years: 0 })).toThrow('years must be a finite number');
    expect(() => turnover([{ ...buy, price: NaN }], { equity: [1], years: 1 })).toThrow(
      'fills[0].price',
    );
  });
});

describe('costAttribution', () => {
  it('splits what was earned from what it cost', () => {
    const fills: readonly CostedFill[] = [
      { ...buy, price: 10.3, referencePrice: 10, halfSpread: 0.1, fee: 1 },
      { ...sell, price: 11.9, referencePrice: 12, halfSpread: 0.1, fee: 1.5 },
    ];
    const costs = costAttribution({ fills, borrow: 2, financing: -0.5 });
    expect(costs.gross).toBeCloseTo(20, 12);
    expect(costs.spread).toBeCloseTo(2, 12);
    expect(costs.slippage).toBeCloseTo(2, 12);
    expect(costs.fees).toBe(2.5);
    expect(costs.net).toBeCloseTo(20 - 2 - 2 - 2.5 - 2 + 0.5, 12);
    expect(costs.costFraction).toBeCloseTo(8 / 20, 12);
  });

  it('marks what is still held, and never takes a missing price for zero', () => {
    expect(costAttribution({ fills: [buy], marks: { A: new Decimal(12) } }).net).toBe(20);
    expect(() => costAttribution({ fills: [buy] })).toThrow(
      'marks.A must be the last price of a symbol that is still held, was undefined; give marks',
    );
    expect(() => costAttribution({ fills: [{ ...buy, symbol: 'toString' }], marks: {} })).toThrow(
      'marks.toString',
    );
    expect(() => costAttribution({ fills: [buy], marks: { A: NaN } })).toThrow('marks.A');
  });

  it('needs no mark for dust', () => {
    const fills = [0.1, 0.2].map((quantity) => ({ ...buy, quantity }));
    expect(costAttribution({ fills: [...fills, { ...sell, quantity: 0.3 }] }).net).toBeCloseTo(
      0,
      12,
    );
  });

  it('has no share of nothing earned', () => {
    expect(costAttribution({ fills: [buy, { ...sell, price: 9 }] }).costFraction).toBeUndefined();
  });

  it('adds up over all fills', () => {
    const cents = fc.integer({ min: 1, max: 10_000 }).map((value) => value / 100);
    const anyFill = fc.record({
      side: fc.constantFrom('buy' as const, 'sell' as const),
      quantity: fc.integer({ min: 1, max: 9 }),
      price: cents,
      referencePrice: fc.option(cents, { nil: undefined }),
      halfSpread: cents,
      fee: cents,
    });
    fc.assert(
      fc.property(fc.array(anyFill, { maxLength: 20 }), cents, cents, (list, mark, borrow) => {
        const fills = list.map((fill, i) => ({ ...fill, at: i, symbol: 'A' }));
        const costs = costAttribution({ fills, marks: { A: mark }, borrow });
        const worth = fills.reduce((sum, fill) => {
          const signed = fill.side === 'buy' ? fill.quantity : -fill.quantity;
          return sum + signed * (mark - fill.price) - fill.fee;
        }, -borrow);
        expect(costs.net).toBeCloseTo(worth, 6);
        const { gross, spread, slippage, fees, financing } = costs;
        expect(gross - spread - slippage - fees - borrow - financing).toBeCloseTo(costs.net, 6);
      }),
    );
  });
});
