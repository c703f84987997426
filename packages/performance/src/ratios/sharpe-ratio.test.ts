import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { periodicRate } from '../returns/periodic-rate.js';
import { probabilisticSharpeRatio } from './probabilistic-sharpe-ratio.js';
import { sharpeRatio } from './sharpe-ratio.js';
import { sharpeStandardError } from './sharpe-standard-error.js';
import { smartSharpeRatio } from './smart-sharpe-ratio.js';
import { sortinoRatio } from './sortino-ratio.js';

const year = { periodsPerYear: 252 };
const returns = [0.011, -0.004, 0.007, 0.002, -0.013, 0.009, 0.001, -0.006];
const cents = fc.integer({ min: -2000, max: 2000 }).map((value) => value / 10_000);
const series = fc
  .array(cents, { minLength: 4, maxLength: 40 })
  .filter((values) => new Set(values).size > 1);

describe('sharpeRatio', () => {
  it('has none for returns that never vary, whatever rounding makes of them', () => {
    expect(sharpeRatio([0.1, 0.1, 0.1], year)).toBeUndefined();
    const equity = Array.from({ length: 30 }, (_, i) => 1000 * 1.003 ** i);
    const steady = equity.slice(1).map((value, i) => value / equity[i]! - 1);
    expect(sharpeRatio(steady, year)).toBeUndefined();
  });

  it('keeps a ratio of small returns that do vary', () => {
    expect(sharpeRatio([1e-9, 2e-9, 3e-9], { periodsPerYear: 1 })).toBeCloseTo(2, 6);
  });

  it('is the same for a multiple of the returns, and has its sign turned with them', () => {
    fc.assert(
      fc.property(series, fc.double({ min: 0.1, max: 10, noNaN: true }), (values, scale) => {
        const before = sharpeRatio(values, year)!;
        const scaled = values.map((value) => value * scale);
        const mirrored = values.map((value) => -value);
        expect(sharpeRatio(scaled, year)).toBeCloseTo(before, 8);
        expect(sharpeRatio(mirrored, year)).toBeCloseTo(-before, 8);
      }),
    );
  });

  it('takes a rate per period off every return, one or many', () => {
    const riskFreePerPeriod = periodicRate(0.05, 252);
    const shifted = returns.map((value) => value - riskFreePerPeriod);
    const expected = sharpeRatio(shifted, year)!;
    const rates = new Array<number>(returns.length).fill(riskFreePerPeriod);
    expect(sharpeRatio(returns, { ...year, riskFreePerPeriod })).toBeCloseTo(expected, 12);
    expect(sharpeRatio(returns, { ...year, riskFreePerPeriod: rates })).toBeCloseTo(expected, 12);
  });

  it('refuses rates that do not fit the returns', () => {
    expect(() => sharpeRatio(returns, { ...year, riskFreePerPeriod: [0.1] })).toThrow(
      'riskFreePerPeriod.length must be 8',
    );
    expect(() => sharpeRatio(returns, { ...year, riskFreePerPeriod: NaN })).toThrow(
      'riskFreePerPeriod must be a finite number, was NaN',
    );
    const rates = [...returns.slice(1), Infinity];
    expect(() => sharpeRatio(returns, { ...year, riskFreePerPeriod: rates })).toThrow(
      'riskFreePerPeriod[7] must be a finite number',
    );
  });
});

describe('what is known about a Sharpe ratio', () => {
  it('is one standard error that shrinks with the root of the sample', () => {
    const once = sharpeStandardError(returns, year)!;
    const often = sharpeStandardError(Array.from({ length: 100 }, () => returns).flat(), year)!;
    expect(once / often).toBeGreaterThan(9);
    expect(once / often).toBeLessThan(12);
  });

  it('is a probability of one half against itself', () => {
    const benchmarkSharpe = sharpeRatio(returns, year)!;
    expect(probabilisticSharpeRatio(returns, { ...year, benchmarkSharpe })).toBe(0.5);
  });

  it('is less likely the more is asked', () => {
    const against = (benchmarkSharpe: number): number =>
      probabilisticSharpeRatio(returns, { ...year, benchmarkSharpe })!;
    expect(against(-5)).toBeGreaterThan(against(0));
    expect(against(0)).toBeGreaterThan(against(5));
    expect(() => against(NaN)).toThrow('benchmarkSharpe must be a finite number, was NaN');
  });

  it('is nothing where the estimated variance is not above zero', () => {
    const few = [0.15, 0.19, 0.19, 0.16];
    expect(sharpeRatio(few, year)).toBeDefined();
    expect(sharpeStandardError(few, year)).toBeUndefined();
    expect(probabilisticSharpeRatio(few, year)).toBeUndefined();
  });

  it('is smaller when returns follow each other', () => {
    const trending = [0.01, 0.012, 0.014, 0.013, 0.004, 0.002, 0.003, 0.005];
    expect(smartSharpeRatio(trending, year)!).toBeLessThan(0.7 * sharpeRatio(trending, year)!);
  });

  it('is shrunk by the correlation of each return with the one before', () => {
    const values = [0.01, 0.02, -0.01, 0.03];
    // ρ is −17 ÷ √364 here; the weights are 3/4, 2/4 and 1/4.
    const rho = 17 / Math.sqrt(364);
    const penalty = Math.sqrt(1 + 2 * (0.75 * rho + 0.5 * rho ** 2 + 0.25 * rho ** 3));
    const expected = sharpeRatio(values, year)! / penalty;
    expect(smartSharpeRatio(values, year)).toBeCloseTo(expected, 10);
  });

  it('has no smart form when all returns but one never vary', () => {
    expect(smartSharpeRatio([0.2, 0.1, 0.1, 0.1], year)).toBeUndefined();
  });
});

describe('sortinoRatio', () => {
  it('has none when nothing fell short by more than rounding', () => {
    const requiredPerPeriod = 0.1 + 0.2;
    expect(sortinoRatio([0.3, 0.3, 0.4], { ...year, requiredPerPeriod })).toBeUndefined();
  });

  it('is the same for a multiple of the returns', () => {
    fc.assert(
      fc.property(series, fc.double({ min: 0.1, max: 10, noNaN: true }), (values, scale) => {
        const before = sortinoRatio(values, year);
        const after = sortinoRatio(
          values.map((value) => value * scale),
          year,
        );
        if (before === undefined) expect(after).toBeUndefined();
        else expect(after).toBeCloseTo(before, 7);
      }),
    );
  });

  it('counts every return in its denominator, not only the losses', () => {
    expect(sortinoRatio([0.02, 0.02, 0.02, -0.02], { periodsPerYear: 1 })).toBeCloseTo(1, 12);
  });
});
