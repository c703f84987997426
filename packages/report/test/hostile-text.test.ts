import { type BacktestReport, type BarSeries, Decimal, type OrderList } from '@tradewright/core';
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { createTearSheet, createTextSummary, fillsToCsv, reportToJson } from '../src/index.js';
import { dailyBars, sampleReport } from './sample-reports.js';

const bars = dailyBars('ALFA', 90, 5);
let report: BacktestReport;

beforeAll(async () => {
  report = await sampleReport([bars]);
});

/** The same run, with one text everywhere where a text can come from outside. */
function poison(text: string): { readonly report: BacktestReport; readonly prices: BarSeries[] } {
  const order = {
    clientOrderId: text as never,
    symbol: text,
    side: text as 'buy',
    type: 'market' as const,
    status: text as 'denied',
    finished: true,
    cancelRequested: false,
    replaceRequested: false,
    anomalous: false,
    external: false,
    legs: [],
    quantity: undefined,
    filledQuantity: new Decimal(0),
    refusals: [{ code: text, message: text }],
  };
  const timeline = [{ at: report.startedAt, event: 'denied', text }];
  const fills = [...report.fills].map((fill) => ({ ...fill, symbol: text }));
  const poisoned: BacktestReport = {
    ...report,
    currency: text,
    assumptions: [
      { name: text, value: text, default: `${text}!` },
      { name: 'calendar', value: text },
    ],
    orders: [order] as unknown as OrderList,
    positions: report.positions.map((each) => ({ ...each, symbol: text })),
    fills: fills as unknown as BacktestReport['fills'],
    targetSkips: [{ at: report.startedAt, symbol: text, weight: 1, reason: 'noMark' }],
    explain: () => ({ order, limits: [], refusals: order.refusals, timeline }),
    hash: () => text,
    resultHash: () => text,
  };
  return { report: poisoned, prices: [{ ...bars, symbol: text }] };
}

function sheetOf(text: string): string {
  const { prices, ...run } = poison(text);
  return createTearSheet(run.report, { title: text, prices, benchmark: prices[0] });
}

/** Every tag with the names of its attributes, and whatever else has a bracket. */
function skeletonOf(html: string): string {
  const tags = html.match(/<[^<>"]*(?:"[^"]*"[^<>"]*)*>|[<>]/g) ?? [];
  return tags.map((tag) => tag.replace(/"[^"]*"/g, '""')).join('');
}

const nasty = [
  '<script>alert(1)</script>',
  '</script><script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '" onfocus="alert(1)" x="',
  ']]>',
  '<!--',
  '-->',
  '</title><svg onload=alert(1)>',
  '</style>',
  '&lt;script&gt;',
  '\u2028\u2029',
  '\u0000\u001b[31m',
  '\ud800',
  '`${alert(1)}`',
  '\n;\n',
  '__proto__',
];

it('never lets text from outside become markup', () => {
  const expected = skeletonOf(sheetOf('plain'));
  const text = fc.oneof(
    fc.constantFrom(...nasty),
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc
      .array(fc.constantFrom(...nasty, 'a', ' ', '"', "'", '<', '>', '&', '/', '='), {
        maxLength: 6,
      })
      .map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(text, (value) => {
      expect(skeletonOf(sheetOf(value)) === expected).toBe(true);
    }),
    { numRuns: 60, examples: nasty.map((value): [string] => [value]) },
  );
});

it('shows the text itself, escaped', () => {
  const html = sheetOf('<b>"x"</b>');
  expect(html.includes('<h1>&lt;b&gt;&quot;x&quot;&lt;/b&gt;</h1>')).toBe(true);
  expect(html.includes('<b>"')).toBe(false);
});

it('moves no cursor and sets no color of a terminal', () => {
  for (const value of [...nasty, 'x'.repeat(500)]) {
    const { report: poisoned, prices } = poison(value);
    const text = createTextSummary(poisoned, { title: value, benchmark: prices[0] });
    const lines = text.trimEnd().split('\n');
    expect(text.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/);
    expect(lines.length).toBeLessThanOrEqual(40);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
  }
});

it('keeps every text in the exports as it was', () => {
  for (const value of nasty) {
    const { report: poisoned } = poison(value);
    const json = JSON.parse(reportToJson(poisoned, { title: value })) as {
      title: string;
      refusedOrders: { message: string }[];
    };
    expect(json.title).toBe(value);
    expect(json.refusedOrders[0]?.message).toBe(value);
  }
  const { report: poisoned } = poison('a,"b"\nc');
  expect(fillsToCsv(poisoned)).toContain(',"a,""b""\nc",');
});
