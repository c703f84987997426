import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alpha } from './alpha.js';
import { beta } from './beta.js';
import { captureRatio } from './capture-ratio.js';
import { correlation } from './correlation.js';
import { informationRatio } from './information-ratio.js';
import { trackingError } from './tracking-error.js';
import { treynorRatio } from './treynor-ratio.js';

const year = { periodsPerYear: 252 };
const market = [0.01, -0.02, 0.015, 0.004, -0.007];
const returns = [0.012, -0.011, 0.02, 0.001, -0.004];
const cents = fc.integer({ min: -900, max: 900 }).map((value) => value / 10_000);
const series = fc
  .array(cents, { minLength: 3, maxLength: 30 })
  .filter((values) => new Set(values).size > 1);

describe('beta and alpha', () => {
  it('find the line that made the returns', () => {
    fc.assert(
      fc.property(series, cents, fc.double({ min: -3, max: 3, noNaN: true }), (b, shift, slope) => {
        const made = b.map((value) => shift + slope * value);
        expect(beta(made, b)).toBeCloseTo(slope, 8);
        expect(alpha(made, b, { periodsPerYear: 1 })).toBeCloseTo(shift, 9);
      }),
    );
  });

  it('charge beta for the risk-free rate', () => {
    const riskFreePerPeriod = 0.0002;
    const excess = (values: readonly number[]) => values.map((value) => value - riskFreePerPeriod);
    const expected = alpha(excess(returns), excess(market), year)!;
    expect(alpha(returns, market, { ...year, riskFreePerPeriod })).toBeCloseTo(expected, 12);
  });

  it('do not exist beside a benchmark that never varies', () => {
    const flat = [0.1, 0.1, 0.1];
    expect(beta([0.1, 0.2, 0.3], flat)).toBeUndefined();
    expect(alpha([0.1, 0.2, 0.3], flat, year)).toBeUndefined();
    expect(correlation([0.1, 0.2, 0.3], flat)).toBeUndefined();
    expect(correlation(flat, [0.1, 0.2, 0.3])).toBeUndefined();
    expect(treynorRatio([0.1, 0.2, 0.3], flat, year)).toBeUndefined();
  });

  it('has no alpha when the mean period loses more than everything', () => {
    expect(alpha([-3, -2, -3], [0.1, 0.2, 0.1], year)).toBeUndefined();
  });
});

describe('correlation', () => {
  it('lies between −1 and 1 and does not mind who comes first', () => {
    fc.assert(
      fc.property(series, series, (a, b) => {
        const other = a.map((_, i) => b[i % b.length]!);
        const value = correlation(a, other);
        if (value === undefined) return;
        expect(Math.abs(value)).toBeLessThanOrEqual(1);
        expect(correlation(other, a)).toBeCloseTo(value, 12);
      }),
    );
  });
});

describe('what differs from the benchmark', () => {
  it('is nothing for the benchmark itself', () => {
    expect(trackingError(market, market, year)).toBe(0);
    expect(informationRatio(market, market, year)).toBeUndefined();
    expect(beta(market, market)).toBe(1);
    expect(alpha(market, market, year)).toBe(0);
    expect(captureRatio(market, market, { ...year, side: 'up' })).toBe(1);
    expect(captureRatio(market, market, { ...year, side: 'down' })).toBe(1);
  });

  it('is scaled to a year', () => {
    const once = informationRatio(returns, market, { periodsPerYear: 1 })!;
    expect(informationRatio(returns, market, year)).toBeCloseTo(once * Math.sqrt(252), 10);
  });
});

describe('captureRatio', () => {
  it('does not exist where the benchmark never went', () => {
    const up = [0.01, 0.02];
    expect(captureRatio(up, up, { ...year, side: 'down' })).toBeUndefined();
    expect(captureRatio(up, [0, 0], year)).toBeUndefined();
    expect(captureRatio([0.1, -1.5], up, year)).toBeUndefined();
    expect(captureRatio(up, [0.1, -1.5], year)).toBeUndefined();
  });

  it('takes all periods by default', () => {
    expect(captureRatio([0.1, 0.1], [0.05, 0.05], { periodsPerYear: 1 })).toBeCloseTo(2, 12);
  });

  it('refuses another side', () => {
    expect(() => captureRatio([], [], { ...year, side: 'left' as 'up' })).toThrow(
      'side must be one of "all", "down", "up", was "left"',
    );
  });
});

describe('treynorRatio', () => {
  it('has none for a beta of zero', () => {
    expect(treynorRatio([0.01, 0.02, 0.01], [0.02, 0.03, 0.04], year)).toBeUndefined();
  });

  it('takes the risk-free rate of a year off', () => {
    const plain = treynorRatio(returns, market, { periodsPerYear: 1 })!;
    const charged = treynorRatio(returns, market, { periodsPerYear: 1, riskFreePerPeriod: 0.01 })!;
    expect(plain - charged).toBeCloseTo(0.01 / beta(returns, market)!, 12);
  });

  it('has none after ruin', () => {
    expect(treynorRatio([-1.5, 0.1], [0.1, 0.2], year)).toBeUndefined();
  });
});

const pairs: Readonly<Record<string, (benchmark: readonly number[]) => unknown>> = {
  alpha: (benchmark) => alpha(returns, benchmark, year),
  beta: (benchmark) => beta(returns, benchmark),
  captureRatio: (benchmark) => captureRatio(returns, benchmark, year),
  correlation: (benchmark) => correlation(returns, benchmark),
  informationRatio: (benchmark) => informationRatio(returns, benchmark, year),
  trackingError: (benchmark) => trackingError(returns, benchmark, year),
  treynorRatio: (benchmark) => treynorRatio(returns, benchmark, year),
};

describe.each(Object.entries(pairs))('%s', (_name, compute) => {
  it('refuses a benchmark of another length', () => {
    expect(() => compute([0.1])).toThrow('benchmark.length must be 5');
  });

  it('refuses a benchmark that is not finite, by name and place', () => {
    expect(() => compute([...market.slice(1), NaN])).toThrow(
      'benchmark[4] must be a finite number, was NaN',
    );
  });
});
