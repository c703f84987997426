import type { ResolvedSettings } from '../settings/resolve-settings.js';
import { variableOf } from '../settings/resolve-settings.js';
import { settingDefinitions } from '../settings/setting-definitions.js';
import { formatTable } from './format-table.js';

/** Every setting with its value and the place that it came from. */
export function describeSettings({ settings, sources }: ResolvedSettings): readonly string[] {
  const rows = settingDefinitions.map(({ key, name, unset }) => [
    name,
    String(settings[key] ?? unset ?? 'unset'),
    sources.get(key) ?? 'default',
    `--${name}`,
    variableOf(name),
  ]);
  const titles = ['Setting', 'Value', 'From', 'Flag', 'Environment'];
  return formatTable(
    titles.map((title) => ({ title, align: 'left' })),
    rows,
  );
}

/** The same as plain data. */
export function settingsDocument({ settings, sources }: ResolvedSettings): object {
  const entries = settingDefinitions.map(({ key, name }) => [
    name,
    { value: settings[key] ?? null, from: sources.get(key) ?? 'default' },
  ]);
  return { settings: Object.fromEntries(entries) as object };
}
