import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { divideHalfEven } from './divide-half-even.js';
import { ExactShare, exactShareMax } from './exact-share.js';

/** The same in `bigint`. */
function expected(total: bigint, wanted: number, size: number): bigint {
  return divideHalfEven(total * BigInt(wanted), BigInt(size));
}

const units = [1e6, 1e9, 1e12];
const sizes = fc.oneof(
  fc.integer({ min: 2, max: 50 }),
  fc.integer({ min: 2, max: exactShareMax - 1 }),
  fc.constant(exactShareMax - 1),
);
const ticks = fc.oneof(
  fc.integer({ min: -1000, max: 1000 }),
  fc.integer({ min: -(2 ** 50), max: 2 ** 50 }),
  fc.constantFrom(0, 2 ** 50, -(2 ** 50), 2 ** 25, 2 ** 25 - 1),
);

describe('ExactShare', () => {
  it.each([
    { name: 'a whole result', amount: [30, 0], part: [1, 3], taken: [10, 0] },
    { name: 'a third, down', amount: [10, 0], part: [1, 3], taken: [3, 333_333] },
    { name: 'two thirds, up', amount: [10, 0], part: [2, 3], taken: [6, 666_667] },
    { name: 'a half to even, down', amount: [0, 1], part: [1, 2], taken: [0, 0] },
    { name: 'a half to even, up', amount: [0, 3], part: [1, 2], taken: [0, 2] },
    { name: 'a carry', amount: [2, -1], part: [3, 4], taken: [1, 499_999] },
    { name: 'a short position', amount: [-10, 0], part: [1, 3], taken: [-3, -333_333] },
  ])('takes $name', ({ amount, part, taken }) => {
    const share = new ExactShare(1e6);
    share.take(amount[0] ?? 0, amount[1] ?? 0, part[0] ?? 0, part[1] ?? 0);
    expect([share.ticks, share.fine].map((each) => each + 0)).toEqual(taken);
  });

  it('is what whole numbers of any size say, of either sign (LG10)', () => {
    const cases = fc.tuple(fc.constantFrom(...units), ticks, fc.double({ min: -1, max: 1 }), sizes);
    fc.assert(
      fc.property(cases, fc.double({ min: 0, max: 1 }), ([perTick, whole, part, size], cut) => {
        const fine = Math.trunc((Number.isNaN(part) ? 0 : part) * (perTick - 1));
        const share = Number.isNaN(cut) ? 0.5 : cut;
        const wanted = Math.max(1, Math.min(size - 1, Math.round(size * share)));
        const one = new ExactShare(perTick);
        one.take(whole, fine, wanted, size);
        const total = BigInt(whole) * BigInt(perTick) + BigInt(fine);
        const taken = BigInt(one.ticks) * BigInt(perTick) + BigInt(one.fine);
        expect(taken).toBe(expected(total, wanted, size));
        expect(Math.abs(one.fine)).toBeLessThan(perTick);
      }),
      { numRuns: 3000 },
    );
  });
});
