import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { divideHalfEven } from './divide-half-even.js';

const wide = fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n });
const divisor = fc.oneof(fc.bigInt({ min: 1n, max: 12n }), fc.bigInt({ min: 1n, max: 10n ** 25n }));

describe('divideHalfEven', () => {
  it.each([
    [5n, 2n, 2n],
    [7n, 2n, 4n],
    [-5n, 2n, -2n],
    [-7n, 2n, -4n],
    [1n, 2n, 0n],
    [-1n, 2n, 0n],
    [3n, 2n, 2n],
    [1n, 3n, 0n],
    [2n, 3n, 1n],
    [-2n, 3n, -1n],
    [0n, 7n, 0n],
    [12n, 4n, 3n],
    [-12n, 4n, -3n],
  ])('%d ÷ %d is %d', (numerator, denominator, quotient) => {
    expect(divideHalfEven(numerator, denominator)).toBe(quotient);
  });

  it('is the nearest whole number, and the even one of two that are equally near', () => {
    fc.assert(
      fc.property(wide, divisor, (numerator, denominator) => {
        const quotient = divideHalfEven(numerator, denominator);
        const off = numerator - quotient * denominator;
        const distance = (off < 0n ? -off : off) * 2n;
        expect(distance <= denominator).toBe(true);
        if (distance === denominator) expect(quotient % 2n).toBe(0n);
      }),
      { numRuns: 500 },
    );
  });

  it('meets ties: half of an odd multiple goes to the even neighbor', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), divisor, (whole, half) => {
        const tie = (2n * whole + 1n) * half;
        const even = whole % 2n === 0n ? whole : whole + 1n;
        expect(divideHalfEven(tie, 2n * half)).toBe(even);
      }),
    );
  });

  it('is odd: a negated numerator negates the quotient', () => {
    fc.assert(
      fc.property(wide, divisor, (numerator, denominator) => {
        expect(divideHalfEven(-numerator, denominator)).toBe(
          -divideHalfEven(numerator, denominator),
        );
      }),
    );
  });
});
