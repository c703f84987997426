import { describe, expect, it } from 'vitest';
import { invalidValue } from './invalid-value.js';
import { invariant } from './invariant.js';
import { isSdkError, SdkError } from './sdk-error.js';

describe('SdkError', () => {
  it('carries code, message, details and cause', () => {
    const cause = new Error('socket closed');
    const error = new SdkError('CONFLICT', 'two orders, one id', { cause, details: { id: 'a' } });
    expect(error).toBeInstanceOf(Error);
    expect([error.name, error.code, error.message]).toEqual([
      'SdkError',
      'CONFLICT',
      'two orders, one id',
    ]);
    expect(error.cause).toBe(cause);
    expect(error.details).toEqual({ id: 'a' });
  });

  it('has no cause and no details unless they are given', () => {
    const error = new SdkError('CONFLICT', 'x');
    expect('cause' in error).toBe(false);
    expect(error.details).toEqual({});
  });

  it('points at its heading in the reference', () => {
    expect(new SdkError('VALUE_INVALID', 'x').docsUrl).toBe(
      'docs/reference/errors.md#value_invalid',
    );
  });
});

describe('isSdkError', () => {
  it('knows its own, and the code that is asked for', () => {
    const error = new SdkError('CONFLICT', 'x');
    expect(isSdkError(error)).toBe(true);
    expect(isSdkError(error, 'CONFLICT')).toBe(true);
    expect(isSdkError(error, 'VALUE_INVALID')).toBe(false);
  });

  it('knows the error of another installed copy', () => {
    const mark = Symbol.for('@tradewright/core/SdkError');
    const foreign = Object.assign(new Error('x'), { code: 'CONFLICT', [mark]: true });
    expect(foreign).not.toBeInstanceOf(SdkError);
    expect(isSdkError(foreign, 'CONFLICT')).toBe(true);
  });

  it.each([[new Error('x')], [null], [undefined], ['CONFLICT'], [{ code: 'CONFLICT' }], [5]])(
    'does not take %s for one',
    (value) => {
      expect(isSdkError(value)).toBe(false);
    },
  );
});

describe('invalidValue', () => {
  it('names field, value and what it must be', () => {
    const error = invalidValue('VALUE_INVALID', {
      field: 'price',
      value: '-3',
      must: 'above zero',
    });
    expect(error.message).toBe('price must be above zero, was "-3"');
    expect(error.details).toEqual({ field: 'price', value: '"-3"', fix: 'give above zero' });
  });

  it('adds a fix', () => {
    const error = invalidValue('SETTINGS_INVALID', {
      field: 'cash',
      value: undefined,
      must: 'given',
      fix: 'write it in units of account',
    });
    expect(error.message).toBe('cash must be given, was undefined; write it in units of account');
    expect(error.details['fix']).toBe('write it in units of account');
  });
});

describe('invariant', () => {
  it('says nothing while the fact holds', () => {
    expect(() => {
      invariant(true, 'sums match');
    }).not.toThrow();
  });

  it('throws INVARIANT_BROKEN when it does not', () => {
    let thrown: unknown;
    try {
      invariant(false, 'sums match');
    } catch (error) {
      thrown = error;
    }
    expect(isSdkError(thrown, 'INVARIANT_BROKEN')).toBe(true);
    expect(String(thrown)).toBe('SdkError: broken invariant: sums match');
  });
});
