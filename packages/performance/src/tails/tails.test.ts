import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conditionalValueAtRisk } from './conditional-value-at-risk.js';
import { normalProbability, normalQuantile } from './normal-distribution.js';
import { selectNth } from './select-nth.js';
import { tailRatio } from './tail-ratio.js';
import { valueAtRisk } from './value-at-risk.js';

const number = fc.double({ min: -1, max: 1, noNaN: true });
const series = fc.array(number, { minLength: 1, maxLength: 200 });
const tail = fc.double({ min: 0, max: 1, noNaN: true });

describe('selectNth', () => {
  const few = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 300 });

  it('finds what sorting finds, and parts the rest around it', () => {
    fc.assert(
      fc.property(fc.oneof(few, series), fc.nat(), (values, seed) => {
        const nth = seed % values.length;
        const column = Float64Array.from(values);
        const found = selectNth(column, nth);
        expect(found + 0).toBe(Float64Array.from(values).sort()[nth]! + 0);
        expect(column.slice(0, nth).every((value) => value <= found)).toBe(true);
        expect(column.slice(nth).every((value) => value >= found)).toBe(true);
        expect([...column].map(String).sort()).toEqual(values.map(String).sort());
      }),
    );
  });

  const size = 20_000;
  it.each([
    ['sorted', (i: number) => i],
    ['reversed', (i: number) => -i],
    ['equal', () => 7],
    ['a hill', (i: number) => Math.min(i, size - i)],
    ['a valley', (i: number) => Math.max(i, size - i)],
    ['saw teeth', (i: number) => i % 100],
  ])('is right on %s values', (_name, shape) => {
    const column = Float64Array.from({ length: size }, (_, i) => shape(i));
    const sorted = column.slice().sort();
    for (const nth of [0, 1, 999, size / 2, size - 1]) {
      expect(selectNth(column.slice(), nth)).toBe(sorted[nth]);
    }
  });

  it('takes no quadratic time on values made against the median of three', () => {
    const column = killer(4096);
    let reads = 0;
    const counted = new Proxy(column, {
      get: (target, key) => {
        if (typeof key === 'string' && /^\d+$/.test(key)) reads++;
        const value = Reflect.get(target, key, target) as unknown;
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
    expect(selectNth(counted, 4000)).toBe(killer(4096).sort()[4000]);
    expect(reads).toBeLessThan(4096 * 60);
  });
});

/**
 * Values that part badly every time: the first and the middle one of each range are its lowest two,
 * so that a pass over all of it takes only two away (after Musser, 1997).
 */
function killer(size: number): Float64Array {
  const values = new Float64Array(size).fill(size);
  const places = Array.from(values, (_, i) => i);
  for (let left = 0; left + 2 < size; left += 2) {
    const middle = (left + size - 1) >> 1;
    values[places[left]!] = left;
    values[places[middle]!] = left + 1;
    [places[left + 1], places[middle]] = [places[middle]!, places[left + 1]!];
  }
  return values;
}

describe('the normal distribution', () => {
  it.each([
    [0, 0.5],
    [1, 0.8413447460685429],
    [1.96, 0.9750021048517795],
    [-2.5, 0.006209665325776132],
    [-3, 0.0013498980316300957],
    [-3.5, 0.00023262907903552502],
    [-6, 9.865876450376946e-10],
    [-10, 7.619853024160593e-24],
  ])('is below %d with probability %d', (z, expected) => {
    expect(normalProbability(z) / expected).toBeCloseTo(1, 13);
  });

  it('has the quantiles of the tables', () => {
    expect(normalQuantile(0.05)).toBeCloseTo(-1.6448536269514729, 13);
    expect(normalQuantile(0.01)).toBeCloseTo(-2.3263478740408408, 13);
    expect(normalQuantile(0.975)).toBeCloseTo(1.9599639845400545, 13);
    expect(normalQuantile(0)).toBe(-Infinity);
    expect(normalQuantile(1)).toBe(Infinity);
  });

  it('goes there and back', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 0.9999, noNaN: true }), (probability) => {
        const there = normalQuantile(probability);
        expect(normalProbability(there) / probability).toBeCloseTo(1, 10);
      }),
    );
  });

  it('rises', () => {
    const steps = Array.from({ length: 2001 }, (_, i) => normalProbability((i - 1000) / 100));
    expect(steps.every((value, i) => i === 0 || value >= steps[i - 1]!)).toBe(true);
  });
});

describe('valueAtRisk and conditionalValueAtRisk', () => {
  it('have no negative zero', () => {
    expect(valueAtRisk([-0])).toBe(0);
    expect(conditionalValueAtRisk([-0])).toBe(0);
  });

  it('never put the mean of the tail above its edge', () => {
    fc.assert(
      fc.property(series, tail, (returns, share) => {
        const edge = valueAtRisk(returns, { tail: share })!;
        const mean = conditionalValueAtRisk(returns, { tail: share })!;
        expect(mean).toBeLessThanOrEqual(edge);
      }),
    );
  });

  it('run from the lowest to the highest', () => {
    fc.assert(
      fc.property(series, (returns) => {
        expect(valueAtRisk(returns, { tail: 0 })).toBe(Math.min(...returns) + 0);
        expect(valueAtRisk(returns, { tail: 1 })).toBe(Math.max(...returns) + 0);
      }),
    );
  });

  it('move with the returns', () => {
    fc.assert(
      fc.property(series, tail, (returns, share) => {
        const shifted = returns.map((value) => value + 0.25);
        const before = valueAtRisk(returns, { tail: share })! + 0.25;
        expect(valueAtRisk(shifted, { tail: share })).toBeCloseTo(before, 12);
      }),
    );
  });

  it.each([-0.01, 1.01, NaN])('refuse a tail of %d', (bad) => {
    const message = `tail must be a fraction from 0 to 1, where 0.05 is the worst 5 %, was ${bad}`;
    expect(() => valueAtRisk([0.1], { tail: bad })).toThrow(message);
    expect(() => conditionalValueAtRisk([0.1], { tail: bad })).toThrow(message);
  });
});

describe('tailRatio', () => {
  it('has none when the worst periods lose nothing', () => {
    expect(tailRatio([0, 0, 0, 0.1])).toBeUndefined();
  });
});
