import { invalidValue } from '@tradewright/core';
import { checkPositive } from '../statistic/check-input.js';

/**
 * Returns the rate per period that compounds to a rate per year.
 *
 *     (1 + y)^(1 ÷ periodsPerYear) − 1
 *
 * @param annual A fraction per year above −1.
 * @throws SdkError `VALUE_INVALID` for a rate of −1 or less, or `periodsPerYear` ≤ 0.
 *
 * @example
 * periodicRate(0.21, 2) // => 0.10000000000000009
 */
export function periodicRate(annual: number, periodsPerYear: number): number {
  checkPositive(periodsPerYear, 'periodsPerYear');
  if (!(annual > -1 && annual < Infinity)) {
    throw invalidValue('VALUE_INVALID', {
      field: 'annual',
      value: annual,
      must: 'a finite fraction above -1, where 0.05 is 5 % a year',
    });
  }
  return (1 + annual) ** (1 / periodsPerYear) - 1;
}
