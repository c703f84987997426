import { describe, expect, it } from 'vitest';
import { isSdkError } from '../errors/sdk-error.js';
import { instrument } from './instrument.js';

describe('a step of an instrument', () => {
  // Beyond 2^53 units the step would be NaN, and every order would be "not a multiple" of it.
  it.each(['999999999999999999', '9007199254740993', '9007199254740.993'])(
    'of %s is refused, because it is no safe whole number of units',
    (step) => {
      let outcome: unknown;
      try {
        outcome = instrument({ symbol: 'X', priceTick: step }).tickUnits;
      } catch (error) {
        outcome = isSdkError(error, 'SETTINGS_INVALID');
      }
      expect(outcome).toBe(true);
    },
  );

  it('that is no decimal at all is SETTINGS_INVALID, as documented', () => {
    const codeOf = (priceTick: string): unknown => {
      try {
        return instrument({ symbol: 'X', priceTick });
      } catch (error) {
        return isSdkError(error) ? error.code : error;
      }
    };
    expect(codeOf('abc')).toBe('SETTINGS_INVALID');
    expect(codeOf('1e-2')).toBe('SETTINGS_INVALID');
  });
});
