import { Decimal } from '@tradewright/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatFixed,
  formatMoney,
  formatPercent,
  formatPrice,
  formatQuantity,
} from './format-number.js';

describe('formatFixed', () => {
  it.each([
    [0, 2, '0.00'],
    [-0, 2, '0.00'],
    [-0.001, 2, '0.00'],
    [-0.006, 2, '−0.01'],
    [999.999, 2, '1,000.00'],
    [1234567.891, 1, '1,234,567.9'],
    [-1234, 0, '−1,234'],
    [1e15, 2, '1.000e+15'],
    [Number.NaN, 2, '–'],
    [Number.POSITIVE_INFINITY, 2, '–'],
  ])('writes %s with %i digits as %s', (value, digits, text) => {
    expect(formatFixed(value, digits)).toBe(text);
  });

  it('can be read back', () => {
    const cents = fc.integer({ min: -1e12, max: 1e12 });
    fc.assert(
      fc.property(cents, (value) => {
        const text = formatFixed(value / 100, 2)
          .replaceAll(',', '')
          .replace('−', '-');
        expect(Math.round(Number(text) * 100) + 0).toBe(value + 0);
      }),
    );
  });
});

it('writes percent, money, prices and quantities', () => {
  expect(formatPercent(0.01234)).toBe('1.23%');
  expect(formatPercent(Number.NaN)).toBe('–');
  expect(formatMoney(undefined)).toBe('–');
  expect(formatMoney(new Decimal('-12345.675'))).toBe('−12,345.68');
  expect(formatMoney(new Decimal('0.125'))).toBe('0.12');
  expect(formatMoney(0.5)).toBe('0.50');
  expect(formatPrice(101.5)).toBe('101.50');
  expect(formatPrice(101.12345)).toBe('101.1235');
  expect(formatPrice(0.000123)).toBe('0.000123');
  expect(formatPrice(0)).toBe('0.00');
  expect(formatQuantity(100)).toBe('100');
  expect(formatQuantity(0.00012)).toBe('0.00012');
});
