import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSdkError } from '../errors/sdk-error.js';
import { Decimal } from '../numbers/decimal.js';
import { canonicalJson } from './canonical-json.js';

const plain = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 4 }),
  ),
})).value;

/** The same value with the members of every object in another order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).reverse();
  return Object.fromEntries(entries.map(([key, member]) => [key, reversed(member)]));
}

describe('canonicalJson', () => {
  it('sorts keys at every depth and leaves no white space', () => {
    expect(canonicalJson({ b: 1, a: { d: [1, { f: 2, e: null }], c: 'x' } })).toBe(
      '{"a":{"c":"x","d":[1,{"e":null,"f":2}]},"b":1}',
    );
  });

  it('leaves out undefined members, as JSON does', () => {
    expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}');
  });

  it('writes what knows its own JSON, such as Decimal', () => {
    expect(canonicalJson({ price: new Decimal('10.50') })).toBe('{"price":"10.5"}');
  });

  it('sorts by code unit, whatever the locale', () => {
    expect(canonicalJson({ a: 1, B: 2, ä: 3, Z: 4 })).toBe('{"B":2,"Z":4,"a":1,"ä":3}');
  });

  it('is JSON that reads back as the same value', () => {
    fc.assert(
      fc.property(plain, (value) => {
        const text = canonicalJson(value);
        expect(JSON.stringify(JSON.parse(text))).toBe(JSON.stringify(JSON.parse(text)));
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('is the same for equal values, however they were put together', () => {
    fc.assert(
      fc.property(plain, (value) => {
        expect(canonicalJson(reversed(value))).toBe(canonicalJson(value));
      }),
    );
  });

  it.each([
    ['NaN', Number.NaN],
    ['an infinity', Number.POSITIVE_INFINITY],
    ['a function', () => 1],
    ['a symbol', Symbol('x')],
    ['a bigint', 5n],
    ['undefined in a list', undefined],
  ])('refuses %s and says where it is', (_, value) => {
    let thrown: unknown;
    try {
      canonicalJson({ list: [1, { deep: [value] }] });
    } catch (error) {
      thrown = error;
    }
    expect(isSdkError(thrown, 'VALUE_INVALID')).toBe(true);
    expect(String(thrown)).toContain('$.list[1].deep[0] must be plain data');
  });

  it('keeps a key called __proto__ and touches no prototype', () => {
    const value: unknown = JSON.parse('{"__proto__":{"polluted":1},"a":2}');
    expect(canonicalJson(value)).toBe('{"__proto__":{"polluted":1},"a":2}');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});
