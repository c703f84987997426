import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSdkError } from '../errors/sdk-error.js';
import { isDecimalText, parseDecimal } from './parse-decimal.js';

const million = 1_000_000;

/** Each of these a number parser somewhere accepts. */
const hostile: readonly (readonly [why: string, text: unknown])[] = [
  ['not a number', 'NaN'],
  ['infinity', 'Infinity'],
  ['negative infinity', '-Infinity'],
  ['negative zero', '-0'],
  ['negative zero with places', '-0.000'],
  ['negative zero of many digits', '-00.0'],
  ['an exponent beyond doubles', '1e400'],
  ['an exponent', '1e5'],
  ['an exponent that takes gigabytes to write out', '1e100000000'],
  ['a negative exponent', '1e-7'],
  ['hexadecimal', '0xff'],
  ['binary', '0b11'],
  ['octal', '0o17'],
  ['underscores', '1_000'],
  ['a comma', '1,000'],
  ['full-width digits', '１２３'],
  ['Arabic-Indic digits', '١٢٣'],
  ['a Unicode minus', '−5'],
  ['a plus', '+5'],
  ['white space before', ' 5'],
  ['a line break behind', '5\n'],
  ['nothing', ''],
  ['a bare point', '.'],
  ['no whole digit', '.5'],
  ['no digit behind the point', '5.'],
  ['two points', '1.2.3'],
  ['two signs', '--5'],
  ['a NUL', '5\u0000'],
  ['19 whole digits', '1234567890123456789'],
  ['19 places', '0.1234567890123456789'],
  ['a million digits', '9'.repeat(million)],
  ['a million zeros', '0'.repeat(million)],
  ['a million spaces', ' '.repeat(million)],
  ['a million signs', '-'.repeat(million)],
  ['a long fraction', `0.${'1'.repeat(million)}`],
  ['a number', 5],
  ['a bigint', 5n],
  ['null', null],
  ['undefined', undefined],
  ['an array', ['5']],
  ['an object that reads as text', { toString: () => '5' }],
  ['a boxed text', Object('5')],
];

describe('isDecimalText', () => {
  it.each(hostile)('refuses %s', (_, text) => {
    expect(isDecimalText(text)).toBe(false);
  });

  it.each([
    '0',
    '5',
    '-5',
    '0.5',
    '-0.5',
    '00012',
    '10.50',
    '999999999999999999.999999999999999999',
  ])('accepts %s', (text) => {
    expect(isDecimalText(text)).toBe(true);
  });

  it('decides about a million characters before it looks at them', () => {
    // Ten thousand times: were any of it converted, or scanned twice over, the test would time out.
    const long = '1'.repeat(million);
    let refused = 0;
    for (let i = 0; i < 10_000; i++) if (!isDecimalText(long)) refused++;
    expect(refused).toBe(10_000);
  });
});

describe('parseDecimal', () => {
  it.each(hostile)('throws for %s and quotes it briefly', (_, text) => {
    let thrown: unknown;
    try {
      parseDecimal(text, 'price');
    } catch (error) {
      thrown = error;
    }
    expect(isSdkError(thrown, 'VALUE_INVALID')).toBe(true);
    if (!isSdkError(thrown)) return;
    expect(thrown.message).toMatch(/^price must be a plain decimal such as "10.25"/);
    expect(thrown.message.length).toBeLessThan(400);
    expect(thrown.details['field']).toBe('price');
  });

  it('keeps every digit', () => {
    expect(parseDecimal('-123456789012345678.123456789012345678', 'x').toFixed()).toBe(
      '-123456789012345678.123456789012345678',
    );
  });

  it('is exact for whatever passes the gate', () => {
    const digits = fc.stringMatching(/^\d{1,18}$/);
    fc.assert(
      fc.property(fc.boolean(), digits, fc.option(digits), (negative, whole, fraction) => {
        const text = `${negative ? '-' : ''}${whole}${fraction === null ? '' : `.${fraction}`}`;
        const nothing = /^-[0.]+$/.test(text);
        expect(isDecimalText(text)).toBe(!nothing);
        if (nothing) return;
        const [, sign, ints, places = ''] = /^(-?)0*(\d*?)(?:\.(\d*?)0*)?$/.exec(text) ?? [];
        const tail = places === '' ? '' : `.${places}`;
        expect(parseDecimal(text, 'x').toFixed()).toBe(`${sign}${ints === '' ? '0' : ints}${tail}`);
      }),
      { numRuns: 500 },
    );
  });
});
