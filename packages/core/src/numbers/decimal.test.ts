import { Decimal as SharedDecimal } from 'decimal.js';
import { afterEach, describe, expect, it } from 'vitest';
import { Decimal, decimalPrecision } from './decimal.js';

const factory = { precision: 20, rounding: 4, toExpNeg: -7, toExpPos: 21 } as const;

describe('Decimal', () => {
  afterEach(() => {
    SharedDecimal.set(factory);
  });

  it('is not the constructor that a host may change', () => {
    SharedDecimal.set({
      precision: 2,
      rounding: SharedDecimal.ROUND_UP,
      toExpPos: 3,
      toExpNeg: -1,
    });
    expect(new Decimal(1).div(3).toFixed()).toBe(`0.${'3'.repeat(decimalPrecision)}`);
    expect(new Decimal('0.000001').toString()).toBe('0.000001');
    expect(new Decimal('123456789').toString()).toBe('123456789');
    expect(new Decimal('2.5').toDecimalPlaces(0).toFixed()).toBe('2');
  });

  it('does not change the one of the host', () => {
    expect(new SharedDecimal(1).div(3).toFixed()).toBe(`0.${'3'.repeat(20)}`);
    expect(SharedDecimal.precision).toBe(20);
  });

  it('rounds half to even', () => {
    expect(new Decimal('0.5').toDecimalPlaces(0).toFixed()).toBe('0');
    expect(new Decimal('1.5').toDecimalPlaces(0).toFixed()).toBe('2');
    expect(new Decimal('-2.5').toDecimalPlaces(0).toFixed()).toBe('-2');
  });

  it('keeps small addends that 20 digits would lose', () => {
    expect(new Decimal('123456789012345.67').plus('0.000001').toFixed()).toBe(
      '123456789012345.670001',
    );
  });

  it('writes any amount of the SDK without an exponent', () => {
    expect(new Decimal('0.000000000000000001').toString()).toBe('0.000000000000000001');
    expect(new Decimal(10).pow(36).toString()).toBe(`1${'0'.repeat(36)}`);
  });
});
