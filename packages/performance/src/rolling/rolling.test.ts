import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beta } from '../benchmark/beta.js';
import { maxDrawdown } from '../drawdowns/max-drawdown.js';
import { volatility } from '../moments/volatility.js';
import { sharpeRatio } from '../ratios/sharpe-ratio.js';
import { foldWindows } from './fold-windows.js';
import { rollingBeta } from './rolling-beta.js';
import { rollingMaxDrawdown } from './rolling-max-drawdown.js';
import { rollingSharpeRatio } from './rolling-sharpe-ratio.js';
import { rollingVolatility } from './rolling-volatility.js';

const year = { periodsPerYear: 252 };
const cents = fc.integer({ min: -500, max: 500 }).map((value) => value / 10_000);
const series = fc.array(cents, { minLength: 0, maxLength: 60 });
const windows = fc.integer({ min: 2, max: 20 });

/** What each window gives on its own, the slow way. */
function each<T>(length: number, window: number, compute: (from: number) => T): readonly T[] {
  return Array.from({ length: Math.max(0, length - window + 1) }, (_, from) => compute(from));
}

function expectSame(
  actual: ArrayLike<number | undefined>,
  expected: readonly (number | undefined)[],
): void {
  expect(actual).toHaveLength(expected.length);
  expected.forEach((value, i) => {
    if (value === undefined) expect(actual[i]).toBeUndefined();
    else expect(actual[i]).toBeCloseTo(value, 8);
  });
}

describe('rolling statistics', () => {
  it('are those of every full window', () => {
    fc.assert(
      fc.property(series, series, windows, (returns, other, window) => {
        const market = returns.map((_, i) => other[i] ?? 0.001 * i);
        const cut = (values: readonly number[], from: number) => values.slice(from, from + window);
        const whole = <T>(compute: (from: number) => T) => each(returns.length, window, compute);
        expectSame(
          rollingSharpeRatio(returns, { ...year, window }),
          whole((from) => sharpeRatio(cut(returns, from), year)),
        );
        expectSame(
          rollingVolatility(returns, { ...year, window }),
          whole((from) => volatility(cut(returns, from), year)),
        );
        expectSame(
          rollingBeta(returns, market, { window }),
          whole((from) => beta(cut(returns, from), cut(market, from))),
        );
        expectSame(
          rollingMaxDrawdown(returns, { window }),
          whole((from) => maxDrawdown(cut(returns, from))),
        );
      }),
    );
  });

  it('keep their digits after one wild value has left the window', () => {
    const calm = Array.from({ length: 40 }, (_, i) => 0.001 * (1 + (i % 3)));
    const wild = [...calm];
    wild[5] = 1e9;
    const options = { ...year, window: 10 };
    expect(rollingVolatility(wild, options).at(-1)).toBe(rollingVolatility(calm, options).at(-1));
    expect(rollingSharpeRatio(wild, options).at(-1)).toBe(rollingSharpeRatio(calm, options).at(-1));
  });

  it('take as many steps as there are returns, whatever the window', () => {
    const count = (window: number): number => {
      let merges = 0;
      const fold = {
        at: (index: number) => index,
        merge: (a: number, b: number) => {
          merges++;
          return a + b;
        },
      };
      foldWindows({ length: 10_000, window }, fold, () => {});
      return merges;
    };
    expect(count(10)).toBeLessThan(3 * 10_000);
    expect(count(1000)).toBeLessThan(3 * 10_000);
  });

  it('see a window of one return as a curve of two points', () => {
    expect([...rollingMaxDrawdown([-0.5, 0.5], { window: 1 })]).toEqual([-0.5, 0]);
  });

  it('subtract a rate that changes', () => {
    const returns = [0.01, 0.02, 0.03, 0.01];
    const shifted = rollingSharpeRatio([0, 0.01, 0.01, -0.02], { ...year, window: 3 });
    const riskFreePerPeriod = [0.01, 0.01, 0.02, 0.03];
    expectSame(rollingSharpeRatio(returns, { ...year, window: 3, riskFreePerPeriod }), [
      ...shifted,
    ]);
  });

  it.each([1, 0, 2.5, NaN])('refuse a window of %d', (window) => {
    const message = `window must be a whole number of 2 or more, was ${window}`;
    expect(() => rollingVolatility([0.1], { ...year, window })).toThrow(message);
    expect(() => rollingSharpeRatio([0.1], { ...year, window })).toThrow(message);
    expect(() => rollingBeta([0.1], [0.1], { window })).toThrow(message);
  });

  it('refuse values that are not finite, ruin and another length', () => {
    expect(() => rollingVolatility([0.1, NaN], { ...year, window: 2 })).toThrow('returns[1]');
    expect(() => rollingBeta([0.1, 0.2], [0.1, NaN], { window: 2 })).toThrow('benchmark[1]');
    expect(() => rollingBeta([0.1, 0.2], [0.1], { window: 2 })).toThrow('benchmark.length');
    expect(() => rollingMaxDrawdown([0.1, -1.2], { window: 2 })).toThrow(
      'returns[1] must be -1 or more, was -1.2; end the series at the point of ruin',
    );
  });
});
