import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { thinPoints } from './thin-points.js';

describe('thinPoints', () => {
  it('keeps a short curve as it is, without points that have no value', () => {
    expect(thinPoints([1, undefined, 3, Number.NaN, 5])).toEqual([0, 2, 4]);
    expect(thinPoints([])).toEqual([]);
  });

  it('keeps ends and extremes of a long one, in order, and few others', () => {
    const seeds = fc.record({ length: fc.integer({ min: 1441, max: 20_000 }), seed: fc.nat() });
    fc.assert(
      fc.property(seeds, ({ length, seed }) => {
        let state = seed;
        const values = Float64Array.from({ length }, () => {
          state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
          return state;
        });
        const kept = thinPoints(values);
        const worth = kept.map((place) => values[place] as number);
        expect(kept.length).toBeLessThanOrEqual(2 * 720 + 2);
        expect([kept[0], kept.at(-1)]).toEqual([0, length - 1]);
        expect(kept.every((place, i) => i === 0 || place > (kept[i - 1] as number))).toBe(true);
        expect(Math.min(...worth)).toBe(values.reduce((a, b) => Math.min(a, b)));
        expect(Math.max(...worth)).toBe(values.reduce((a, b) => Math.max(a, b)));
      }),
      { numRuns: 40 },
    );
  });
});
