import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shareAmount } from './share-amount.js';

describe('shareAmount', () => {
  it.each([
    { amount: 100n, weights: [1n, 1n, 1n], parts: [34n, 33n, 33n] },
    { amount: 10n, weights: [1n, 2n, 3n], parts: [2n, 3n, 5n] },
    { amount: 1n, weights: [1n, 3n], parts: [0n, 1n] },
    { amount: 0n, weights: [5n, 0n], parts: [0n, 0n] },
    { amount: 7n, weights: [0n, 4n], parts: [0n, 7n] },
  ])('shares $amount by $weights', ({ amount, weights, parts }) => {
    expect(shareAmount(amount, weights)).toEqual(parts);
  });

  it('loses nothing, and no part is a whole unit away from its due', () => {
    const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1 });
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 30n }), weights, (amount, each) => {
        const total = each.reduce((sum, weight) => sum + weight, 0n);
        fc.pre(total > 0n);
        const parts = shareAmount(amount, each);
        expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(amount);
        parts.forEach((part, i) => {
          const apart = part * total - amount * (each[i] as bigint);
          expect(apart < total && -apart < total).toBe(true);
        });
      }),
    );
  });
});
