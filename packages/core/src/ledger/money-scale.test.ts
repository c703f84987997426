import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instrument } from '../instruments/instrument.js';
import { moneyScale } from './money-scale.js';

const step = (digits: number): string => (digits === 0 ? '1' : `0.${'0'.repeat(digits - 1)}1`);
const made = (quantityDigits: number, priceDigits: number) =>
  instrument({
    symbol: 'A',
    quantityStep: step(quantityDigits),
    priceTick: step(priceDigits),
  });

describe('moneyScale', () => {
  it('counts shares at cents, with fees of whole basis points, in 1e-6', () => {
    const scale = moneyScale([made(0, 2)]);
    expect(scale.digits).toBe(6);
    expect(scale.unitsPerTick).toBe(10n ** 12n);
    expect([...scale.ticksPerProduct]).toEqual([10_000]);
  });

  it('never goes below 1e-18', () => {
    const scale = moneyScale([made(9, 9)]);
    expect(scale.digits).toBe(18);
    expect(scale.unitsPerTick).toBe(1n);
    expect([...scale.ticksPerProduct]).toEqual([1]);
  });

  it('is made for no instrument at all', () => {
    expect(moneyScale([]).digits).toBe(4);
  });

  it('makes quantity × price a whole number of ticks for every instrument of the run', () => {
    const digits = fc.integer({ min: 0, max: 9 });
    fc.assert(
      fc.property(fc.array(fc.tuple(digits, digits), { minLength: 1, maxLength: 5 }), (pairs) => {
        const scale = moneyScale(pairs.map(([quantity, price]) => made(quantity, price)));
        expect(scale.unitsPerTick * 10n ** BigInt(scale.digits)).toBe(10n ** 18n);
        pairs.forEach(([quantity, price], slot) => {
          const perProduct = scale.ticksPerProduct[slot] ?? Number.NaN;
          const worth = BigInt(perProduct) * scale.unitsPerTick;
          expect(worth).toBe(10n ** BigInt(18 - quantity - price));
        });
      }),
    );
  });
});
