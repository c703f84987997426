import { invalidValue } from '@tradewright/core';

/** The longest window: a million values take 8 MB. */
const lengthMax = 1_000_000;

/**
 * Returns the length of a window if it is a whole number from `min` (1 unless said) to 1,000,000.
 *
 * @throws SdkError `VALUE_INVALID`.
 */
export function requireLength(field: string, value: number, min = 1): number {
  if (Number.isInteger(value) && value >= min && value <= lengthMax) return value;
  throw invalidValue('VALUE_INVALID', {
    field,
    value,
    must: `a whole number from ${min} to ${lengthMax}`,
    fix: 'give the number of bars of the window',
  });
}
