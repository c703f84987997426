import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSdkError } from '../errors/sdk-error.js';
import { isSymbol, parseSymbol } from './parse-symbol.js';

describe('parseSymbol', () => {
  it.each(['A', 'AAPL', 'BRK.B', 'BRK/B', 'BTC/USD', 'BF-A', '0700', 'ES_F', 'A'.repeat(32)])(
    'accepts %s as it is',
    (symbol) => {
      expect(parseSymbol(symbol)).toBe(symbol);
    },
  );

  it.each([
    ['__proto__'],
    ['constructor'],
    ['toString'],
    ['brk.b'],
    ['Aapl'],
    [''],
    ['.A'],
    ['-A'],
    ['/A'],
    ['..'],
    ['A A'],
    [' A'],
    ['A\n'],
    ['A:B'],
    ['A*'],
    ['A\u0000'],
    ['ＡＡＰＬ'],
    ['\u0410APL'],
    ['A'.repeat(33)],
    ['A'.repeat(10_000)],
    [undefined],
    [null],
    [5],
    [['AAPL']],
    [{ toString: () => 'AAPL' }],
  ])('refuses %j', (symbol) => {
    let thrown: unknown;
    try {
      parseSymbol(symbol, 'order.symbol');
    } catch (error) {
      thrown = error;
    }
    expect(isSdkError(thrown, 'SYMBOL_INVALID')).toBe(true);
    expect(String(thrown)).toMatch(/order\.symbol must be 1 to 32 characters .*, was /);
    expect(isSymbol(symbol)).toBe(false);
  });

  it('is idempotent and never changes what it accepts', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z0-9][A-Z0-9._/-]{0,31}$/), (symbol) => {
        expect(parseSymbol(parseSymbol(symbol))).toBe(symbol);
      }),
    );
  });
});
