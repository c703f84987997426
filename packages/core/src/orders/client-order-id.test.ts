import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clientOrderIdPrefix, type DecisionKey, deriveClientOrderId } from './client-order-id.js';

const key: DecisionKey = {
  account: 'paper',
  strategy: 'sma',
  turn: 0,
  symbol: 'AAPL',
  ordinal: 0,
};
const part = fc.string({ unit: fc.constantFrom('a', '1', ':', '|', '-'), maxLength: 4 });
const keys = fc.record({
  account: part,
  strategy: part,
  turn: fc.oneof(part, fc.nat(20)),
  symbol: part,
  ordinal: fc.nat(20),
});

describe('deriveClientOrderId', () => {
  it('is the prefix and 128 bits of SHA-256 over length-prefixed parts', () => {
    const text = '5:paper|3:sma|2:@0|4:AAPL|1:0';
    const digest = createHash('sha256').update(text).digest('hex').slice(0, 32);
    expect(deriveClientOrderId(key)).toBe(`${clientOrderIdPrefix}${digest}`);
  });

  it('fits every broker: at most 48 characters of A-Z a-z 0-9 _ - (OR9)', () => {
    const any = fc.record({
      account: fc.string({ unit: 'binary' }),
      strategy: fc.string({ maxLength: 5000 }),
      turn: fc.oneof(fc.string(), fc.maxSafeInteger(), fc.constant(Number.NaN)),
      symbol: fc.string(),
      ordinal: fc.nat(),
    });
    fc.assert(
      fc.property(any, (one) => {
        expect(deriveClientOrderId(one)).toMatch(/^[A-Za-z0-9_-]{1,48}$/);
      }),
    );
  });

  it('is the same for the same decision, whatever the order of its parts', () => {
    const { ordinal, symbol, turn, strategy, account } = key;
    expect(deriveClientOrderId({ ordinal, symbol, turn, strategy, account })).toBe(
      deriveClientOrderId({ ...key }),
    );
  });

  it.each(['account', 'strategy', 'turn', 'symbol', 'ordinal'] as const)(
    'differs when %s differs',
    (field) => {
      const other = { ...key, [field]: field === 'ordinal' ? 1 : 'x' };
      expect(deriveClientOrderId(other)).not.toBe(deriveClientOrderId(key));
    },
  );

  it('does not confuse parts that were shifted into each other', () => {
    fc.assert(
      fc.property(keys, keys, (a, b) => {
        const same = Object.keys(a).every(
          (name) => String(Reflect.get(a, name)) === String(Reflect.get(b, name)),
        );
        expect(deriveClientOrderId(a) === deriveClientOrderId(b)).toBe(same);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    [
      { account: 'ab', strategy: 'c' },
      { account: 'a', strategy: 'bc' },
    ],
    [
      { account: 'a|1:b', strategy: 'c' },
      { account: 'a', strategy: 'b|1:c' },
    ],
    [
      { symbol: 'A1', ordinal: 1 },
      { symbol: 'A', ordinal: 11 },
    ],
    [
      { turn: 1, symbol: '2A' },
      { turn: 12, symbol: 'A' },
    ],
  ])('tells %j from %j', (a, b) => {
    expect(deriveClientOrderId({ ...key, ...a })).not.toBe(deriveClientOrderId({ ...key, ...b }));
  });
});
