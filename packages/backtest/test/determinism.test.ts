import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { alwaysOpenCalendar, barsFromColumns, type BarSeries } from '@tradewright/core';
import { describe, expect, it } from 'vitest';
import { printedRun } from './printed-run.js';
import { always, minuteBars, run, type TestSettings } from './scripted-run.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const program = fileURLToPath(new URL('print-hashes.ts', import.meta.url));

/** What the program prints in a process of another place. */
function printedIn(place: Readonly<Record<string, string>>): Promise<string> {
  return new Promise((resolve, reject) => {
    const { PATH = '', HOME = '' } = process.env;
    const child = spawn(process.execPath, ['--import', 'tsx', program], {
      cwd: root,
      env: { PATH, HOME, ...place },
    });
    let [told, complaint] = ['', ''];
    child.stdout.on('data', (data: Buffer) => (told += String(data)));
    child.stderr.on('data', (data: Buffer) => (complaint += String(data)));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(told);
      else reject(new Error(`the program ended with ${String(code)}: ${complaint}`));
    });
  });
}

describe('a hash', () => {
  it('is the same in every time zone and language (LG16)', { timeout: 60_000 }, async () => {
    const report = await printedRun();
    const own = `${report.hash()} ${report.resultHash()} ${report.fills.length}`;
    expect(report.fills.length).toBeGreaterThan(500);
    const places = [
      { TZ: 'Asia/Kolkata', LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8' },
      { TZ: 'America/New_York', LANG: 'tr_TR.UTF-8' },
      { TZ: 'UTC', LANG: 'C' },
    ];
    expect(await Promise.all(places.map(printedIn))).toEqual([own, own, own]);
  });

  it('is the same in a second run', async () => {
    const [one, other] = [await printedRun(), await printedRun()];
    expect(other.hash()).toBe(one.hash());
    expect(one.hash()).toMatch(/^[0-9a-f]{64}$/);
    expect(one.resultHash()).not.toBe(one.hash());
  });
});

const trading = always((context) => {
  if (context.position('A') === 0) context.submit({ symbol: 'A', side: 'buy', quantity: 3 });
});
const base: TestSettings = { strategy: trading, series: [minuteBars('A', [10, 11, 12])] };

function sameBars(patch: Partial<Parameters<typeof barsFromColumns>[0]>): BarSeries {
  const price = [10, 11, 12];
  const time = [0, 60_000, 120_000];
  const columns = { symbol: 'A', time, open: price, high: price, low: price, close: price };
  return barsFromColumns({ ...columns, ...patch }, { periodMs: 60_000 });
}

describe('the reproducibility hash', () => {
  const changes: readonly (readonly [what: string, settings: Partial<TestSettings>])[] = [
    ['cash', { cash: 100_001 }],
    ['account', { account: 'other' }],
    ['limits', { limits: { shortSelling: true } }],
    ['a rule', { rules: [{ code: 'MINE', scope: 'always', review: () => undefined }] }],
    ['commission', { commission: { kind: 'bps', bps: '0.001' } }],
    ['the fill convention', { fillAt: 'this-close' }],
    ['the limit convention', { limitFill: 'through' }],
    ['negative cash', { negativeCash: true }],
    ['the range', { to: 120_000 }],
    ['an instrument', { instruments: [{ symbol: 'A', priceTick: '0.001' }] }],
    ["the strategy's name", { strategy: { ...trading, name: 'other' } }],
    ["the strategy's version", { strategy: { ...trading, version: '2' } }],
    ['a close that nothing traded at', { series: [sameBars({ low: [10, 11, 11] })] }],
    ['a volume', { series: [sameBars({ volume: [1, 1, 1] })] }],
    ['the calendar', { calendar: { ...alwaysOpenCalendar, name: 'other' } }],
  ];

  it.each(changes)('changes with %s', async (_, settings) => {
    const one = await run(base);
    const other = await run({ ...base, ...settings });
    expect(other.hash()).not.toBe(one.hash());
  });

  it('has no duplicates among all these changes', async () => {
    const reports = await Promise.all(changes.map(([, settings]) => run({ ...base, ...settings })));
    expect(new Set(reports.map((report) => report.hash())).size).toBe(changes.length);
  });

  it('is of the data, not of how they came', async () => {
    const one = await run(base);
    const other = await run({ ...base, series: [sameBars({})] });
    expect(other.hash()).toBe(one.hash());
  });
});

describe('the hash of the result', () => {
  it('does not change with what had no effect', async () => {
    const one = await run(base);
    const other = await run({ ...base, limitFill: 'through', account: 'other' });
    expect(other.resultHash()).toBe(one.resultHash());
  });

  it.each([
    ['a fee', { commission: { kind: 'perShare', perShare: '0.000000001' } }],
    ['a price', { series: [minuteBars('A', [10, 11.01, 12])] }],
    ['a quantity', { strategy: always(() => undefined) }],
    ['cash', { cash: 100_001 }],
  ] satisfies [string, Partial<TestSettings>][])('changes with %s', async (_, settings) => {
    const one = await run(base);
    const other = await run({ ...base, ...settings });
    expect(other.resultHash()).not.toBe(one.resultHash());
  });
});
