import { describe, expect, it } from 'vitest';
import { isSdkError } from '../errors/sdk-error.js';
import { instrument, type InstrumentSettings } from './instrument.js';

function refusal(settings: unknown): { readonly code: string; readonly message: string } {
  try {
    instrument(settings as InstrumentSettings);
  } catch (error) {
    if (isSdkError(error)) return { code: error.code, message: error.message };
    throw error;
  }
  return { code: 'accepted', message: '' };
}

describe('instrument', () => {
  it('is a share at cents unless something else is said', () => {
    expect(instrument({ symbol: 'AAPL' })).toEqual({
      symbol: 'AAPL',
      currency: 'USD',
      priceTick: '0.01',
      quantityStep: '1',
      priceDigits: 2,
      quantityDigits: 0,
      tickUnits: 1,
      stepUnits: 1,
    });
  });

  it.each([
    ['0.01', 2, 1],
    ['0.05', 2, 5],
    ['0.25', 2, 25],
    ['0.50', 1, 5],
    ['1', 0, 1],
    ['12.5', 1, 125],
    ['100', 0, 100],
    ['0.000000001', 9, 1],
    ['00.10', 1, 1],
  ])('counts steps of %s in units of 10^-%d', (step, digits, units) => {
    const made = instrument({ symbol: 'X', priceTick: step, quantityStep: step });
    expect([made.priceDigits, made.tickUnits]).toEqual([digits, units]);
    expect([made.quantityDigits, made.stepUnits]).toEqual([digits, units]);
  });

  it('is frozen', () => {
    expect(Object.isFrozen(instrument({ symbol: 'X' }))).toBe(true);
  });

  it.each(['0', '0.00', '-0.01', '0.0000000001'])('refuses a step of %s', (step) => {
    for (const field of ['priceTick', 'quantityStep']) {
      const { code, message } = refusal({ symbol: 'X', [field]: step });
      expect(code).toBe('SETTINGS_INVALID');
      expect(message).toBe(
        `${field} of X must be above zero and a multiple of 0.000000001, was "${step}"`,
      );
    }
  });

  it.each(['', 'abc', '1e-2', '0x1', '-0', 'NaN', 0.01, null, Number.NaN, Infinity])(
    'refuses %s as a step with a typed error that names the field',
    (step) => {
      for (const field of ['priceTick', 'quantityStep']) {
        const { code, message } = refusal({ symbol: 'X', [field]: step });
        expect(['SETTINGS_INVALID', 'VALUE_INVALID']).toContain(code);
        expect(message).toContain(`${field} of X must be`);
      }
    },
  );

  it.each(['usd', 'US', '', 'DOLLAR', 'U$D', 5, null, ['USD']])(
    'refuses currency %s',
    (currency) => {
      const { code, message } = refusal({ symbol: 'X', currency });
      expect(code).toBe('SETTINGS_INVALID');
      expect(message).toContain('currency of X must be a currency code in capital letters');
    },
  );

  it('refuses a symbol that is none', () => {
    expect(refusal({ symbol: 'aapl' }).code).toBe('SYMBOL_INVALID');
    expect(refusal({}).code).toBe('SYMBOL_INVALID');
  });
});
