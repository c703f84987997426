import fc from 'fast-check';
import { expect, it } from 'vitest';
import { binReturns } from './bin-returns.js';

it('counts every return once, with zero as a bound', () => {
  const value = fc.double({ min: -0.5, max: 0.5, noNaN: true });
  fc.assert(
    fc.property(fc.array(value, { minLength: 2, maxLength: 60 }), (values) => {
      const returns = Float64Array.from(values);
      const bins = binReturns(returns);
      const spread = Math.max(...values) - Math.min(...values) > 1e-12;
      expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(spread ? values.length : 0);
      expect(bins.length).toBeLessThanOrEqual(33);
      for (const { from, to } of bins) expect(from * to).toBeGreaterThanOrEqual(0);
    }),
  );
});

it('gathers what is far out at the ends, so that the rest keeps its shape', () => {
  const returns = Float64Array.from({ length: 1000 }, (_, i) => ((i % 41) - 20) / 1000);
  returns.set([-0.45, -0.3, 0.25]);
  const bins = binReturns(returns);
  expect(bins[0]).toMatchObject({ from: -0.45, count: 2 });
  expect(bins.at(-1)).toMatchObject({ to: 0.25, count: 1 });
  expect(bins.length).toBeGreaterThan(15);
});

it('has no bins for returns that never vary', () => {
  expect(binReturns(Float64Array.of(0.1, 0.1))).toEqual([]);
  expect(binReturns(new Float64Array(0))).toEqual([]);
});
