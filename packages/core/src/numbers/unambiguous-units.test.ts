import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal } from './decimal.js';
import { numberToUnits, unitsToText, valueToUnits } from './units.js';

describe('a value that cannot be read exactly', () => {
  it('is NaN, never a neighbor: a double near 2^53 units may stand for two amounts', () => {
    const wide = fc.integer({ min: 1e15, max: Number.MAX_SAFE_INTEGER });
    fc.assert(
      fc.property(wide, fc.integer({ min: 1, max: 9 }), (units, digits) => {
        const read = numberToUnits(Number(unitsToText(units, digits)), digits);
        expect(Number.isNaN(read) ? units : read).toBe(units);
      }),
      { numRuns: 2000 },
    );
  });

  it('is refused before it is written out: a Decimal with millions of places', () => {
    const written = (): never => {
      throw new Error('converted to text');
    };
    const tiny = Object.assign(new Decimal('1e-5000000'), { toFixed: written });
    expect(valueToUnits(tiny, 2)).toBeNaN();
  });

  it('is NaN for an object that only claims to be a Decimal', () => {
    expect(valueToUnits({ toStringTag: '[object Decimal]' }, 2)).toBeNaN();
  });
});
