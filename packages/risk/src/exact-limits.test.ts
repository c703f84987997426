import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DeskUnderTest } from '../../../test/desk-under-test.js';
import { researchLimits } from './risk-limits.js';

const tenths = [{ symbol: 'A', quantityStep: '0.1' }];

describe('fractions of a share', () => {
  it('leave in two parts: 0.3 held, 0.1 and then 0.2 sold', () => {
    const under = new DeskUnderTest({ instruments: tenths, marks: [100] });
    under.hold(0, 3);
    expect(under.review({ units: -1 }).codes).toEqual([]);
    expect(under.review({ units: -2 }).codes).toEqual([]);
  });

  it('leave in any parts that together are what is held (RK2, exits are always possible)', () => {
    const parts = fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 2, maxLength: 6 });
    const digits = fc.constantFrom('0.1', '0.001', '0.000000001');
    fc.assert(
      fc.property(parts, digits, fc.boolean(), (sizes, quantityStep, short) => {
        const sign = short ? -1 : 1;
        const instruments = [{ symbol: 'A', quantityStep }];
        const limits = { ...researchLimits(), orderQuantityMax: 1e-12 };
        const under = new DeskUnderTest({ instruments, marks: [100], limits });
        under.hold(0, sign * sizes.reduce((a, b) => a + b));
        for (const each of sizes) expect(under.review({ units: -sign * each }).codes).toEqual([]);
      }),
    );
  });

  it('reach a limit exactly: 0.1 and 0.2 within 0.3', () => {
    const limits = { ...researchLimits(), positionQuantityMax: 0.3 };
    const under = new DeskUnderTest({ instruments: tenths, marks: [100], limits });
    expect(under.review({ units: 1 }).codes).toEqual([]);
    expect(under.review({ units: 2 }).codes).toEqual([]);
    expect(under.review({ units: 1 }).codes).toEqual(['MAX_POSITION']);
  });
});
