import { invalidValue } from '@tradewright/core';

/** The closed range that a setting must lie in. */
interface Range {
  readonly min: number;
  readonly max: number;
}

/**
 * Returns a setting that is a number within `range`.
 *
 * @throws SdkError `VALUE_INVALID`.
 */
export function requireWithin(field: string, value: number, { min, max }: Range): number {
  // Written so that NaN fails.
  if (typeof value === 'number' && value >= min && value <= max) return value;
  throw invalidValue('VALUE_INVALID', { field, value, must: `a number from ${min} to ${max}` });
}
