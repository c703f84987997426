import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { resolveSettings, variableOf } from '../src/settings/resolve-settings.js';
import { settingDefinitions } from '../src/settings/setting-definitions.js';
import { runInProcess } from './run-in-process.js';
import { temporaryFolder } from './temporary-folder.js';

/** Two values for each setting that the checks accept, other than the default. */
const samples: Readonly<Record<string, readonly [string, string]>> = {
  cash: ['5', '6.25'],
  top: ['3', '4'],
  lookback: ['6', '24'],
  'commission-bps': ['0', '7.5'],
  'fill-at': ['next-open', 'next-open'],
  'position-max': ['0.4', '0.6'],
  'loss-max': ['0.1', '0.2'],
  csv: ['a.csv', 'b.csv'],
  symbol: ['AAA', 'BBB'],
  'period-ms': ['0', '60000'],
  zone: ['UTC', 'America/New_York'],
  synthetic: ['1', '2'],
  broker: ['simulated', 'simulated'],
  state: ['one', 'two'],
  export: ['a.json', 'b.json'],
  report: ['one.html', 'two.html'],
};
/** These have a meaning with a CSV file only. */
const withCsv = ['symbol', 'period-ms', 'zone'];

describe('settings', () => {
  it('are sampled here completely', () => {
    expect(Object.keys(samples)).toEqual(settingDefinitions.map(({ name }) => name));
  });

  it.each(settingDefinitions.map(({ name, key }) => [name, key] as const))(
    '%s: a flag wins over the environment, that over the file, that over the default',
    (name, key) => {
      const [one, two] = samples[name] as readonly [string, string];
      const base = withCsv.includes(name) ? [['csv', 'x'] as const] : [];
      const flags = new Map<string, string>(base);
      const from = (
        flag: string | undefined,
        variable: string | undefined,
        inFile: string | undefined,
      ): readonly unknown[] => {
        const { settings, sources } = resolveSettings({
          flags: flag === undefined ? flags : new Map([...base, [name, flag]]),
          environment: { [variableOf(name)]: variable },
          file: inFile === undefined ? new Map() : new Map([[name, inFile]]),
        });
        return [String(settings[key]), sources.get(key)];
      };
      expect(from(one, two, two)).toEqual([one, 'flag']);
      expect(from(two, one, one)).toEqual([two, 'flag']);
      expect(from(undefined, one, two)).toEqual([one, 'environment']);
      expect(from(undefined, '', two)).toEqual([two, 'file']);
      expect(from(undefined, undefined, undefined)[1]).toBe('default');
    },
  );

  it('have one spelling for flag, variable and file', () => {
    expect(variableOf('commission-bps')).toBe('TRADEWRIGHT_PAPER_COMMISSION_BPS');
  });

  it('are read from the file of the folder, or from the one that is named', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'tradewright.paper.json'), '{"top": 3, "cash": "5000.50"}');
    writeFileSync(join(folder, 'other.json'), '{"top": 4}');
    const shown = async (words: readonly string[]): Promise<unknown> => {
      const world = { folder, environment: { TRADEWRIGHT_PAPER_LOOKBACK: '6' } };
      const { output, code } = await runInProcess([...words, '--show-settings', '--json'], world);
      expect(code).toBe(0);
      return JSON.parse(output);
    };
    expect(await shown([])).toMatchObject({
      settings: {
        cash: { value: '5000.5', from: 'file' },
        top: { value: 3, from: 'file' },
        lookback: { value: 6, from: 'environment' },
        csv: { value: null, from: 'default' },
      },
    });
    expect(await shown(['--config', 'other.json', '--lookback', '7'])).toMatchObject({
      settings: {
        cash: { value: '100000', from: 'default' },
        top: { value: 4, from: 'file' },
        lookback: { value: 7, from: 'flag' },
      },
    });
    const { output } = await runInProcess(['--show-settings', '--top', '1'], { folder });
    expect(output).toMatch(/^top +1 +flag +--top +TRADEWRIGHT_PAPER_TOP$/m);
  });

  it('stand in the help with their defaults', async () => {
    const { output, code } = await runInProcess(['--help']);
    expect(code).toBe(0);
    for (const { name } of settingDefinitions) expect(output).toContain(`--${name} <`);
    expect((await runInProcess(['--version'])).output).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
