import { Decimal } from '@tradewright/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { annualReturn } from './annual-return.js';
import { growthCurve } from './growth-curve.js';
import { moneyWeightedReturn } from './money-weighted-return.js';
import { periodicRate } from './periodic-rate.js';
import { timeWeightedReturn } from './time-weighted-return.js';
import { toReturns } from './to-returns.js';
import { totalReturn } from './total-return.js';

const msPerYear = 365.25 * 86_400_000;
const money = fc.integer({ min: 1, max: 1_000_000 });
const curve = fc.array(money, { minLength: 2, maxLength: 40 });

describe('toReturns', () => {
  it('reads Decimals, and is the border where they become numbers', () => {
    const equity = ['100.10', '110.11', '99.099'].map((text) => new Decimal(text));
    expect([...toReturns(equity)]).toEqual([...toReturns([100.1, 110.11, 99.099])]);
  });

  it('is undone by compounding', () => {
    fc.assert(
      fc.property(curve, (equity) => {
        const back = growthCurve(toReturns(equity), equity[0]);
        equity.forEach((value, i) => {
          // A return near −1 keeps few digits of the little that is left.
          expect(back[i]! / value).toBeCloseTo(1, 8);
        });
      }),
    );
  });

  it('does not take deposits for profit', () => {
    fc.assert(
      fc.property(curve, money, (equity, deposit) => {
        // The same account, into which somebody pays just before the last point is measured.
        const flows = equity.map((_, i) => (i === equity.length - 1 ? deposit : 0));
        const paid = equity.map((value, i) => value + flows[i]!);
        const plain = [...toReturns(equity)];
        [...toReturns(paid, { flows })].forEach((value, i) => {
          expect(value).toBeCloseTo(plain[i]!, 9);
        });
      }),
    );
  });

  it('lets money that came at the start work for the whole period', () => {
    expect([...toReturns([100, 165], { flows: [0, 50], flowsAt: 'start' })]).toEqual([
      expect.closeTo(0.1, 12),
    ]);
    expect([...toReturns([100, 165], { flows: [0, 50] })]).toEqual([expect.closeTo(0.15, 12)]);
  });

  it('has none for fewer than two points', () => {
    expect(toReturns([])).toHaveLength(0);
    expect(toReturns([100])).toHaveLength(0);
  });

  it('accepts ruin as the last point and refuses what follows it', () => {
    expect([...toReturns([100, 0])]).toEqual([-1]);
    expect(() => toReturns([100, 0, 50])).toThrow(
      'equity[1] must be above zero where a return follows it, was 0; end the series at the point',
    );
    expect(() => toReturns([-5, 50])).toThrow('equity[0]');
  });

  it.each([
    [[100, NaN], 'equity[1] must be a finite number or a Decimal, was NaN'],
    [['100', 110], 'equity[0] must be a finite number or a Decimal, was "100"'],
    [[100, null], 'equity[1] must be a finite number or a Decimal, was null'],
    [[100, { toNumber: () => Infinity }], 'equity[1] must be a finite number or a Decimal'],
    [[1e-300, 1e300], 'returns[0] must be a finite number, was Infinity'],
  ])('refuses %j', (equity, message) => {
    expect(() => toReturns(equity as number[])).toThrow(message);
  });

  it('refuses flows of another length', () => {
    expect(() => toReturns([100, 110], { flows: [0] })).toThrow('flows.length must be 2');
    expect(() => toReturns([100, 110], { flows: [0, NaN] })).toThrow('flows[1]');
  });
});

describe('totalReturn and annualReturn', () => {
  it('agree on one year', () => {
    const returns = [0.1, -0.05, 0.02, 0.03];
    expect(annualReturn(returns, { periodsPerYear: 4 })).toBe(totalReturn(returns));
    expect(annualReturn(returns, { years: 1 })).toBe(totalReturn(returns));
  });

  it('do not depend on the order of returns', () => {
    fc.assert(
      fc.property(curve, (equity) => {
        const returns = toReturns(equity);
        const backwards = returns.slice().reverse();
        expect(totalReturn(backwards)).toBeCloseTo(totalReturn(returns)!, 6);
      }),
    );
  });

  it('are everything at ruin, and have no root beyond it', () => {
    expect(annualReturn([0.5, -1], { periodsPerYear: 252 })).toBe(-1);
    expect(totalReturn([-1.5])).toBe(-1.5);
    expect(annualReturn([-1.5], { periodsPerYear: 252 })).toBeUndefined();
  });

  it('are undefined beyond what a double holds', () => {
    expect(totalReturn([1e200, 1e200])).toBeUndefined();
    expect(annualReturn([9, 9], { periodsPerYear: 1000 })).toBeUndefined();
  });

  it('refuse years that are not above zero', () => {
    expect(() => annualReturn([0.1], { years: 0 })).toThrow(
      'years must be a finite number above zero, was 0',
    );
  });
});

describe('periodicRate', () => {
  it('compounds back to the year', () => {
    expect((1 + periodicRate(0.05, 252)) ** 252 - 1).toBeCloseTo(0.05, 12);
  });

  it.each([-1, -2, NaN, Infinity])('refuses %d a year', (annual) => {
    expect(() => periodicRate(annual, 12)).toThrow('annual must be a finite fraction above -1');
  });
});

describe('timeWeightedReturn and moneyWeightedReturn', () => {
  it('agree without flows', () => {
    fc.assert(
      fc.property(money, money, (first, last) => {
        const equity = [first, last];
        const time = [0, msPerYear];
        const weighted = moneyWeightedReturn({ equity, flows: [0, 0], time })!;
        expect(weighted).toBeCloseTo(timeWeightedReturn(equity)!, 6);
      }),
    );
  });

  it('disagree about money that came just before a fall', () => {
    const equity = [100, 210, 105];
    const flows = [0, 100, 0];
    const time = [0, msPerYear, 2 * msPerYear];
    expect(timeWeightedReturn(equity, { flows })).toBeCloseTo(-0.45, 12);
    const rate = moneyWeightedReturn({ equity, flows, time })!;
    // 100 for two years and 100 for one year end as 105.
    expect(100 * (1 + rate) ** 2 + 100 * (1 + rate)).toBeCloseTo(105, 9);
    expect(rate).toBeLessThan(-0.3);
  });

  it('has no rate for one point, for nothing, or for an end below zero', () => {
    expect(moneyWeightedReturn({ equity: [100], flows: [0], time: [0] })).toBeUndefined();
    const time = [0, msPerYear];
    expect(moneyWeightedReturn({ equity: [100, -5], flows: [0, 0], time })).toBeUndefined();
  });

  it('finds no gain at once', () => {
    const time = [0, msPerYear];
    expect(moneyWeightedReturn({ equity: [100, 100], flows: [0, 0], time })).toBe(0);
  });

  it('refuses lists that do not fit', () => {
    const equity = [100, 110];
    expect(() => moneyWeightedReturn({ equity, flows: [0], time: [0, 1] })).toThrow('flows.length');
    expect(() => moneyWeightedReturn({ equity, flows: [0, 0], time: [0] })).toThrow('time.length');
    expect(() => moneyWeightedReturn({ equity, flows: [0, 0], time: [1, 1] })).toThrow(
      'time[1] must be later than time[0], 1, was 1',
    );
  });
});
