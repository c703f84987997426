import { resolve } from 'node:path';
import type { ProgramHost } from '../program-host.js';
import type { CommonFlags } from '../read-command-line.js';
import { readSettingsFile } from './read-settings-file.js';
import { type ResolvedSettings, resolveSettings } from './resolve-settings.js';

/**
 * Gathers the settings from command line, environment and file.
 *
 * @throws SdkError `SETTINGS_INVALID`
 */
export function loadSettings(
  { settings: flags, config }: CommonFlags,
  { folder, environment }: ProgramHost,
): ResolvedSettings {
  const named = config === undefined ? undefined : resolve(folder, config);
  return resolveSettings({ flags, environment, file: readSettingsFile(folder, named) });
}
