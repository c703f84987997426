import { invalidValue } from '@tradewright/core';

/** A plain number, or anything that knows its nearest double, such as a `Decimal`. */
export type NumberLike = number | { toNumber(): number };

/** A list of plain numbers or of anything that knows its nearest double. */
export type NumberLikes = Float64Array | readonly NumberLike[];

/**
 * The nearest double of a number-like value. Statistics are estimates: this is where exact
 * money becomes floating point, and nowhere else.
 *
 * @throws SdkError `VALUE_INVALID` when it is neither a number nor has `toNumber`, or when it is
 *   not finite.
 */
export function readNumber(value: NumberLike, field: string): number {
  const result = typeof value === 'number' ? value : toNumber(value);
  if (typeof result === 'number' && Number.isFinite(result)) return result;
  throw invalidValue('VALUE_INVALID', {
    field,
    value: typeof result === 'number' ? result : value,
    must: 'a finite number or a Decimal',
  });
}

/** As {@link readNumber} for a whole list. */
export function readNumbers(values: NumberLikes, field: string): Float64Array {
  const result = new Float64Array(values.length);
  for (let i = 0; i < result.length; i++) {
    result[i] = readNumber(values[i] as NumberLike, `${field}[${i}]`);
  }
  return result;
}

function toNumber(value: unknown): unknown {
  const known = value as { readonly toNumber?: () => unknown } | null | undefined;
  return typeof known?.toNumber === 'function' ? known.toNumber() : value;
}
