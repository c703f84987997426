import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as all from '../src/index.js';
import type { Row } from './indicator-cases.js';
import { toColumns } from './random-rows.js';

const price = fc.double({ min: 0.01, max: 1e6, noNaN: true });
const prices = fc
  .array(price, { minLength: 12, maxLength: 80 })
  .map(Float64Array.from.bind(Float64Array));
const length = fc.integer({ min: 2, max: 12 });

const row: fc.Arbitrary<Row> = fc
  .record({
    low: price,
    range: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 100, noNaN: true })),
    where: fc.double({ min: 0, max: 1, noNaN: true }),
    volume: fc.integer({ min: 0, max: 1_000_000 }),
  })
  .map(({ low, range, where, volume }) => {
    const high = low + range;
    return { high, low, close: Math.min(high, low + where * range), volume };
  });
const bars = fc.array(row, { minLength: 12, maxLength: 80 }).map(toColumns);

function defined(column: Float64Array): Float64Array {
  return column.filter((value) => !Number.isNaN(value));
}

function expectWithin(column: Float64Array, min: number, max: number): void {
  for (const value of defined(column)) {
    expect(value).toBeGreaterThanOrEqual(min);
    expect(value).toBeLessThanOrEqual(max);
  }
}

describe('bounds', () => {
  it('keeps oscillators of closes between their limits', () => {
    fc.assert(
      fc.property(prices, length, (x, n) => {
        expectWithin(all.rsiColumn(x, n), 0, 100);
        expectWithin(all.rsiColumn(x, n, { smoothing: 'cutler' }), 0, 100);
        expectWithin(all.cmoColumn(x, n), -100, 100);
        expectWithin(all.cmoColumn(x, n, { smoothing: 'wilder' }), -100, 100);
        expectWithin(all.rollingRankColumn(x, n), 1 / n, 1);
        expectWithin(all.linearRegressionColumns(x, n).rSquared, 0, 1);
        expectWithin(all.rollingVarianceColumn(x, n), 0, Infinity);
      }),
    );
  });

  it('keeps oscillators of bars between their limits', () => {
    fc.assert(
      fc.property(bars, length, (x, n) => {
        const { k, d } = all.stochasticColumns(x, { length: n, smoothing: 2, signal: 3 });
        // Averages of numbers within bounds may round over them.
        expectWithin(k, -1e-9, 100 + 1e-9);
        expectWithin(d, -1e-9, 100 + 1e-9);
        expectWithin(all.williamsRColumn(x, n), -100, 0);
        expectWithin(all.mfiColumn(x, n), 0, 100);
        const aroon = all.aroonColumns(x, n);
        expectWithin(aroon.up, 0, 100);
        expectWithin(aroon.oscillator, -100, 100);
        const { plusDi, minusDi, adx } = all.adxColumns(x, n);
        expectWithin(plusDi, 0, 100);
        expectWithin(minusDi, 0, 100);
        expectWithin(adx, 0, 100 + 1e-9);
        expectWithin(all.atrColumn(x, n), 0, Infinity);
        expectWithin(all.rollingCorrelationColumn({ x: x.high, y: x.volume }, n), -1, 1);
      }),
    );
  });

  it('orders minimum, mean, quantiles and maximum', () => {
    fc.assert(
      fc.property(prices, length, (x, n) => {
        const min = all.rollingMinColumn(x, n);
        const max = all.rollingMaxColumn(x, n);
        const columns = [
          all.smaColumn(x, n),
          all.wmaColumn(x, n),
          all.rollingQuantileColumn(x, n, 0.3),
        ];
        // Sums are exact to the digits of the largest recent value, not of the present ones.
        const slack = 1e-14 * Math.max(...x);
        for (const column of columns) {
          for (let i = n - 1; i < x.length; i++) {
            expect(column[i]).toBeGreaterThanOrEqual((min[i] ?? Number.NaN) - slack);
            expect(column[i]).toBeLessThanOrEqual((max[i] ?? Number.NaN) + slack);
          }
        }
        expect(all.rollingQuantileColumn(x, n, 0)).toEqual(min);
        expect(all.rollingQuantileColumn(x, n, 1)).toEqual(max);
      }),
    );
  });
});

describe('invariance', () => {
  // A power of two only moves the exponent, so the bits of a ratio must not change at all.
  it('does not see the unit of prices in a ratio', () => {
    fc.assert(
      fc.property(bars, length, (x, n) => {
        const scaled = {
          high: x.high.map((value) => value * 1024),
          low: x.low.map((value) => value * 1024),
          close: x.close.map((value) => value * 1024),
          volume: x.volume,
        };
        expect(all.rsiColumn(scaled.close, n)).toEqual(all.rsiColumn(x.close, n));
        expect(all.rocColumn(scaled.close, n)).toEqual(all.rocColumn(x.close, n));
        expect(all.zScoreColumn(scaled.close, n)).toEqual(all.zScoreColumn(x.close, n));
        expect(all.cciColumn(scaled, n)).toEqual(all.cciColumn(x, n));
        expect(all.adxColumns(scaled, n)).toEqual(all.adxColumns(x, n));
        expect(all.stochasticColumns(scaled)).toEqual(all.stochasticColumns(x));
        expect(all.chaikinMoneyFlowColumn(scaled, n)).toEqual(all.chaikinMoneyFlowColumn(x, n));
        expect(all.mfiColumn(scaled, n)).toEqual(all.mfiColumn(x, n));
      }),
    );
  });

  it('carries the unit of prices through an average', () => {
    const twice = (column: Float64Array) => column.map((value) => value * 2);
    fc.assert(
      fc.property(prices, length, (x, n) => {
        for (const average of [all.smaColumn, all.emaColumn, all.wmaColumn, all.hmaColumn]) {
          expect(average(twice(x), n)).toEqual(twice(average(x, n)));
        }
        expect(all.kamaColumn(twice(x), n)).toEqual(twice(all.kamaColumn(x, n)));
        expect(all.standardDeviationColumn(twice(x), n)).toEqual(
          twice(all.standardDeviationColumn(x, n)),
        );
      }),
    );
  });

  it('does not see the level in a deviation or a slope', () => {
    const whole = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 12, maxLength: 60 });
    fc.assert(
      fc.property(whole, length, (numbers, n) => {
        const x = Float64Array.from(numbers);
        const lifted = x.map((value) => value + 2 ** 30);
        expect(all.rollingVarianceColumn(lifted, n)).toEqual(all.rollingVarianceColumn(x, n));
        const { slope } = all.linearRegressionColumns(x, n);
        expect(all.linearRegressionColumns(lifted, n).slope).toEqual(slope);
      }),
    );
  });

  it('gives whole numbers their correctly rounded mean, so that equal means are equal', () => {
    const whole = fc.array(fc.integer({ min: -1e6, max: 1e6 }), { minLength: 12, maxLength: 60 });
    fc.assert(
      fc.property(whole, length, (numbers, n) => {
        const means = all.smaColumn(Float64Array.from(numbers), n);
        for (let i = n - 1; i < numbers.length; i++) {
          const sum = numbers.slice(i - n + 1, i + 1).reduce((total, each) => total + each, 0);
          expect(means[i]).toBe(sum / n);
        }
      }),
    );
  });
});
