import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { valueScale } from './value-scale.js';

describe('valueScale', () => {
  it('has round ticks and just enough digits', () => {
    const scale = valueScale([0, 0.37], 150, 5);
    expect(scale.ticks.map((tick) => tick.toFixed(scale.digits))).toEqual([
      '0.0',
      '0.1',
      '0.2',
      '0.3',
    ]);
    expect(scale.y(0)).toBe(150);
  });

  it.each([[[]], [[0, 0]], [[5, 5]], [[-3, -3]], [[undefined, Number.NaN]]])(
    'is finite for %j',
    (values) => {
      const scale = valueScale(values, 110);
      expect(Number.isFinite(scale.y(values[0] ?? 0))).toBe(true);
      expect(scale.ticks.length).toBeGreaterThan(0);
    },
  );

  it('keeps every value inside of the plot', () => {
    const value = fc.double({ min: -1e9, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 20 }), (values) => {
        const scale = valueScale(values, 240);
        for (const each of values) {
          expect(scale.y(each)).toBeGreaterThanOrEqual(-1e-6);
          expect(scale.y(each)).toBeLessThanOrEqual(240 + 1e-6);
        }
        expect(scale.ticks.length).toBeLessThan(12);
      }),
    );
  });
});
