import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instrument } from '../instruments/instrument.js';
import { shareSplit } from './share-split.js';
import { splitPosition } from './split-position.js';

const share = instrument({ symbol: 'AAPL' });
const coarse = instrument({ symbol: 'ETH', quantityStep: '0.005', priceTick: '0.01' });
const dollars = 10n ** 18n;

// eslint-disable-next-line max-params -- reads like a ticket, and is written often
function shared(parts: readonly number[], from: bigint, to: bigint, cashPrice?: number) {
  const held = parts.reduce((sum, each) => sum + each, 0);
  const whole = splitPosition(share, held, { from, to, cashPrice });
  return whole && shareSplit(share, parts, { whole, cashPrice });
}

describe('shareSplit', () => {
  it('gives the missing step to the largest remainder, for cash', () => {
    // 4/3 and 5/3 of a share: the second buys a third for 12.
    expect(shared([4, 5], 3n, 1n, 36_00)).toEqual([
      { from: 3n, to: 1n, after: 1, fraction: 1n, cash: 12n * dollars },
      { from: 3n, to: 1n, after: 2, fraction: -1n, cash: -12n * dollars },
    ]);
  });

  it('needs no price when no fraction changes hands, and says so when one does', () => {
    expect(shared([3, -6], 3n, 2n)?.map(({ after }) => after)).toEqual([2, -4]);
    expect(shared([1, 1], 2n, 1n)).toBeUndefined();
  });

  it('refuses a part that no safe integer counts', () => {
    expect(() => shared([2 ** 52, -(2 ** 52)], 1n, 3n)).toThrow('position of AAPL must stay');
  });

  it('sums to the whole: steps, fractions and cash, exactly (LG14)', () => {
    const parts = fc.array(fc.integer({ min: -500, max: 500 }), { minLength: 1, maxLength: 6 });
    const ratio = fc.bigInt({ min: 1n, max: 11n });
    const terms = fc.record({ from: ratio, to: ratio, cashPrice: fc.integer({ min: 1 }) });
    fc.assert(
      fc.property(parts, terms, fc.constantFrom(share, coarse), (units, by, one) => {
        const held = units.map((each) => each * one.stepUnits);
        const sum = held.reduce((total, each) => total + each, 0);
        const whole = splitPosition(one, sum, by);
        if (whole === undefined) throw new Error('a cash price was given');
        const shares = shareSplit(one, held, { whole, cashPrice: by.cashPrice }) ?? [];
        expect(shares.reduce((total, { after }) => total + after, 0)).toBe(whole.after);
        expect(shares.reduce((total, { fraction }) => total + fraction, 0n)).toBe(whole.fraction);
        expect(shares.reduce((total, { cash }) => total + cash, 0n)).toBe(whole.cash);
        shares.forEach(({ after, fraction }, i) => {
          expect(after % one.stepUnits === 0).toBe(true);
          expect(BigInt(after) * by.from + fraction).toBe(BigInt(held[i] ?? 0) * by.to);
          const step = by.from * BigInt(one.stepUnits);
          expect(fraction < step && -fraction < step).toBe(true);
        });
      }),
      { numRuns: 400 },
    );
  });
});
