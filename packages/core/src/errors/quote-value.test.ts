import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quoteValue } from './quote-value.js';

const bomb = {
  toString: () => {
    throw new Error('read');
  },
  toJSON: () => {
    throw new Error('read');
  },
  [Symbol.toPrimitive]: () => {
    throw new Error('read');
  },
};

describe('quoteValue', () => {
  it.each([
    ['text', 'abc', '"abc"'],
    ['text with quotes and breaks', 'a"\n\u0000', '"a\\"\\n\\u0000"'],
    ['a lone surrogate', '\ud800', '"\\ud800"'],
    ['negative zero', -0, '-0'],
    ['zero', 0, '0'],
    ['NaN', Number.NaN, 'NaN'],
    ['an infinity', Number.NEGATIVE_INFINITY, '-Infinity'],
    ['a bigint', 12n, '12'],
    ['true', true, 'true'],
    ['undefined', undefined, 'undefined'],
    ['null', null, 'null'],
    ['a symbol', Symbol('secret'), 'a symbol'],
    ['a function', () => 'secret', 'a function'],
    ['an array', [1, 2, 3], 'an array of 3'],
    ['an object', { secret: 1 }, 'an object'],
    ['an object without a prototype', Object.create(null), 'an object'],
    ['an object that throws when read', bomb, 'an object'],
    ['an array that holds one', [bomb], 'an array of 1'],
  ])('quotes %s', (_, value, quoted) => {
    expect(quoteValue(value)).toBe(quoted);
  });

  it('shortens a million characters', () => {
    expect(quoteValue('x'.repeat(1_000_000))).toBe(`"${'x'.repeat(40)}…"`);
    expect(quoteValue(10n ** 5000n)).toHaveLength(40);
  });

  it('is short and one line for anything', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withNullPrototype: true }), (value) => {
        const quoted = quoteValue(value);
        expect(quoted.length).toBeLessThan(300);
        expect(quoted).not.toMatch(/[\n\r\u0000]/);
      }),
    );
  });
});
