import { isSdkError } from '@tradewright/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as performance from './index.js';
import type { Returns } from './index.js';

const year = { periodsPerYear: 252 };
const flat = [0.1, 0.1, 0.1, 0.1, 0.1];
const rising = [0.1, 0.2, 0.1, 0.3, 0.1];

interface Formula {
  readonly measure: (returns: Returns) => number | undefined;
  /** How few returns are enough. */
  readonly least: number;
  /** What returns that never vary give: a number, or nothing. */
  readonly constant?: number | 'none';
  /** What returns above zero only give. */
  readonly lossless?: 'none';
}

/** Every formula of one series. */
const formulas: Readonly<Record<string, Formula>> = {
  annualReturn: { measure: (r) => performance.annualReturn(r, year), least: 1 },
  calmarRatio: {
    measure: (r) => performance.calmarRatio(r, year),
    least: 1,
    constant: 'none',
    lossless: 'none',
  },
  conditionalValueAtRisk: {
    measure: (r) => performance.conditionalValueAtRisk(r),
    least: 1,
    constant: 0.1,
  },
  downsideDeviation: {
    measure: (r) => performance.downsideDeviation(r, year),
    least: 1,
    constant: 0,
  },
  excessKurtosis: { measure: (r) => performance.excessKurtosis(r), least: 4, constant: 'none' },
  gainToPainRatio: {
    measure: (r) => performance.gainToPainRatio(r),
    least: 1,
    constant: 'none',
    lossless: 'none',
  },
  maxDrawdown: { measure: (r) => performance.maxDrawdown(r), least: 1, constant: 0 },
  omegaRatio: {
    measure: (r) => performance.omegaRatio(r),
    least: 2,
    constant: 'none',
    lossless: 'none',
  },
  probabilisticSharpeRatio: {
    measure: (r) => performance.probabilisticSharpeRatio(r, year),
    least: 4,
    constant: 'none',
  },
  recoveryFactor: {
    measure: (r) => performance.recoveryFactor(r),
    least: 1,
    constant: 'none',
    lossless: 'none',
  },
  sharpeRatio: { measure: (r) => performance.sharpeRatio(r, year), least: 2, constant: 'none' },
  sharpeStandardError: {
    measure: (r) => performance.sharpeStandardError(r, year),
    least: 4,
    constant: 'none',
  },
  skewness: { measure: (r) => performance.skewness(r), least: 3, constant: 'none' },
  smartSharpeRatio: {
    measure: (r) => performance.smartSharpeRatio(r, year),
    least: 3,
    constant: 'none',
  },
  sortinoRatio: {
    measure: (r) => performance.sortinoRatio(r, year),
    least: 2,
    constant: 'none',
    lossless: 'none',
  },
  stability: { measure: (r) => performance.stability(r), least: 2 },
  tailRatio: { measure: (r) => performance.tailRatio(r), least: 1 },
  totalReturn: { measure: (r) => performance.totalReturn(r), least: 1 },
  ulcerIndex: { measure: (r) => performance.ulcerIndex(r), least: 1, constant: 0 },
  valueAtRisk: { measure: (r) => performance.valueAtRisk(r), least: 1, constant: 0.1 },
  'valueAtRisk, normal': {
    measure: (r) => performance.valueAtRisk(r, { method: 'normal' }),
    least: 2,
    constant: 0.1,
  },
  volatility: { measure: (r) => performance.volatility(r, year), least: 2, constant: 0 },
};

const cure = 'drop or fill missing values first';

/** Returns with a gain, a loss and a curve that falls from the start. */
const lively = [-0.04, 0.05, 0.01, -0.02, 0.03, 0.005];

describe.each(Object.entries(formulas))('%s', (_name, { measure, least, constant, lossless }) => {
  it('is undefined for too few returns and a number for enough', () => {
    for (let count = 0; count <= lively.length; count++) {
      const value = measure(lively.slice(0, count));
      if (count < least) expect(value).toBeUndefined();
      else expect(value).toBeTypeOf('number');
    }
  });

  it('says what returns that never vary give', () => {
    if (constant === 'none') expect(measure(flat)).toBeUndefined();
    else if (constant !== undefined) expect(measure(flat)).toBe(constant);
    else expect(measure(flat)).toBeTypeOf('number');
  });

  it('says what returns without a loss give', () => {
    if (lossless === 'none') expect(measure(rising)).toBeUndefined();
    else expect(measure(rising)).toBeTypeOf('number');
  });

  it('reads a Float64Array and a list alike, and changes neither', () => {
    const list = [...lively];
    const column = Float64Array.from(lively);
    expect(measure(column)).toBe(measure(list));
    expect(list).toEqual(lively);
    expect([...column]).toEqual(lively);
  });

  it.each([NaN, Infinity, -Infinity])('refuses %s and says where it is', (bad) => {
    const returns = [0.01, -0.02, 0.03, -0.01, bad, 0.02];
    expect(() => measure(returns)).toThrow(
      expect.objectContaining({
        code: 'VALUE_INVALID',
        message: `returns[4] must be a finite number, was ${bad}; ${cure}`,
      }),
    );
  });

  it('is a finite number or undefined, whatever comes', () => {
    const wild = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.double({ min: -1.5, max: 1.5, noNaN: true }),
      fc.constantFrom(0, -0, -1, 1e-300, 1e300, Number.MIN_VALUE),
    );
    fc.assert(
      fc.property(fc.array(wild, { maxLength: 12 }), (returns) => {
        const value = measure(returns);
        expect(value === undefined || Number.isFinite(value)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

const scaled: Readonly<Record<string, (periodsPerYear: number) => unknown>> = {
  annualReturn: (periodsPerYear) => performance.annualReturn(lively, { periodsPerYear }),
  alpha: (periodsPerYear) => performance.alpha(lively, rising, { periodsPerYear }),
  captureRatio: (periodsPerYear) => performance.captureRatio(lively, lively, { periodsPerYear }),
  downsideDeviation: (periodsPerYear) => performance.downsideDeviation(lively, { periodsPerYear }),
  periodicRate: (periodsPerYear) => performance.periodicRate(0.05, periodsPerYear),
  rollingSharpeRatio: (periodsPerYear) =>
    performance.rollingSharpeRatio(lively, { window: 2, periodsPerYear }),
  rollingVolatility: (periodsPerYear) =>
    performance.rollingVolatility(lively, { window: 2, periodsPerYear }),
  sharpeRatio: (periodsPerYear) => performance.sharpeRatio(lively, { periodsPerYear }),
  sortinoRatio: (periodsPerYear) => performance.sortinoRatio(lively, { periodsPerYear }),
  trackingError: (periodsPerYear) => performance.trackingError(lively, lively, { periodsPerYear }),
  volatility: (periodsPerYear) => performance.volatility(lively, { periodsPerYear }),
  performanceSummary: (periodsPerYear) =>
    performance.performanceSummary({ equity: [1, 2], periodsPerYear }),
};

describe.each(Object.entries(scaled))('%s', (_name, compute) => {
  it.each([0, -252, NaN, Infinity])(
    'refuses %s periods per year and names the usual ones',
    (bad) => {
      let caught: unknown;
      try {
        compute(bad);
      } catch (error) {
        caught = error;
      }
      expect(isSdkError(caught, 'VALUE_INVALID')).toBe(true);
      expect((caught as Error).message).toContain(
        `periodsPerYear must be a finite number above zero, was ${bad}; give 252 for sessions`,
      );
    },
  );
});
