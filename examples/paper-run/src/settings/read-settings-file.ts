import { readFileSync } from 'node:fs';
import { invalidValue } from '@tradewright/core';

/** Read from the current folder when it is there and no other file is named. */
export const settingsFileName = 'tradewright.paper.json';

/**
 * Reads a file of settings: one JSON object of names and values. Values may be numbers or text;
 * both are checked as text, so that `1e400` or `"0x10"` cannot slip through as a number.
 *
 * @param named The file that a flag names, which must exist; `undefined` for the usual one.
 * @throws SdkError `SETTINGS_INVALID`
 */
export function readSettingsFile(
  folder: string,
  named: string | undefined,
): ReadonlyMap<string, string> {
  const file = named ?? `${folder}/${settingsFileName}`;
  const text = readIfThere(file, named !== undefined);
  if (text === undefined) return new Map();
  const entries = Object.entries(parseObject(file, text));
  return new Map(entries.map(([name, value]) => [name, textOf(file, name, value)]));
}

function readIfThere(file: string, needed: boolean): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'no reason';
    if (!needed && reason === 'ENOENT') return undefined;
    throw refuse('config', file, `a file that can be read (${reason})`);
  }
}

function parseObject(file: string, text: string): object {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refuse('config', file, 'a file of valid JSON, such as {"top": 3}');
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw refuse('config', file, 'a JSON object of settings, such as {"top": 3}');
}

function textOf(file: string, name: string, value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  throw refuse(`${name} in ${file}`, value, 'a number or text');
}

function refuse(field: string, value: unknown, must: string): Error {
  return invalidValue('SETTINGS_INVALID', { field, value, must });
}
