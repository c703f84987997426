import { describe, expect, it } from 'vitest';
import { lintProbe } from './lint-probe.js';
import { noDecimalOperators } from './no-decimal-operators.js';

const declarations = `
  import { Decimal } from 'decimal.js';
  declare const a: Decimal;
  declare const b: Decimal;
  declare const branded: Decimal & { readonly brand: 'Price' };
  declare const maybe: Decimal | undefined;
  declare const n: number;
`;

function lint(expression: string): readonly string[] {
  return lintProbe(noDecimalOperators, `${declarations} export const probe = ${expression};`);
}

describe('no-decimal-operators', () => {
  it.each(['a < b', 'a > b', 'a <= b', 'a >= b', 'a == b', 'a === b', 'a !== maybe'])(
    'refuses %s',
    (expression) => {
      expect(lint(expression)).toHaveLength(1);
    },
  );

  it('sees through brands and optional values', () => {
    expect(lint('branded < b')).toHaveLength(1);
    expect(lint('maybe! > n')).toHaveLength(1);
  });

  it.each(['a.lt(b)', 'n < 1', 'maybe === undefined', 'a.cmp(b) < 0', 'a.toNumber() === n'])(
    'allows %s',
    (expression) => {
      expect(lint(expression)).toEqual([]);
    },
  );
});
