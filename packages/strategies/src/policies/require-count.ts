import { invalidValue } from '@tradewright/core';

const countMax = 100_000;

/**
 * Returns a count if it is a whole number from `min` (1 unless said) to 100,000.
 *
 * @throws SdkError `VALUE_INVALID`.
 */
export function requireCount(field: string, value: number, min = 1): number {
  if (Number.isInteger(value) && value >= min && value <= countMax) return value;
  const must = `a whole number from ${min} to ${countMax}`;
  throw invalidValue('VALUE_INVALID', { field, value, must });
}
