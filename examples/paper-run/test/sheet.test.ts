import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { reportToJson } from '@tradewright/report';
import { describe, expect, it } from 'vitest';
import { loadMarket } from '../src/market/load-market.js';
import { heldInstead } from '../src/report/held-instead.js';
import type { PaperReport } from '../src/report/paper-report.js';
import { resolveSettings } from '../src/settings/resolve-settings.js';
import { holdAll } from '../src/sheet/hold-all.js';
import { readRunReport } from '../src/sheet/read-run-report.js';
import { planRun, type RunPlan } from '../src/trading/plan-run.js';
import { dailyCsv } from './daily-csv.js';
import { runInProcess } from './run-in-process.js';
import { filesIn, temporaryFolder } from './temporary-folder.js';

interface SheetRun {
  readonly folder: string;
  readonly html: string;
  readonly report: PaperReport;
  readonly code: number;
}

/** Runs with `--report` and `--export`, and reads both. */
async function sheetOf(words: readonly string[], folder = temporaryFolder()): Promise<SheetRun> {
  const files = ['--report', 'pages/sheet.html', '--export', 'report.json'];
  const { code } = await runInProcess([...words, ...files], { folder });
  const html = readFileSync(join(folder, 'pages/sheet.html'), 'utf8');
  const text = readFileSync(join(folder, 'report.json'), 'utf8');
  return { folder, html, report: JSON.parse(text) as PaperReport, code };
}

function planOf(flags: Readonly<Record<string, string>> = {}): RunPlan {
  const texts = { flags: new Map(Object.entries(flags)), environment: {}, file: new Map() };
  const { settings } = resolveSettings(texts);
  return planRun(settings, loadMarket(settings, '.'));
}

/** The numbers behind the cells of a section, row by row. */
function numbersIn(html: string, section: string): readonly (readonly string[])[] {
  const part = new RegExp(`<section id="${section}">(.*?)</section>`, 's').exec(html)?.[1] ?? '';
  const rows = [...part.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([row]) =>
    [...row.matchAll(/data-v="([^"]*)"/g)].map(([, value = '']) => value),
  );
  return rows.filter((row) => row.length > 0);
}

describe('the tear sheet of a paper run', () => {
  it('has the numbers of the export', async () => {
    const { html, report } = await sheetOf([]);
    const { account, positions, fills, orders } = report;
    expect(html).toContain('<h1>momentum-rotation 1 on paper</h1>');
    const [equity] = [...html.matchAll(/<dd data-v="([^"]*)"/g)].map(([, value]) => value);
    expect(equity).toBe(account.equity);
    const [, total] = /<dd class="good" data-v="([^"]*)"/.exec(html) ?? [];
    expect(Number(total).toFixed(6)).toBe(account.returnFraction);
    const held = positions.filter(({ signedQuantity }) => signedQuantity !== '0');
    expect(held).toHaveLength(2);
    expect(numbersIn(html, 'positions')).toEqual(
      held.map(({ signedQuantity, mark, marketValue, unrealized, realized }) => [
        signedQuantity,
        mark,
        marketValue,
        unrealized,
        realized,
      ]),
    );
    expect(html).toContain(`${fills.length} fills`);
    expect(orders).toHaveLength(fills.length);
    for (const hash of [report.hash, report.resultHash]) expect(html).toContain(hash);
  });

  it('has the fills, the curve, the months and the deepest fall of the export', async () => {
    const { report } = await sheetOf([]);
    const sheet = JSON.parse(reportToJson(readRunReport(planOf(), report))) as {
      readonly account: Record<string, string>;
      readonly equity: { readonly at: readonly string[]; readonly value: readonly string[] };
      readonly fills: readonly object[];
      readonly months: readonly { readonly label: string; readonly return: number }[];
      readonly statistics: Record<string, { readonly value: number }>;
    };
    const { account } = report;
    for (const name of ['deposits', 'cash', 'realized', 'unrealized', 'fees'] as const) {
      expect(sheet.account[name]).toBe(account[name]);
    }
    expect(sheet.account['finalEquity']).toBe(account.equity);
    expect(sheet.fills.map((fill) => ({ ...fill }))).toEqual(
      report.fills.map((fill) => expect.objectContaining({ ...fill }) as object),
    );
    // The deposit stands in front, at the instant at which the trader was started.
    expect(sheet.equity.at.slice(1)).toEqual(report.equityCurve.map(({ at }) => at));
    expect(sheet.equity.value[0]).toBe(account.deposits);
    const worth = report.equityCurve.map(({ equity }) => String(Number(equity)));
    expect(sheet.equity.value.slice(1)).toEqual(worth);
    expect(sheet.months.map(({ label }) => label)).toEqual(
      report.monthly.map(({ month }) => month),
    );
    sheet.months.forEach((month, i) => {
      expect(month.return).toBeCloseTo(Number(report.monthly[i]?.returnFraction), 6);
    });
    const fall = -(sheet.statistics['maxDrawdown']?.value ?? NaN);
    expect(fall.toFixed(6)).toBe(account.maxDrawdownFraction);
  });

  it('compares with holding everything, as the summary does', () => {
    for (const flags of [{}, { top: '1', lookback: '80' }]) {
      const plan = planOf(flags);
      const series = holdAll(plan);
      const [first = NaN, last = NaN] = [series?.close[0], series?.close.at(-1)];
      const starting = plan.slices[plan.settings.lookback - 1]?.endAt;
      expect(series?.time[0]).toBe(starting);
      expect(series?.length).toBe(plan.slices.length - plan.settings.lookback + 1);
      expect((100_000 * last) / first).toBeCloseTo(Number(heldInstead(plan)), 2);
    }
  });

  it('says what is special: invented prices, refused orders, changed settings', async () => {
    const { html, report, code } = await sheetOf(['--synthetic', '7', '--loss-max', '0.05']);
    expect([code, report.outcome]).toEqual([3, 'partial']);
    expect(html).toContain('<h1>SYNTHETIC prices: momentum-rotation 1 on paper (partial)</h1>');
    const refused = report.orders.filter(({ refusals }) => refusals.length > 0);
    expect(refused.length).toBeGreaterThan(0);
    expect(html).toMatch(new RegExp(`>${refused.length} orders? w(?:as|ere) refused<`));
    expect(html).toContain('of the assumptions not at the default: outcome, prices, loss-max');
    const dates = refused.map(({ decidedAt }) => String(Date.parse(decidedAt)));
    expect(numbersIn(html, 'refusals').map(([at]) => at)).toEqual(dates);
  });

  it('is the same page when a finished run is printed again, and asks nobody', async () => {
    const folder = temporaryFolder();
    const once = await sheetOf([], folder);
    writeFileSync(join(folder, 'pages/sheet.html'), 'old');
    const { output, code } = await runInProcess(['--report', 'pages/sheet.html'], { folder });
    expect(code).toBe(0);
    expect(output).toContain('Already run');
    expect(output).toContain('Sheet   pages/sheet.html');
    expect(readFileSync(join(folder, 'pages/sheet.html'), 'utf8')).toBe(once.html);
    expect(once.html).not.toMatch(/\b(?:src|href)="(?!#)/);
    expect(filesIn(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('does not change the run: with and without it, one key and one hash', async () => {
    const { report, folder } = await sheetOf([]);
    const { output } = await runInProcess(['--json'], { folder });
    expect(JSON.parse(output)).toEqual(report);
  });

  it('is written with --json, which prints the report and nothing else', async () => {
    const folder = temporaryFolder();
    const { output } = await runInProcess(['--json', '--report', 'sheet.html'], { folder });
    expect((JSON.parse(output) as PaperReport).outcome).toBe('success');
    expect(readFileSync(join(folder, 'sheet.html'), 'utf8')).toMatch(/^<!doctype html>/);
  });

  it('is not written by a dry run, which writes nothing', async () => {
    const folder = temporaryFolder();
    const { code } = await runInProcess(['--dry-run', '--report', 'sheet.html'], { folder });
    expect(code).toBe(0);
    expect(filesIn(folder)).toEqual([]);
  });

  it('of a run that was interrupted at once says so and has no curves', async () => {
    const folder = temporaryFolder();
    const interrupt = AbortSignal.abort();
    const { code } = await runInProcess(['--report', 'sheet.html'], { folder, interrupt });
    expect(code).toBe(130);
    const html = readFileSync(join(folder, 'sheet.html'), 'utf8');
    expect(html).toContain('on paper (interrupted)</h1>');
    expect(html).toContain('too short for curves');
  });

  it('of daily bars of the user', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'prices.csv'), dailyCsv(300));
    const words = ['--csv', 'prices.csv', '--top', '1', '--fill-at', 'next-open'];
    const { html, report } = await sheetOf(words, folder);
    expect(html).toContain(`${report.fills.length} fills`);
    expect(html).toContain('N = 252 periods per year');
  });
});

describe('a tear sheet that could not be written is refused before anything runs:', () => {
  it.each([
    ['a folder', ['--report', 'folder']],
    ['below a file', ['--report', 'prices.csv/sheet.html']],
    ['the prices', ['--csv', 'prices.csv', '--report', './prices.csv']],
    ['the export', ['--export', 'one.json', '--report', 'one.json']],
  ])('%s', async (_, words) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'prices.csv'), dailyCsv(300));
    mkdirSync(join(folder, 'folder'));
    const before = filesIn(folder);
    for (const more of [[], ['--dry-run']]) {
      const { code, output } = await runInProcess([...words, ...more, '--json'], { folder });
      const { error } = JSON.parse(output) as { error: { code: string; field: string } };
      expect([code, error.code, error.field]).toEqual([2, 'SETTINGS_INVALID', 'report']);
      expect(filesIn(folder)).toEqual(before);
    }
  });
});
