import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isReturnNoise, moments, sampleDeviation } from './moments.js';
import { skewness } from './skewness.js';
import { volatility } from './volatility.js';

const fraction = fc.double({ min: -0.5, max: 0.5, noNaN: true });
const series = fc.array(fraction, { minLength: 2, maxLength: 60 });

describe('moments', () => {
  it('adds up by hand', () => {
    expect(moments([1, 2, 3, 4])).toEqual({ count: 4, mean: 2.5, squares: 5 });
  });

  it('has a deviation of exactly zero for values that never differ', () => {
    fc.assert(
      fc.property(fraction, fc.integer({ min: 1, max: 1000 }), (value, count) => {
        expect(moments(new Array<number>(count).fill(value)).squares).toBe(0);
      }),
    );
  });

  it('keeps its digits far from zero, where the sum of squares loses them all', () => {
    const shifted = [1, 2, 3, 4].map((value) => value + 1e9);
    expect(moments(shifted).squares).toBe(5);
  });

  it('keeps its digits over a million values', () => {
    const values = Float64Array.from({ length: 1_000_000 }, (_, i) => 0.0005 + (i % 2) * 1e-9);
    const { mean, squares } = moments(values);
    expect(mean).toBeCloseTo(0.0005 + 0.5e-9, 18);
    expect(squares / (1e6 * 0.25e-18)).toBeCloseTo(1, 6);
  });

  it('overflows to a number that is not finite, and does not blame the values', () => {
    expect(moments([1e308, -1e308, 1e308]).squares).not.toBeLessThan(Infinity);
  });

  it('knows rounding from a deviation', () => {
    const growth = Array.from({ length: 50 }, (_, i) => 100 * 1.0001 ** i);
    const returns = growth.slice(1).map((value, i) => value / growth[i]! - 1);
    const sample = moments(returns);
    expect(sampleDeviation(sample)).toBeGreaterThan(0);
    expect(isReturnNoise(sampleDeviation(sample), sample.mean)).toBe(true);
    expect(isReturnNoise(1e-12, 0)).toBe(false);
  });
});

describe('volatility and skewness', () => {
  it('do not change when a constant is added', () => {
    fc.assert(
      fc.property(series, fraction, (returns, shift) => {
        const before = volatility(returns, { periodsPerYear: 252 })!;
        const after = volatility(
          returns.map((value) => value + shift),
          { periodsPerYear: 252 },
        )!;
        expect(after).toBeCloseTo(before, 12);
      }),
    );
  });

  it('scale with the returns, and with the root of the periods', () => {
    fc.assert(
      fc.property(series, fc.double({ min: 0.01, max: 100, noNaN: true }), (returns, scale) => {
        const before = volatility(returns, { periodsPerYear: 1 })!;
        const scaled = returns.map((value) => value * scale);
        expect(volatility(scaled, { periodsPerYear: 4 })! / scale).toBeCloseTo(2 * before, 11);
      }),
    );
  });

  it('turn around with the returns', () => {
    const returns = [0.01, -0.04, 0.02, 0.005, 0.03];
    const mirrored = returns.map((value) => -value);
    expect(skewness(mirrored)).toBeCloseTo(-skewness(returns)!, 12);
  });
});
