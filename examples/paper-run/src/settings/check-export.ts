import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { invalidValue } from '@tradewright/core';
import type { PaperSettings } from './paper-settings.js';

/**
 * Refuses, before a run begins, an export that could not be written afterwards or that would
 * overwrite the user's prices.
 *
 * @param folder What paths are relative to.
 * @throws SdkError `SETTINGS_INVALID`
 */
export function checkExport({ export: file, csv }: PaperSettings, folder: string): void {
  if (file === undefined) return;
  const path = resolve(folder, file);
  if (csv !== undefined && resolve(folder, csv) === path) {
    throw refuse(file, 'another file than the prices');
  }
  if (isNoFile(path)) throw refuse(file, 'a file that can be written');
}

function isNoFile(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFile() === false;
  } catch {
    // A part of the path is a file, or may not be entered.
    return true;
  }
}

function refuse(value: string, must: string): Error {
  return invalidValue('SETTINGS_INVALID', { field: 'export', value, must });
}
