import { invalidValue } from '@tradewright/core';

/**
 * Returns the common length of columns that belong together.
 *
 * @throws SdkError `VALUE_INVALID` when they differ.
 */
export function columnLength(columns: Readonly<Record<string, Float64Array>>): number {
  const [first, ...others] = Object.entries(columns);
  const length = first?.[1].length ?? 0;
  for (const [name, column] of others) {
    if (column.length === length) continue;
    throw invalidValue('VALUE_INVALID', {
      field: `${name}.length`,
      value: column.length,
      must: `${length}, the length of ${first?.[0] ?? 'the first column'}`,
      fix: 'give columns of one series',
    });
  }
  return length;
}
