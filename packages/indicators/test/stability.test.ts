import { describe, expect, it } from 'vitest';
import * as all from '../src/index.js';

const count = 10_000_000;
const length = 20;

/** Prices with two decimals, which binary fractions cannot hold. */
function walk(size: number): Float64Array {
  let state = 1;
  let cents = 10_000;
  return Float64Array.from({ length: size }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    cents = Math.max(100, cents + ((state >>> 16) % 41) - 20);
    return cents / 100;
  });
}

describe('after ten million inputs', () => {
  const values = walk(count);
  const makers = [all.Sma, all.RollingSum, all.Wma, all.RollingVariance, all.RollingMax] as const;

  // Sums are taken afresh at multiples of the length, so an indicator that begins at one of them
  // must have the same bits.
  it.each(makers.map((Class) => ({ name: Class.name, Class })))(
    '$name has the bits of one that has just begun',
    ({ Class }) => {
      const old = new Class(length);
      for (let i = 0; i < count - 3 * length; i++) old.step(values[i]!);
      const young = new Class(length);
      for (let i = count - 3 * length; i < count - 2 * length; i++) {
        old.step(values[i]!);
        young.step(values[i]!);
      }
      for (let i = count - 2 * length; i < count; i++) {
        expect(old.step(values[i]!)).toBe(young.step(values[i]!));
      }
    },
  );

  it('a sum since the beginning has lost nothing', () => {
    const line = new all.AccumulationDistribution();
    const bar = { high: 11, low: 10, close: 11, volume: 0.1 };
    let naive = 0;
    for (let i = 0; i < count; i++) {
      line.step(bar);
      naive += bar.volume;
    }
    expect(line.value).toBe(1_000_000);
    expect(naive).not.toBe(1_000_000);
  });

  it('a price that never moves is still exactly itself', () => {
    const ema = new all.Ema(length);
    const sma = new all.Sma(length);
    const deviation = new all.StandardDeviation(length);
    for (let i = 0; i < count / 10; i++) {
      ema.step(0.1);
      sma.step(0.1);
      deviation.step(0.1);
    }
    expect([ema.value, sma.value, deviation.value]).toEqual([0.1, 0.1, 0]);
  });
});

describe('an outlier', () => {
  const outliers = [1e6, 1e9, 1e12];

  it.each(outliers)('of %d leaves no trace in a deviation once it has left', (outlier) => {
    const values = walk(100);
    const variance = new all.RollingVariance(10);
    for (const value of [...values.subarray(0, 13), outlier]) variance.step(value);
    for (const [index, value] of values.subarray(13).entries()) {
      const ours = variance.step(value);
      if (index < 9) continue;
      const window = values.subarray(13 + index - 9, 13 + index + 1);
      const mean = window.reduce((sum, each) => sum + each, 0) / 10;
      const exact = window.reduce((sum, each) => sum + (each - mean) ** 2, 0) / 10;
      expect(Math.abs(ours - exact)).toBeLessThan(1e-9 * exact);
    }
  });

  it('does not make a deviation of a flat window', () => {
    for (const outlier of outliers) {
      const column = Float64Array.from([3, outlier, 7, ...new Array<number>(40).fill(0.3)]);
      const deviation = all.standardDeviationColumn(column, 10);
      expect([...deviation.subarray(12)]).toEqual(new Array<number>(31).fill(0));
    }
  });

  it('nor does a jump after which the values hardly differ', () => {
    const noise = walk(60).map((value) => value / 1e4);
    const column = noise.map((value, i) => value + (i < 17 ? 10_000 : 1));
    const ours = all.rollingVarianceColumn(column, 10);
    for (let i = 27; i < column.length; i++) {
      const window = column.subarray(i - 9, i + 1);
      const shifted = window.map((value) => value - (window[0] ?? Number.NaN));
      const mean = shifted.reduce((sum, each) => sum + each, 0) / 10;
      const exact = shifted.reduce((sum, each) => sum + (each - mean) ** 2, 0) / 10;
      expect(Math.abs((ours[i] ?? Number.NaN) - exact)).toBeLessThan(1e-9 * exact);
    }
  });
});
