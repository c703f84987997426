import type { Comparison } from './compare-strategies.js';
import type { Market } from './market.js';

const titles = ['strategy', 'return', 'max drawdown', 'trades', 'exposure', 'failed orders'];

/** The comparison as lines of a table, with what it stands on. */
export function formatComparison(
  { title, series }: Market,
  results: readonly Comparison[],
): readonly string[] {
  const rows = results.map(({ name, report, closedTrades, failedOrders }) => {
    const { returnFraction, maxDrawdownFraction, exposureFraction } = report.summary;
    return [
      name,
      percent(returnFraction),
      percent(maxDrawdownFraction),
      String(closedTrades),
      percent(exposureFraction),
      String(failedOrders),
    ];
  });
  const all = [titles, ...rows];
  const widths = titles.map((_, i) => Math.max(...all.map((row) => (row[i] ?? '').length)));
  const lines = all.map((row) =>
    row
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  '),
  );
  const bars = series.reduce((sum, { length }) => sum + length, 0);
  return [
    title,
    `${bars} bars, ${dateOf(results, 'startedAt')} to ${dateOf(results, 'endedAt')}`,
    'each on 100,000, defaults, 5 bps commission, fills at the next open, no risk limits',
    '',
    ...lines,
    '',
    'Exposure is the share of days with a position. Prices as given: dividends are not counted.',
  ];
}

function percent(fraction: number): string {
  return `${(100 * fraction).toFixed(1)} %`;
}

function dateOf([first]: readonly Comparison[], end: 'startedAt' | 'endedAt'): string {
  return first === undefined ? '' : new Date(first.report[end]).toISOString().slice(0, 10);
}
