import { invalidValue } from '@tradewright/core';
import type { PaperSettings, SettingSource } from './paper-settings.js';
import { type SettingDefinition, settingDefinitions } from './setting-definitions.js';

const prefix = 'TRADEWRIGHT_PAPER_';

/** What was said in each place, by name of the setting; variables by their own names. */
export interface SettingTexts {
  readonly flags: ReadonlyMap<string, string>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly file: ReadonlyMap<string, string>;
}

/** The settings, and where each came from. */
export interface ResolvedSettings {
  readonly settings: PaperSettings;
  readonly sources: ReadonlyMap<keyof PaperSettings, SettingSource>;
}

/**
 * Decides each setting: a flag wins over the environment, that over the file, that over the
 * default. Every value is checked, also one that loses: a mistake is never hidden by another place.
 *
 * @throws SdkError `SETTINGS_INVALID` names the setting, its place, the value and the fix.
 */
export function resolveSettings(texts: SettingTexts): ResolvedSettings {
  refuseUnknown(texts);
  const settings: Record<string, unknown> = {};
  const sources = new Map<keyof PaperSettings, SettingSource>();
  for (const definition of settingDefinitions) {
    const { key, fallback, parse, name } = definition;
    const found = findTexts(definition, texts).map(({ source, text, field }) => ({
      source,
      value: parse(text, field),
    }));
    const value = fallback === undefined ? undefined : parse(fallback, name);
    const winner = found[0] ?? { source: 'default' as const, value };
    settings[key] = winner.value;
    sources.set(key, winner.source);
  }
  const resolved = settings as unknown as PaperSettings;
  refuseContradictions(resolved);
  return { settings: resolved, sources };
}

/** Name of a setting in the environment. */
export function variableOf(name: string): string {
  return prefix + name.toUpperCase().replaceAll('-', '_');
}

interface FoundText {
  readonly source: SettingSource;
  readonly text: string;
  /** Names setting and place in an error. */
  readonly field: string;
}

/** What was said about one setting, strongest first. An empty variable says nothing. */
function findTexts({ name }: SettingDefinition, texts: SettingTexts): readonly FoundText[] {
  const variable = variableOf(name);
  const said = texts.environment[variable];
  const places = [
    { source: 'flag', text: texts.flags.get(name), field: `--${name}` },
    { source: 'environment', text: said === '' ? undefined : said, field: variable },
    { source: 'file', text: texts.file.get(name), field: `${name} in the settings file` },
  ] as const;
  return places.flatMap(({ source, text, field }) =>
    text === undefined ? [] : [{ source, text, field }],
  );
}

function refuseUnknown({ environment, file }: SettingTexts): void {
  const names = settingDefinitions.map(({ name }) => name);
  for (const name of file.keys()) {
    if (!names.includes(name)) throw unknown('each name in the settings file', name);
  }
  const variables = names.map(variableOf);
  for (const variable of Object.keys(environment)) {
    if (!variable.startsWith(prefix) || variables.includes(variable)) continue;
    throw unknown('each TRADEWRIGHT_PAPER_ variable', variable);
  }
}

function unknown(field: string, value: string): Error {
  const must = 'one that --show-settings lists';
  const fix = 'correct or remove it';
  return invalidValue('SETTINGS_INVALID', { field, value, must, fix });
}

function refuseContradictions({ csv, synthetic, symbol, periodMs, zone }: PaperSettings): void {
  if (csv !== undefined && synthetic !== undefined) {
    throw invalidValue('SETTINGS_INVALID', {
      field: 'synthetic',
      value: synthetic,
      must: 'left out when csv is given',
      fix: 'there is one market in a run',
    });
  }
  if (csv !== undefined) return;
  for (const [field, value] of Object.entries({ symbol, 'period-ms': periodMs, zone })) {
    if (value === undefined) continue;
    const must = 'left out unless csv is given';
    const fix = 'give csv as well, or leave it out';
    throw invalidValue('SETTINGS_INVALID', { field, value, must, fix });
  }
}
