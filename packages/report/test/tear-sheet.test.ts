import { createHash } from 'node:crypto';
import { type BacktestReport, type BarSeries, Decimal } from '@tradewright/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { createTearSheet, reportToJson, type TearSheetOptions } from '../src/index.js';
import { script } from '../src/page/script.js';
import { style } from '../src/page/style.js';
import { crossover, dailyBars, sampleReport } from './sample-reports.js';

const prices: readonly BarSeries[] = [dailyBars('ALFA', 2520, 5), dailyBars('BRAVO', 2520, 9)];
const options: TearSheetOptions = {
  title: 'Crossover',
  prices,
  benchmark: dailyBars('INDEX', 2520, 31),
};
let report: BacktestReport;
let html: string;

beforeAll(async () => {
  report = await sampleReport(prices);
  html = createTearSheet(report, options);
});

/** The content of a section, up to the next one. */
function sectionOf(page: string, id: string): string {
  const start = page.indexOf(`<section id="${id}">`);
  return start < 0 ? '' : page.slice(start, page.indexOf('</section>', start));
}

/** Where and what: a whole page in a message helps nobody. */
function matchesOf(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map(({ index }) => text.slice(index - 40, index + 40));
}

function countOf(text: string, part: string): number {
  return text.split(part).length - 1;
}

describe('a tear sheet of ten years', () => {
  it.each([
    'months',
    'distributions',
    'drawdowns',
    'prices',
    'trades',
    'positions',
    'refusals',
    'skips',
    'statistics',
    'assumptions',
    'reproduction',
  ])('has the section %s', (id) => {
    expect(sectionOf(html, id).length).toBeGreaterThan(200);
  });

  it('has a chart of everything that was given', () => {
    const titles = [...html.matchAll(/<h3>([^<]*)<\/h3>/g)].map(([, title]) => title);
    expect(titles).toEqual([
      'Equity, USD',
      'Drawdown',
      'Exposure, share of equity',
      'Return by year',
      'Distribution of returns, per session',
      'Sharpe ratio, 126 sessions',
      'Volatility, 126 sessions',
      'Trades of BRAVO',
      'Trades of ALFA',
    ]);
    expect(matchesOf(html, /NaN|Infinity|undefined/g)).toEqual([]);
  });

  it('has a line of text for places all along each chart', () => {
    const charts = [...html.matchAll(/data-tips="([^"]*)"/g)].map(([, tips = '']) =>
      tips.split('|'),
    );
    expect(charts.length).toBe(9);
    expect(charts[0]?.length).toBe(300);
    expect(charts[0]?.at(-1)).toMatch(/^1000;2024-01-05 21:00 · 166,822\.06 \(66\.8%\) · [\d,]+$/);
    for (const tips of charts) {
      expect(tips.length).toBeGreaterThan(9);
      expect(tips.filter((tip) => !/^[\d.]+;\S.+$/.test(tip))).toEqual([]);
    }
  });

  it('is small', () => {
    expect(html.length).toBeLessThan(1_000_000);
    expect(script.length).toBeLessThan(10_000);
  });

  it('asks nobody for anything', () => {
    const page = html.replace(script, '').replace(style, '');
    expect(
      matchesOf(html, /https?:|url\(|@import|\bsrc=|<link|<img|fetch\(|XMLHttpRequest/g),
    ).toEqual([]);
    expect(matchesOf(page, /\s(?:style|on[a-z]+)="/g)).toEqual([]);
    expect([...page.matchAll(/href="([^#])/g)]).toEqual([]);
  });

  it('names style and script by their hashes, so that nothing else runs', () => {
    const hashOf = (text: string): string =>
      `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    const between = (tag: string): string =>
      new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(html)?.[1] ?? '';
    expect(html.includes(`style-src ${hashOf(between('style'))};`)).toBe(true);
    expect(html.includes(`script-src ${hashOf(between('script'))};`)).toBe(true);
    expect(countOf(html, '<script')).toBe(1);
  });

  it('has the same bytes for the same report', async () => {
    const again = await sampleReport([dailyBars('ALFA', 2520, 5), dailyBars('BRAVO', 2520, 9)]);
    expect(createTearSheet(again, options) === html).toBe(true);
  });

  it('shows no number that the export does not hold', () => {
    const held = new Set<string>();
    const collect = (value: unknown): void => {
      if (typeof value === 'number') held.add(String(value));
      else if (typeof value === 'string') hold(value);
      else if (typeof value === 'object' && value !== null) Object.values(value).forEach(collect);
    };
    const hold = (text: string): void => {
      held.add(text);
      if (/^\d{4}-\d\d-\d\dT/.test(text)) held.add(String(Date.parse(text)));
    };
    collect(JSON.parse(reportToJson(report, options)));
    // The first column of the trades is a running number.
    const shown = [...html.matchAll(/data-v="([^"]*)"(?! )/g)].map(([, value]) => value ?? '');
    const unheld = shown.filter((value) => !held.has(value) && !/^\d{1,3}$/.test(value));
    expect(shown.length).toBeGreaterThan(1000);
    expect(unheld).toEqual([]);
  });

  it('shows what the account is worth, to the cent', () => {
    const cents = report.finalEquity?.toFixed(2, Decimal.ROUND_HALF_EVEN) ?? '';
    expect(html.includes(`>${cents.replace(/\B(?=(\d{3})+\.)/g, ',')}<`)).toBe(true);
    expect(html.includes(`data-v="${report.finalEquity?.toFixed()}"`)).toBe(true);
  });

  it('marks the assumption that differs from the default', () => {
    const assumptions = sectionOf(html, 'assumptions');
    expect(countOf(assumptions, 'differs from')).toBe(1);
    expect(countOf(assumptions, '<tr>')).toBe(report.assumptions.length + 1);
  });

  it('counts refused orders and shows their messages', () => {
    const refused = [...report.orders].filter(({ refusals }) => refusals.length > 0);
    expect(refused.length).toBeGreaterThan(5);
    expect(html.includes(`${refused.length} orders were refused`)).toBe(true);
    expect(sectionOf(html, 'refusals').includes('MAX_ORDER_QUANTITY')).toBe(true);
  });

  it('cuts tables with a note', () => {
    const trips = countOf(sectionOf(html, 'trades'), '<tr>') - 1;
    const cut = sectionOf(createTearSheet(report, { ...options, rowsMax: 7 }), 'trades');
    expect(trips).toBeGreaterThan(50);
    expect(countOf(cut, '<tr>')).toBe(8);
    expect(cut).toContain(`The latest 7 of ${trips}`);
    expect(cut).toContain(`data-v="${trips}"`);
  });

  it('holds the hashes of the report', () => {
    expect(html.includes(report.hash())).toBe(true);
    expect(html.includes(report.resultHash())).toBe(true);
  });
});

describe('a tear sheet of little', () => {
  const idle = { name: 'idle', version: '1', warmUpBars: () => 0, create: () => ({}) };

  it('says why a statistic does not exist', async () => {
    const none = await sampleReport([dailyBars('ALFA', 300)], {
      strategy: { ...idle, create: () => ({ onBars: () => {} }) },
    });
    const page = createTearSheet(none);
    const statistics = sectionOf(page, 'statistics');
    expect(statistics.includes('none: the values never vary')).toBe(true);
    expect(statistics.includes('none: too few observations')).toBe(true);
    expect(statistics.includes('none: needs data that was not given')).toBe(true);
    expect(matchesOf(statistics, /NaN|Infinity/g)).toEqual([]);
    expect(sectionOf(page, 'trades')).toBe('');
  });

  it.each([1, 2, 3])('is written for %i bars', async (length) => {
    const few = await sampleReport([dailyBars('ALFA', length)], {
      strategy: { ...idle, create: () => ({ onBars: () => {} }) },
    });
    const page = createTearSheet(few, { prices: [dailyBars('ALFA', length)] });
    expect(page.includes('Final equity')).toBe(true);
    expect(matchesOf(page, /NaN|Infinity/g)).toEqual([]);
  });

  it('ends the curve where the account is ruined, and says so', async () => {
    const fine = await sampleReport([dailyBars('ALFA', 60)]);
    const value = fine.equity.value.slice();
    value.fill(-5, 40);
    value[10] = Number.NaN;
    const { time, length } = fine.equity;
    const page = createTearSheet({ ...fine, equity: { time, value, length } });
    expect(
      page.includes('Ruined: equity fell to zero or below; 19 later slices are left out.'),
    ).toBe(true);
    expect(page.includes('1 slices have no equity')).toBe(true);
    expect(sectionOf(page, 'statistics').includes('none: everything was lost')).toBe(true);
  });

  it('says of what is unknown that it is', async () => {
    const fine = await sampleReport([dailyBars('ALFA', 60)]);
    const page = createTearSheet({ ...fine, finalEquity: undefined, unrealized: undefined });
    expect(page.includes('a held symbol has no price')).toBe(true);
  });
});

describe('options', () => {
  it.each([
    ['symbolsMax', 21],
    ['symbolsMax', -1],
    ['rowsMax', 0],
    ['rowsMax', 2001],
    ['rollingWindow', 1],
    ['rollingWindow', 2.5],
    ['title', 7],
  ])('refuses %s %s', (field, value) => {
    expect(() => createTearSheet(report, { [field]: value })).toThrow(`options.${field} must be`);
  });

  it('draws trades of as many symbols as asked for', () => {
    expect(createTearSheet(report, { prices, symbolsMax: 1 }).includes('Trades of ALFA')).toBe(
      false,
    );
    expect(sectionOf(createTearSheet(report, { prices, symbolsMax: 0 }), 'prices')).toBe('');
  });

  it('refuses a benchmark that begins later than the curve', () => {
    const late = dailyBars('LATE', 100);
    const time = late.time.map((at) => at + 86_400_000 * 30);
    const benchmark = { ...late, time, endTime: time.map((at) => at + 1) };
    expect(() => createTearSheet(report, { benchmark })).toThrow(/options.benchmark must be bars/);
  });

  it('draws no exposure when prices of a symbol are missing', () => {
    const page = createTearSheet(report, { prices: prices.slice(0, 1) });
    expect(page.includes('Exposure, share of equity')).toBe(false);
  });

  it('takes another calendar, window and count of periods', () => {
    const page = createTearSheet(report, { periodsPerYear: 365, rollingWindow: 20 });
    expect(page.includes('Sharpe ratio, 20 sessions')).toBe(true);
    expect(page.includes('N = 365 periods per year')).toBe(true);
  });
});

it('writes a run of many trades in few bytes', async () => {
  const bars = dailyBars('ALFA', 2520, 3);
  const busy = await sampleReport([bars], { strategy: crossover(['ALFA'], 1, 2) });
  const page = createTearSheet(busy, { prices: [bars], rowsMax: 2000 });
  expect(busy.fills.length).toBeGreaterThan(1000);
  expect(page.length).toBeLessThan(1_500_000);
  expect(matchesOf(page, /\d+ of \d+ fills are marked/g).length).toBe(1);
});
