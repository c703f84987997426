import { isSdkError } from '@tradewright/core';
import { describe, expect, it } from 'vitest';
import { alpha158 } from './alpha158.js';
import { alpha158Label } from './alpha158-label.js';

describe('alpha158Label', () => {
  it('is the return from the next close to the one after', () => {
    const label = alpha158Label(Float64Array.of(1, 10, 11, 22));
    expect(label).toEqual(Float64Array.of(11 / 10 - 1, 1, Number.NaN, Number.NaN));
  });

  it.each([[[]], [[1]], [[1, 2]]])('has no value for closes %j', (closes) => {
    const label = alpha158Label(Float64Array.from(closes));
    expect(label.length).toBe(closes.length);
    expect(label.every((value) => Number.isNaN(value))).toBe(true);
  });

  it('has no value from a close that is missing or infinite, nor by one of zero', () => {
    const label = alpha158Label(Float64Array.of(1, 0, 2, Number.NaN, 4, Infinity, 8));
    expect(label.every((value) => Number.isNaN(value))).toBe(true);
  });

  it('is none of the features', () => {
    expect(alpha158({ vwap: 'column' }).names).not.toContain('LABEL0');
  });

  it('refuses what is no column', () => {
    expect(() => alpha158Label([1, 2, 3] as never)).toThrow('close must be a Float64Array');
    try {
      alpha158Label(undefined as never);
    } catch (error) {
      expect(isSdkError(error, 'VALUE_INVALID')).toBe(true);
    }
  });
});
