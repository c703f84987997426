import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compareStrategies } from '../src/compare-strategies.js';
import { formatComparison } from '../src/format-comparison.js';
import { inventMarket } from '../src/invent-market.js';
import { loadMarket } from '../src/load-market.js';
import { readCommandLine } from '../src/read-command-line.js';
import { writeSheets } from '../src/write-sheets.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'strategies-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the strategies example', () => {
  it('trades every strategy on invented bars, the same for the same seed', async () => {
    const market = inventMarket(1);
    const results = await compareStrategies(market.series);
    expect(results.map(({ name }) => name)).toHaveLength(9);
    for (const { name, report, closedTrades } of results) {
      expect([name, report.fills.length > 0]).toEqual([name, true]);
      if (name !== 'buy-and-hold') expect([name, closedTrades > 0]).toEqual([name, true]);
    }
    const lines = formatComparison(market, results);
    expect(inventMarket(1)).toEqual(market);
    expect(inventMarket(2)).not.toEqual(market);
    const [held] = results;
    const percent = 100 * (held?.report.finalEquity?.div(100_000).minus(1).toNumber() ?? 0);
    expect(lines.find((line) => line.startsWith('buy-and-hold'))).toContain(percent.toFixed(1));
  });

  it('reads a folder, and only the dates and symbols that are asked for', () => {
    const rows = ['date,open,high,low,close,volume', '2024-01-02,10,11,9,10,5'];
    writeFileSync(join(folder, 'aaa.csv'), [...rows, '2024-01-03,10,11,9,10,5'].join('\n'));
    writeFileSync(join(folder, 'bbb.csv'), rows.join('\n'));
    writeFileSync(join(folder, 'notes.txt'), 'none');
    const given = { csv: folder, seed: 1, symbols: undefined, from: undefined, to: undefined };
    expect(loadMarket(given).series.map(({ symbol }) => symbol)).toEqual(['AAA', 'BBB']);
    expect(loadMarket({ ...given, symbols: ['bbb'] }).series).toHaveLength(1);
    const [late, ...others] = loadMarket({ ...given, from: '2024-01-03' }).series;
    expect([late?.symbol, late?.length, others.length]).toEqual(['AAA', 1, 0]);
    expect(() => loadMarket({ ...given, symbols: ['x'] })).toThrow(/a folder with bars of these/);
    expect(() => loadMarket({ ...given, csv: join(folder, 'no') })).toThrow(/can be read/);
  });

  it('writes a tear sheet a strategy', async () => {
    const market = inventMarket(1);
    const short = { ...market, series: market.series.slice(0, 1) };
    const results = await compareStrategies(short.series);
    expect(results).toHaveLength(8);
    writeSheets(join(folder, 'sheets'), short, results);
    const names = readdirSync(join(folder, 'sheets'));
    expect(names).toContain('rsi-reversion.html');
    expect(names).toHaveLength(8);
    const page = readFileSync(join(folder, 'sheets', 'rsi-reversion.html'), 'utf8');
    expect(page).toContain('<!doctype html>');
  });

  it.each([
    [['--seed', 'x'], /--seed must be a whole number/],
    [['--from', '2015'], /--from must be a date/],
    [['--sed', '1'], /as --help says/],
  ])('refuses %o', (words, message) => {
    expect(() => readCommandLine(words)).toThrow(message);
  });

  it('runs as a program, and answers a bad flag with 2', () => {
    const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
    const run = (...words: readonly string[]) =>
      spawnSync(process.execPath, ['--import', 'tsx', main, ...words], { encoding: 'utf8' });
    const { stdout, stderr, status } = run('--seed', '3');
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^INVENTED bars of 5 symbols from seed 3\n/);
    expect(stdout.split('\n').filter((line) => line.includes(' %'))).toHaveLength(9);
    const refused = run('--csv', join(folder, 'missing'));
    expect([refused.status, refused.stderr]).toEqual([
      2,
      expect.stringContaining('SETTINGS_INVALID: --csv must be a folder or file'),
    ]);
    expect(run('--help').stdout).toContain('--sheets <folder>');
  });
});
