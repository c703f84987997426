import type { PaperSettings } from '../settings/paper-settings.js';
import { settingDefinitions } from '../settings/setting-definitions.js';

/** Where files are changes nothing about a result; prices are named by their digest. */
const places: readonly (keyof PaperSettings)[] = ['csv', 'state', 'export', 'report'];

/** The settings that decide the result, by name; unset ones are `null`. */
export function settingsOfResult(
  settings: PaperSettings,
): Readonly<Record<string, string | number | null>> {
  const deciding = settingDefinitions.filter(({ key }) => !places.includes(key));
  return Object.fromEntries(deciding.map(({ key, name }) => [name, settings[key] ?? null]));
}
