import { isSdkError } from '@tradewright/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRiskLimits, researchLimits, type RiskLimits } from './risk-limits.js';

const bounds = [
  'orderQuantityMax',
  'orderNotionalMax',
  'positionQuantityMax',
  'positionFractionMax',
  'grossFractionMax',
  'dailyLossFractionMax',
  'cashFractionMax',
] as const;

function refusal(limits: unknown): { readonly code: string; readonly message: string } {
  try {
    parseRiskLimits(limits as RiskLimits);
  } catch (error) {
    if (isSdkError(error)) return { code: error.code, message: error.message };
    throw error;
  }
  return { code: 'accepted', message: '' };
}

describe('parseRiskLimits', () => {
  it('gives a careful set of limits for {}', () => {
    expect(parseRiskLimits({})).toEqual({
      orderQuantityMax: 1000,
      orderNotionalMax: 10_000,
      positionQuantityMax: 1000,
      positionFractionMax: 0.2,
      grossFractionMax: 1,
      dailyLossFractionMax: 0.05,
      cashFractionMax: 0.95,
      collarFraction: 0.05,
      shortSelling: false,
    });
  });

  it('takes undefined for the default', () => {
    const limits = { orderQuantityMax: undefined, shortSelling: undefined };
    expect(parseRiskLimits(limits)).toEqual(parseRiskLimits({}));
  });

  it('is frozen', () => {
    expect(Object.isFrozen(parseRiskLimits({}))).toBe(true);
  });

  it.each(bounds)('%s takes a number above zero and "none", which must be written out', (field) => {
    expect(parseRiskLimits({ [field]: 0.000001 })[field]).toBe(0.000001);
    expect(parseRiskLimits({ [field]: 1e300 })[field]).toBe(1e300);
    expect(parseRiskLimits({ [field]: 'none' })[field]).toBe(Number.POSITIVE_INFINITY);
  });

  describe.each(bounds)('%s', (field) => {
    it.each([0, -0, -1, Number.NaN, Infinity, -Infinity, '5', '', 'NONE', null, 5n, {}, [5], true])(
      'refuses %s',
      (value) => {
        const { code, message } = refusal({ [field]: value });
        expect(code).toBe('SETTINGS_INVALID');
        expect(message).toContain(`limits.${field} must be a number above zero, or "none", was`);
      },
    );
  });

  it('refuses every bound that is not a finite number above zero', () => {
    fc.assert(
      fc.property(fc.constantFrom(...bounds), fc.double(), (field, value) => {
        const fits = value > 0 && value < Number.POSITIVE_INFINITY;
        expect(refusal({ [field]: value }).code).toBe(fits ? 'accepted' : 'SETTINGS_INVALID');
      }),
    );
  });

  it('takes a collar from 0 to 1', () => {
    expect(parseRiskLimits({ collarFraction: 0 }).collarFraction).toBe(0);
    expect(parseRiskLimits({ collarFraction: 1 }).collarFraction).toBe(1);
    for (const value of [-0.01, 1.01, Number.NaN, Infinity, '0.05', null, 'none']) {
      const { code, message } = refusal({ collarFraction: value });
      expect(code).toBe('SETTINGS_INVALID');
      expect(message).toContain('limits.collarFraction must be a fraction from 0 to 1, was');
    }
  });

  it('takes true or false for short selling, and nothing like it', () => {
    expect(parseRiskLimits({ shortSelling: true }).shortSelling).toBe(true);
    for (const value of [1, 0, 'true', null, {}]) {
      expect(refusal({ shortSelling: value }).message).toContain('must be true or false, was');
    }
  });

  it('refuses a misspelled field and names the known ones', () => {
    const { code, message } = refusal({ acount: 1000 });
    expect(code).toBe('SETTINGS_INVALID');
    expect(message).toContain('limits.acount must be one of orderQuantityMax, orderNotionalMax');
  });

  it.each([['__proto__'], ['constructor'], ['toString']])('refuses a field called %s', (field) => {
    const limits: unknown = JSON.parse(`{"${field}":{"shortSelling":true}}`);
    expect(refusal(limits).code).toBe('SETTINGS_INVALID');
    expect(({} as Record<string, unknown>)['shortSelling']).toBeUndefined();
  });

  it.each([[undefined], [null], ['none'], [5], [true]])(
    'refuses %s instead of limits',
    (limits) => {
      const { code, message } = refusal(limits);
      expect(code).toBe('SETTINGS_INVALID');
      expect(message).toContain('limits must be an object; {} takes the defaults, was');
    },
  );
});

describe('researchLimits', () => {
  it('lifts every bound, and allows short sales and negative cash', () => {
    const resolved = parseRiskLimits(researchLimits());
    for (const field of bounds) expect(resolved[field]).toBe(Number.POSITIVE_INFINITY);
    expect(resolved.shortSelling).toBe(true);
  });

  it('is a new object each time', () => {
    expect(researchLimits()).not.toBe(researchLimits());
  });
});
