import { Decimal as SharedDecimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal } from './decimal.js';
import {
  digitsOfStep,
  moneyDigits,
  moneyOne,
  moneyToDecimal,
  moneyToNumber,
  numberToUnits,
  powerOfTen,
  stepDigitsMax,
  textToUnits,
  unitsToDecimal,
  unitsToText,
  valueToUnits,
} from './units.js';

const digitsArbitrary = fc.integer({ min: 0, max: stepDigitsMax });
const safe = fc.oneof(
  fc.maxSafeInteger(),
  fc.integer({ min: -100_000, max: 100_000 }),
  fc.constantFrom(Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER, 0, 1, -1),
);

describe('unitsToText', () => {
  it.each([
    [0, 2, '0'],
    [1, 2, '0.01'],
    [-1, 2, '-0.01'],
    [100, 2, '1'],
    [-12_345, 2, '-123.45'],
    [10, 0, '10'],
    [5n, 18, '0.000000000000000005'],
    [-(10n ** 18n), 18, '-1'],
    [123_456_789n * 10n ** 30n, 18, `123456789${'0'.repeat(12)}`],
  ])('%d at %d digits is %s', (units, digits, text) => {
    expect(unitsToText(units, digits)).toBe(text);
  });

  it('comes back as the same units', () => {
    fc.assert(
      fc.property(safe, digitsArbitrary, (units, digits) => {
        const text = unitsToText(units, digits);
        expect(textToUnits(text, digits)).toBe(units);
        expect(new SharedDecimal(text).times(`1e${digits}`).toFixed()).toBe(String(units));
      }),
    );
  });
});

describe('textToUnits', () => {
  it.each([
    ['10.5', 2, 1050],
    ['10.50000', 2, 1050],
    ['-0.01', 2, -1],
    ['0', 9, 0],
    ['0007', 0, 7],
    ['9007199254740991', 0, Number.MAX_SAFE_INTEGER],
    ['9007199.254740991', 9, Number.MAX_SAFE_INTEGER],
  ])('%s at %d digits is %d', (text, digits, units) => {
    expect(textToUnits(text, digits)).toBe(units);
  });

  it.each([
    ['finer than a unit', '10.505', 2],
    ['far finer than a unit', '1.000000000000000001', 9],
    ['beyond 2^53', '9007199254740992', 0],
    ['beyond 2^53 with places', '9007199.254740992', 9],
    ['negative and beyond', '-9007199254740993', 0],
    ['malformed', '1e3', 0],
    ['empty', '', 0],
    ['negative zero', '-0.00', 2],
  ])('is NaN for what is %s', (_, text, digits) => {
    expect(textToUnits(text, digits)).toBeNaN();
  });

  it('is exact, or NaN, for every accepted text', () => {
    const part = fc.stringMatching(/^\d{1,18}$/);
    fc.assert(
      fc.property(part, part, digitsArbitrary, (whole, fraction, digits) => {
        const text = `${whole}.${fraction}`;
        const exact = BigInt(whole + fraction) * 10n ** BigInt(digits);
        const scale = 10n ** BigInt(fraction.length);
        const fits = exact % scale === 0n && exact / scale <= BigInt(Number.MAX_SAFE_INTEGER);
        const units = textToUnits(text, digits);
        if (fits) expect(BigInt(units)).toBe(exact / scale);
        else expect(units).toBeNaN();
      }),
      { numRuns: 500 },
    );
  });
});

describe('numberToUnits', () => {
  it.each([
    [0.1, 1, 1],
    [1.005, 3, 1005],
    [0.07, 2, 7],
    [-4.35, 2, -435],
    [1e-9, 9, 1],
    [123456.789, 3, 123_456_789],
    [9007199254740991, 0, Number.MAX_SAFE_INTEGER],
  ])('%d at %d digits is %d', (value, digits, units) => {
    expect(numberToUnits(value, digits)).toBe(units);
  });

  it.each([
    ['finer than a unit', 10.505, 2],
    ['the sum of a tenth and two', 0.1 + 0.2, 9],
    ['not a number', Number.NaN, 2],
    ['infinite', Number.POSITIVE_INFINITY, 2],
    ['negative infinite', Number.NEGATIVE_INFINITY, 2],
    ['beyond 2^53', 2 ** 53, 0],
    ['huge', 1e300, 9],
    ['tiny', 5e-324, 9],
  ])('is NaN for what is %s', (_, value, digits) => {
    expect(numberToUnits(value, digits)).toBeNaN();
  });

  it('turns negative zero into zero', () => {
    expect(Object.is(numberToUnits(-0, 2), 0)).toBe(true);
  });

  it('reads a number as what was written, up to 15 digits', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e15 + 1, max: 1e15 - 1 }),
        digitsArbitrary,
        (units, digits) => {
          expect(numberToUnits(Number(unitsToText(units, digits)), digits)).toBe(units);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe('valueToUnits', () => {
  it('takes number, text and Decimal alike', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e15 + 1, max: 1e15 - 1 }),
        digitsArbitrary,
        (units, digits) => {
          const text = unitsToText(units, digits);
          expect(valueToUnits(text, digits)).toBe(units);
          expect(valueToUnits(Number(text), digits)).toBe(units);
          expect(valueToUnits(new Decimal(text), digits)).toBe(units);
        },
      ),
    );
  });

  it("takes a Decimal of the host's own copy", () => {
    expect(valueToUnits(new SharedDecimal('1.25'), 2)).toBe(125);
  });

  it.each([
    ['null', null],
    ['undefined', undefined],
    ['a bigint', 5n],
    ['a boolean', true],
    ['an array', [5]],
    ['an object', { valueOf: () => 5 }],
    ['a date', new Date(5)],
    ['an infinite Decimal', new Decimal(Number.POSITIVE_INFINITY)],
    ['a Decimal that is no number', new Decimal(Number.NaN)],
    ['a Decimal finer than a unit', new Decimal('1.001')],
    ['a Decimal with a huge exponent', new Decimal('1e100000000')],
    ['a negative Decimal with a huge exponent', new Decimal('-1e100000000')],
  ])('is NaN for %s', (_, value) => {
    expect(valueToUnits(value, 2)).toBeNaN();
  });
});

describe('money', () => {
  it('counts in 1e-18', () => {
    expect(moneyOne).toBe(10n ** BigInt(moneyDigits));
    expect(moneyToDecimal(-15n * 10n ** 17n).toFixed()).toBe('-1.5');
    expect(moneyToNumber(15n * 10n ** 17n)).toBe(1.5);
    expect(moneyToNumber(99_997_371_661n * 10n ** 15n)).toBe(99_997_371.661);
  });

  it('becomes an exact Decimal and the nearest double', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 36n), max: 10n ** 36n }), (units) => {
        const exact = moneyToDecimal(units);
        expect(exact.times('1e18').toFixed()).toBe(String(units));
        expect(moneyToNumber(units)).toBe(exact.toNumber());
      }),
    );
  });

  it('shows units of any step as a Decimal', () => {
    expect(unitsToDecimal(-1050, 2).toFixed()).toBe('-10.5');
    expect(unitsToDecimal(7n, 0).toFixed()).toBe('7');
  });
});

describe('powerOfTen', () => {
  it('is exact from 0 to 22', () => {
    for (let digits = 0; digits <= 22; digits++) {
      expect(BigInt(powerOfTen(digits))).toBe(10n ** BigInt(digits));
    }
  });

  it.each([-1, 23, 0.5, Number.NaN])('throws for %d digits', (digits) => {
    expect(() => powerOfTen(digits)).toThrow(RangeError);
  });
});

describe('digitsOfStep', () => {
  it.each([
    ['1', 0],
    ['0.01', 2],
    ['0.10', 1],
    ['0.000000001', 9],
    ['25', 0],
  ])('%s needs %d', (step, digits) => {
    expect(digitsOfStep(new Decimal(step))).toBe(digits);
  });
});
