import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectancy, expectancyR } from './expectancy.js';
import { kellyFraction } from './kelly-fraction.js';
import { payoffRatio } from './payoff-ratio.js';
import { profitFactor } from './profit-factor.js';
import { systemQualityNumber } from './system-quality-number.js';
import { winRate } from './win-rate.js';

const measures = {
  expectancy,
  expectancyR,
  kellyFraction,
  payoffRatio,
  profitFactor,
  systemQualityNumber,
  winRate,
};

describe.each(Object.entries(measures))('%s', (_name, measure) => {
  it('is undefined for no trips', () => {
    expect(measure([])).toBeUndefined();
  });

  it('refuses a value that is not finite, by name and place', () => {
    expect(() => measure([10, -5, NaN])).toThrow('values[2] must be a finite number, was NaN');
  });

  it('is a finite number or undefined, whatever comes', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true })), (values) => {
        const value = measure(values);
        expect(value === undefined || Number.isFinite(value)).toBe(true);
      }),
    );
  });

  it('does not mind the order of trips', () => {
    const pnl = [30, -20, 0, 45, -10];
    expect(measure([...pnl].reverse())).toBeCloseTo(measure(pnl)!, 12);
  });
});

describe('trips that all won', () => {
  it('have no ratio to losses', () => {
    expect(winRate([1, 2])).toBe(1);
    expect(profitFactor([1, 2])).toBeUndefined();
    expect(payoffRatio([1, 2])).toBeUndefined();
    expect(kellyFraction([1, 2])).toBeUndefined();
    expect(expectancyR([1, 2])).toBeUndefined();
  });
});

describe('trips that all lost', () => {
  it('have no mean win', () => {
    expect(winRate([-1, -2])).toBe(0);
    expect(profitFactor([-1, -2])).toBe(0);
    expect(payoffRatio([-1, -2])).toBeUndefined();
    expect(kellyFraction([-1, -2])).toBeUndefined();
    expect(expectancyR([-1, -3])).toBe(-1);
  });
});

describe('trips that broke even', () => {
  it('are neither won nor lost, and count in the mean', () => {
    expect(winRate([10, 0, 0, -5])).toBe(0.5);
    expect(expectancy([10, 0, 0, -5])).toBe(1.25);
    expect(winRate([0, 0])).toBeUndefined();
  });
});

describe('systemQualityNumber', () => {
  it('has none for profits that are equal on paper', () => {
    expect(systemQualityNumber([110.1 - 100.1, 10, 20.3 - 10.3])).toBeUndefined();
    expect(systemQualityNumber([10])).toBeUndefined();
  });
});

describe('kellyFraction', () => {
  it('is zero where the odds are fair and negative where they are not', () => {
    expect(kellyFraction([10, -10])).toBe(0);
    expect(kellyFraction([10, -20])).toBeLessThan(0);
  });
});
