import { invalidValue } from '@tradewright/core';
import type { TearSheetOptions } from '../tear-sheet-options.js';

/** What the sheet itself decides; the rest is checked where it is computed with. */
export interface SheetLimits {
  readonly title: string;
  readonly symbolsMax: number;
  readonly rowsMax: number;
}

/** @throws SdkError `VALUE_INVALID` naming the first bad option. */
export function readOptions(options: TearSheetOptions): SheetLimits {
  const { title = 'Tear sheet', symbolsMax = 4, rowsMax = 500 } = options;
  if (typeof title !== 'string') throw invalid('title', title, 'text');
  checkWhole('symbolsMax', symbolsMax, [0, 20]);
  checkWhole('rowsMax', rowsMax, [1, 2000]);
  if (options.rollingWindow !== undefined) {
    checkWhole('rollingWindow', options.rollingWindow, [2, 1_000_000]);
  }
  return { title, symbolsMax, rowsMax };
}

function checkWhole(field: string, value: number, [least, most]: readonly [number, number]): void {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return;
  throw invalid(field, value, `a whole number from ${least} to ${most}`);
}

function invalid(field: string, value: unknown, must: string): Error {
  return invalidValue('VALUE_INVALID', { field: `options.${field}`, value, must });
}
