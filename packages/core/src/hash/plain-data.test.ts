import { describe, expect, it } from 'vitest';
import { isSdkError } from '../errors/sdk-error.js';
import { canonicalJson } from './canonical-json.js';

function outcome(value: unknown): string {
  try {
    return canonicalJson(value);
  } catch (error) {
    return isSdkError(error) ? error.code : `not an SdkError: ${String(error)}`;
  }
}

describe('canonicalJson, for what is not plain data,', () => {
  // Written as "{}", two maps with different contents would have one hash.
  it.each([
    ['a Map', { symbols: new Map([['A', 1]]) }],
    ['a Set', { symbols: new Set(['A']) }],
    ['a pattern', { match: /a/ }],
    ['a hole in a list', { list: Object.assign(new Array<number>(3), { 0: 1, 2: 3 }) }],
  ])('refuses %s', (_, value) => {
    expect(outcome(value)).toBe('VALUE_INVALID');
  });

  it('refuses a value that contains itself with a typed error', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    expect(outcome(circle)).toBe('VALUE_INVALID');
  });
});
