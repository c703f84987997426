import { accessSync, constants, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { invalidValue } from '@tradewright/core';
import type { PaperSettings } from './paper-settings.js';

/**
 * Refuses, before a run begins, files that could not be written afterwards, or that would overwrite
 * the user's prices or each other.
 *
 * @param folder What paths are relative to.
 * @throws SdkError `SETTINGS_INVALID` names the setting.
 */
export function checkOutputs(settings: PaperSettings, folder: string): void {
  const prices = settings.csv === undefined ? undefined : resolve(folder, settings.csv);
  const exported = settings.export === undefined ? undefined : resolve(folder, settings.export);
  for (const field of ['export', 'report'] as const) {
    const file = settings[field];
    if (file === undefined) continue;
    const path = resolve(folder, file);
    if (path === prices) throw refuse(field, file, 'another file than the prices');
    if (field === 'report' && path === exported) {
      throw refuse(field, file, 'another file than the export');
    }
    if (!canBeWritten(path)) throw refuse(field, file, 'a file that can be written');
  }
}

/** Files are replaced, not changed: what must be writable is the folder. */
function canBeWritten(path: string): boolean {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    return (found === undefined || found.isFile()) && isWritableFolder(dirname(path));
  } catch {
    // A part of the path is a file, or may not be entered.
    return false;
  }
}

/** A folder that is missing is made: then the one above it counts. */
function isWritableFolder(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return dirname(path) !== path && isWritableFolder(dirname(path));
  accessSync(path, constants.W_OK | constants.X_OK);
  return found.isDirectory();
}

function refuse(field: 'export' | 'report', value: string, must: string): Error {
  return invalidValue('SETTINGS_INVALID', { field, value, must });
}
