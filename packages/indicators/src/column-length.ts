import { invalidValue } from '@tradewright/core';

/**
 * Returns the common length of columns that belong together.
 *
 * @throws SdkError `VALUE_INVALID` when one is no column, or they differ in length.
 */
export function columnLength(columns: Readonly<Record<string, Float64Array | undefined>>): number {
  let common: number | undefined;
  for (const [field, column] of Object.entries(columns)) {
    if (!(column instanceof Float64Array)) {
      throw invalidValue('VALUE_INVALID', { field, value: column, must: 'a Float64Array' });
    }
    common ??= column.length;
    if (column.length === common) continue;
    throw invalidValue('VALUE_INVALID', {
      field: `${field}.length`,
      value: column.length,
      must: `${common}, as that of the column before`,
      fix: 'give columns of one series',
    });
  }
  return common ?? 0;
}
