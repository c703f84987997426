import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Decimal } from '@tradewright/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PaperReport } from '../src/report/paper-report.js';
import { isSealed } from '../src/report/seal-report.js';
import { dailyCsv } from './daily-csv.js';
import { reportOf, runInProcess } from './run-in-process.js';
import { temporaryFolder } from './temporary-folder.js';

const checker = fileURLToPath(new URL('../check-export.mjs', import.meta.url));
/** For a machine that has other things to do. */
const patienceMs = 60_000;

type Verdict = readonly [code: number | null, firstLine: string];

/** Asks the stand-alone checker, which shares no code with us, about the text of a report. */
function verdictOf(text: string): Verdict {
  const file = join(temporaryFolder(), 'report.json');
  writeFileSync(file, text);
  const { status, stdout, stderr } = spawnSync(process.execPath, [checker, file], {
    encoding: 'utf8',
  });
  return [status, (stdout + stderr).split('\n')[0] ?? ''];
}

/** The report with one number changed in its last digit but zero. */
function withOtherDigit(report: PaperReport, path: readonly (string | number)[]): string {
  const copy = structuredClone(report) as unknown as Record<string | number, unknown>;
  let place = copy;
  for (const key of path.slice(0, -1)) place = place[key] as typeof copy;
  const last = path.at(-1) as string | number;
  const text = place[last];
  expect(text, path.join('.')).toEqual(expect.stringMatching(/^-?\d+(\.\d+)?$/));
  place[last] = (text as string).replace(/\d(?=0*$|0*\.0*$)/, (digit) =>
    digit === '9' ? '8' : String(Number(digit) + 1),
  );
  expect(place[last]).not.toBe(text);
  return JSON.stringify(copy);
}

describe('an exported report', { timeout: patienceMs }, () => {
  const home = mkdtempSync(join(tmpdir(), 'paper-run-'));
  let report: PaperReport;
  beforeAll(async () => {
    report = await reportOf([], { folder: home });
  }, patienceMs);
  afterAll(() => {
    rmSync(home, { recursive: true });
  });

  it('agrees with a checker that recomputes it from fills and marks', () => {
    const [code, line] = verdictOf(JSON.stringify(report));
    expect(line).toMatch(/^\d+ numbers agree$/);
    expect(Number.parseInt(line, 10)).toBeGreaterThan(250);
    expect(code).toBe(0);
  });

  it.each<readonly [(string | number)[]]>([
    [['account', 'deposits']],
    [['account', 'cash']],
    [['account', 'equity']],
    [['account', 'realized']],
    [['account', 'unrealized']],
    [['account', 'fees']],
    [['fills', 0, 'quantity']],
    [['fills', 20, 'price']],
    [['fills', 41, 'fee']],
    [['positions', 0, 'signedQuantity']],
    [['positions', 0, 'openCost']],
    [['positions', 0, 'mark']],
    [['positions', 0, 'marketValue']],
    [['positions', 1, 'unrealized']],
    [['positions', 3, 'realized']],
    [['equityCurve', 50, 'cash']],
    [['equityCurve', 60, 'equity']],
    [['equityCurve', 70, 'marks', 'AAPL']],
  ])('fails the checker with another digit in %j', (path) => {
    const [code, line] = verdictOf(withOtherDigit(report, path));
    expect(line).toMatch(/^\w+ of .+ is -?[\d.]+, computed -?[\d.]+$/);
    expect(code).toBe(1);
  });

  it('fails the checker without one of its fills, and with one on another side', () => {
    const fills = report.fills.toSpliced(7, 1);
    expect(verdictOf(JSON.stringify({ ...report, fills }))[0]).toBe(1);
    const other = report.fills[1]?.side === 'buy' ? 'sell' : 'buy';
    const turned = report.fills.map((fill, i) => (i === 1 ? { ...fill, side: other } : fill));
    expect(verdictOf(JSON.stringify({ ...report, fills: turned }))[0]).toBe(1);
  });

  it('agrees with the checker for averaged costs and odd commissions', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'daily.csv'), dailyCsv(500));
    const words = ['--csv', 'daily.csv', '--lookback', '9', '--commission-bps', '0.0303'];
    const other = await reportOf([...words, '--fill-at', 'next-open'], { folder });
    expect(other.fills.length).toBeGreaterThan(100);
    expect(verdictOf(JSON.stringify(other))[0]).toBe(0);
  });

  it('is one document on the screen, in the state folder and in the file asked for', async () => {
    const folder = temporaryFolder();
    const words = ['--json', '--export', 'deep/er/report.json'];
    const { output } = await runInProcess(words, { folder });
    expect(JSON.parse(output)).toEqual(report);
    expect(readFileSync(join(folder, 'deep/er/report.json'), 'utf8')).toBe(output);
  });

  it('writes numbers as decimal text and instants in UTC with their offset', () => {
    const plain = /^-?\d+(\.\d+)?$/;
    const { account, fills, orders, positions, equityCurve, monthly } = report;
    const { basis, currency, ...amounts } = account;
    expect(currency).toBe('USD');
    expect(basis).toContain('gross of fees');
    const numbers = [
      ...Object.values(amounts),
      ...fills.flatMap(({ quantity, price, fee }) => [quantity, price, fee]),
      ...orders.flatMap(({ quantity, filledQuantity }) => [quantity, filledQuantity]),
      ...positions.flatMap(({ symbol: _symbol, ...rest }) => Object.values(rest)),
      ...equityCurve.flatMap(({ cash, equity, marks }) => [cash, equity, ...Object.values(marks)]),
      ...monthly.flatMap(({ equity, change, returnFraction }) => [equity, change, returnFraction]),
    ];
    for (const number of numbers) expect(number).toMatch(plain);
    const stamps = [
      ...fills.map(({ filledAt }) => filledAt),
      ...orders.map(({ decidedAt }) => decidedAt),
      ...equityCurve.map(({ at }) => at),
      report.period.firstAt,
      report.period.lastAt,
    ];
    for (const stamp of stamps) expect(stamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:00\.000\+00:00$/);
  });

  it('adds up: profits less fees are the gain, months lead from deposits to equity', () => {
    const { account, monthly, equityCurve, orders, fills } = report;
    const gain = new Decimal(account.realized).plus(account.unrealized ?? Number.NaN);
    const equity = gain.minus(account.fees).plus(account.deposits);
    expect(equity.toFixed()).toBe(account.equity);
    const changes = monthly.reduce((sum, { change }) => sum.plus(change), new Decimal(0));
    expect(changes.plus(account.deposits).toFixed()).toBe(account.equity);
    expect(monthly.map((row) => row.month)).toEqual(equityCurve.map(({ at }) => at.slice(0, 7)));
    expect(monthly.at(-1)?.equity).toBe(account.equity);
    for (const { clientOrderId, quantity, filledQuantity } of orders) {
      const own = fills.filter((fill) => fill.clientOrderId === clientOrderId);
      const filled = own.reduce((sum, fill) => sum.plus(fill.quantity), new Decimal(0));
      expect([filled.toFixed(), quantity]).toEqual([filledQuantity, filledQuantity]);
    }
  });

  it('compares with holding all symbols, and shows the last ranking', () => {
    // Closes of 2001-01-31 and 2010-03-09 of AAPL, AMZN, IBM and MSFT; GOOG was not listed yet.
    const growth = 223.02 / 10.81 + 128.82 / 17.31 + 125.55 / 100.76 + 28.8 / 24.84;
    expect(Number(report.account.heldInstead)).toBeCloseTo((100_000 * growth) / 4, 1);
    // Closes of 2009-03-31 and 2010-02-26.
    const momentum = (204.62 / 105.12 - 1).toFixed(6);
    expect(report.signals[0]).toEqual({ symbol: 'AAPL', momentum, wanted: true });
    const wanted = report.signals.filter((signal) => signal.wanted).map(({ symbol }) => symbol);
    expect(wanted).toEqual(['AAPL', 'AMZN']);
  });

  it('shows an account before the fills of the next open, where bars touch', async () => {
    const folder = temporaryFolder();
    const lines = Array.from({ length: 60 }, (_, minute) => {
      const price = 100 + ((minute * 7) % 11);
      return `${1709908200000 + minute * 60_000},${price},${price + 1},${price - 1},${price}`;
    });
    writeFileSync(join(folder, 'a.csv'), ['time,open,high,low,close', ...lines].join('\n'));
    const words = ['--csv', 'a.csv', '--symbol', 'AAA', '--period-ms', '60000', '--top', '1'];
    const other = await reportOf([...words, '--lookback', '3', '--fill-at', 'next-open'], {
      folder,
    });
    expect(other.fills.length).toBeGreaterThan(5);
    const holding = other.equityCurve.find(({ fills }) => fills > 0)?.at ?? '';
    expect(Date.parse(holding)).toBe(Date.parse(other.fills[0]?.filledAt ?? '') + 60_000);
    expect(verdictOf(JSON.stringify(other))[0]).toBe(0);
  });

  it('never owes money, and holds no more than its places', () => {
    for (const { cash, marks } of report.equityCurve) {
      expect(new Decimal(cash).gte(0)).toBe(true);
      expect(Object.keys(marks).length).toBeLessThanOrEqual(2);
    }
  });

  it('is sealed, and names neither place nor time of the run', () => {
    expect(isSealed(report)).toBe(true);
    for (const { 0: path } of [[['account', 'cash']], [['fills', 3, 'fee']]]) {
      expect(isSealed(JSON.parse(withOtherDigit(report, path as string[])))).toBe(false);
    }
    const text = JSON.stringify(report);
    expect(text).not.toContain(process.cwd());
    expect(text).not.toContain('.tradewright');
    expect(text).not.toContain(String(new Date().getFullYear()));
    expect(isSealed({ ...report, hash: undefined })).toBe(false);
    expect(isSealed(null)).toBe(false);
  });
});
