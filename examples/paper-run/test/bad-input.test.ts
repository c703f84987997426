import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runInProcess } from './run-in-process.js';
import { filesIn, temporaryFolder } from './temporary-folder.js';

interface ErrorDocument {
  readonly outcome: string;
  readonly exitCode: number;
  readonly error: Readonly<Record<'code' | 'message' | 'field' | 'value' | 'fix', string>>;
}

/** Runs with input that must be refused: exit 2, nothing written, a complete explanation. */
async function refusal(
  words: readonly string[],
  file?: { readonly name: string; readonly text: string | Uint8Array },
  environment: Readonly<Record<string, string>> = {},
): Promise<ErrorDocument['error']> {
  const folder = temporaryFolder();
  if (file !== undefined) writeFileSync(join(folder, file.name), file.text);
  const before = filesIn(folder);
  const { code, output, complaints } = await runInProcess([...words, '--json'], {
    folder,
    environment,
  });
  const { outcome, exitCode, error } = JSON.parse(output) as ErrorDocument;
  expect({ code, exitCode, outcome, complaints }).toEqual({
    code: 2,
    exitCode: 2,
    outcome: 'invalid',
    complaints: '',
  });
  expect(filesIn(folder)).toEqual(before);
  for (const fact of [error.field, error.value, error.fix]) {
    expect(fact).toEqual(expect.stringMatching(/./));
  }
  const spoken = await runInProcess(words, { folder, environment });
  expect(spoken.code).toBe(2);
  expect(spoken.output).toBe('');
  expect(spoken.complaints).toContain(error.field);
  return error;
}

describe('bad settings are refused with field, value and fix', () => {
  const numbers = ['NaN', 'Infinity', '1e400', '1e5', '0x10', '', ' 5', '5 ', '-1', '１', '1,000'];
  const flags = ['cash', 'top', 'lookback', 'loss-max', 'position-max', 'synthetic'];
  it.each(flags.flatMap((flag) => numbers.map((value) => [flag, value] as const)))(
    '--%s %j',
    async (flag, value) => {
      const error = await refusal([`--${flag}=${value}`]);
      expect(error.code).toBe('SETTINGS_INVALID');
      expect(error.field).toBe(`--${flag}`);
      expect(error.value).toBe(JSON.stringify(value));
    },
  );

  it.each([
    [['--cash', '0'], '--cash'],
    [['--cash', '0.0000001'], '--cash'],
    [['--cash', '1000000000001'], '--cash'],
    [['--top', '0'], '--top'],
    [['--top', '1.5'], '--top'],
    [['--top', '6'], 'top'],
    [['--lookback', '1'], '--lookback'],
    [['--lookback', '123'], 'lookback'],
    [['--commission-bps', '1000.1'], '--commission-bps'],
    [['--commission-bps', '-0'], '--commission-bps'],
    [['--loss-max', '1.01'], '--loss-max'],
    [['--fill-at', 'open'], '--fill-at'],
    [['--fill-at', 'next-open'], 'fill-at'],
    [['--broker', 'alpaca'], '--broker'],
    [['--broker', 'live'], '--broker'],
    [['--synthetic', '4294967296'], '--synthetic'],
    [['--csv', 'missing.csv'], 'csv'],
    [['--csv', '.'], 'csv'],
    [['--csv', 'a\0b'], '--csv'],
    [['--csv', 'x', '--synthetic', '1'], 'synthetic'],
    [['--symbol', 'SPY'], 'symbol'],
    [['--state', '   '], '--state'],
    [['--export', '.'], 'export'],
    [['--config', 'missing.json'], 'config'],
    [['--cahs', '1'], 'command line'],
    [['--cash'], '--cash'],
    [['run'], 'command line'],
  ] as const)('%j', async (words, field) => {
    const error = await refusal(words);
    expect(error.field).toBe(field);
  });

  it('refuses an export over the prices', async () => {
    const text = 'date,symbol,open,high,low,close\n2024-03-08,AAA,1,1,1,1\n';
    const words = ['--csv', 'a.csv', '--export', './a.csv'];
    expect((await refusal(words, { name: 'a.csv', text })).field).toBe('export');
  });

  it.each([
    ['{"cash": 1e400}', 'cash in the settings file'],
    ['{"cash": "NaN"}', 'cash in the settings file'],
    ['{"top": -3}', 'top in the settings file'],
    ['{"topp": 3}', 'each name in the settings file'],
    ['{"__proto__": 3}', 'each name in the settings file'],
    ['{"constructor": 3}', 'each name in the settings file'],
    ['[1]', 'config'],
    ['null', 'config'],
    ['', 'config'],
    ['{"top": 3', 'config'],
  ])('settings file %s', async (text, field) => {
    const file = { name: 'tradewright.paper.json', text };
    expect((await refusal([], file)).field).toBe(field);
  });

  it.each([['true'], ['null'], ['{}'], ['[]']])(
    'settings file with the value %s',
    async (value) => {
      const file = { name: 'mine.json', text: `{"top": ${value}}` };
      const error = await refusal(['--config', 'mine.json'], file);
      expect(error.field).toMatch(/^top in /);
    },
  );

  it('refuses an unknown variable, and a wrong one that loses to a flag', async () => {
    const unknown = await refusal([], undefined, { TRADEWRIGHT_PAPER_TOPP: '3' });
    expect(unknown.value).toBe('"TRADEWRIGHT_PAPER_TOPP"');
    const loser = await refusal(['--top', '2'], undefined, { TRADEWRIGHT_PAPER_TOP: 'NaN' });
    expect(loser.field).toBe('TRADEWRIGHT_PAPER_TOP');
  });
});

describe('bad prices are refused with field, value and fix', () => {
  const header = 'date,symbol,open,high,low,close\n';
  const day = (on: string, price: string, symbol = 'AAA'): string =>
    `${on},${symbol},${price},${price},${price},${price}\n`;

  it.each([
    ['an empty file', '', 'BARS_INVALID'],
    ['a header alone', header, 'BARS_INVALID'],
    ['NaN', header + day('2024-03-08', 'NaN'), 'BARS_INVALID'],
    ['1e400', header + day('2024-03-08', '1e400'), 'BARS_INVALID'],
    ['hexadecimal', header + day('2024-03-08', '0x10'), 'BARS_INVALID'],
    ['a price of zero', header + day('2024-03-08', '0'), 'BARS_INVALID'],
    ['__proto__', header + day('2024-03-08', '10', '__proto__'), 'SYMBOL_INVALID'],
    ['a symbol in lower case', header + day('2024-03-08', '10', 'aaa'), 'SYMBOL_INVALID'],
    ['rows out of order', header + day('2024-03-11', '1') + day('2024-03-08', '1'), 'BARS_INVALID'],
    ['a row twice', header + day('2024-03-08', '1') + day('2024-03-08', '1'), 'BARS_INVALID'],
    ['a day without a session', header + day('2024-03-09', '1'), 'BARS_INVALID'],
    ['a day that does not exist', header + day('2024-02-30', '1'), 'BARS_INVALID'],
    ['a column too many', header + '2024-03-08,AAA,1,1,1,1,1\n', 'BARS_INVALID'],
    ['a column that is missing', 'date,symbol,open,high,low\n2024-03-08,A,1,1,1\n', 'BARS_INVALID'],
  ])('%s', async (_, text, code) => {
    const error = await refusal(['--csv', 'a.csv', '--lookback', '2'], { name: 'a.csv', text });
    expect(error.code).toBe(code);
  });

  it('a file that is no text', async () => {
    const file = { name: 'a.csv', text: Uint8Array.of(0xff, 0xfe, 0x00, 0xd8) };
    expect((await refusal(['--csv', 'a.csv'], file)).fix).toContain('CSV');
  });

  it('prices of a year that the calendar does not know', async () => {
    const rows = [1, 2, 3, 4].map((month) => `1950-0${month}-03T15:00:00Z,AAA,1,1,1,1`);
    const text = ['time,symbol,open,high,low,close', ...rows].join('\n');
    const words = ['--csv', 'a.csv', '--period-ms', '0', '--lookback', '2', '--top', '1'];
    const error = await refusal(words, { name: 'a.csv', text });
    expect(error.field).toBe('each time of the prices');
  });
});
