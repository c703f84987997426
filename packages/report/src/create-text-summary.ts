import type { RunReport } from '@tradewright/core';
import { listStatistics, type StatisticId } from '@tradewright/performance';
import { readOptions } from './data/read-options.js';
import { readSheet, type SheetData } from './data/read-sheet.js';
import { listAlerts } from './sections/alerts.js';
import type { TearSheetOptions } from './tear-sheet-options.js';
import { printable } from './text/escape-html.js';
import { explainReason } from './text/explain-reason.js';
import { formatMoney, formatPercent } from './text/format-number.js';
import { formatStatistic } from './text/format-statistic.js';
import { formatDate, formatDuration } from './text/format-time.js';

const shown: readonly StatisticId[] = [
  'totalReturn',
  'annualReturn',
  'volatility',
  'sharpeRatio',
  'sortinoRatio',
  'maxDrawdown',
  'calmarRatio',
  'valueAtRisk',
  'roundTripCount',
  'winRate',
  'profitFactor',
  'expectancy',
  'averageHoldingMs',
  'timeInMarket',
  'turnover',
];
const drawdownsMax = 3;
const alertsMax = 6;
const columnsMax = 100;

/**
 * Writes a report as plain text for a terminal or a log: at most 40 lines of at most 100
 * characters, without colors and without control characters. The figures are those of
 * `createTearSheet`.
 *
 * @throws SdkError as `createTearSheet`.
 */
export function createTextSummary(report: RunReport, options: TearSheetOptions = {}): string {
  const { title } = readOptions(options);
  const data = readSheet(report, options);
  const { finalEquity, deposits, currency, summary } = report;
  const lines = [
    title,
    `${formatDate(report.startedAt)} to ${formatDate(report.endedAt)}, ${report.slices} slices`,
    '',
    entry(`Final equity, ${currency}`, formatMoney(finalEquity), `from ${formatMoney(deposits)}`),
    entry(`Fees, ${currency}`, formatMoney(summary.fees), `${summary.fills} fills`),
    ...statisticLines(data),
    '',
    ...drawdownLines(data),
    ...listAlerts({ report, data })
      .slice(0, alertsMax)
      .map(({ text }) => `! ${text}`),
    `Hash ${report.hash()}`,
  ];
  return `${lines.map(cut).join('\n')}\n`;
}

function statisticLines({ summary, benchmark }: SheetData): readonly string[] {
  const about = new Map(listStatistics(summary.preset).map((each) => [each.id, each]));
  return shown.flatMap((id) => {
    const description = about.get(id);
    if (description === undefined) return [];
    const own = summary.statistics[id];
    const other = benchmark?.summary.statistics[id];
    const known = other?.value === undefined ? undefined : formatStatistic(other, description.unit);
    const beside = known === undefined ? '' : `${benchmark?.symbol ?? ''} ${known}`;
    const after = own.value === undefined ? explainReason(own.reason) : beside;
    return [entry(description.name, formatStatistic(own, description.unit), after)];
  });
}

function drawdownLines({ summary }: SheetData): readonly string[] {
  if (summary.drawdowns.length === 0) return [];
  const deepest = summary.drawdowns.slice(0, drawdownsMax).map((each) => {
    const end = each.recoveredAt === undefined ? 'not recovered' : formatDate(each.recoveredAt);
    const length = formatDuration(each.durationMs);
    return entry(`  ${formatDate(each.peakAt)}`, formatPercent(each.depth), `${length}, ${end}`);
  });
  return ['Deepest drawdowns', ...deepest, ''];
}

function entry(name: string, value: string, after: string): string {
  return `${name.padEnd(26)} ${value.padStart(16)}  ${after}`.trimEnd();
}

function cut(line: string): string {
  const text = printable(line);
  return text.length <= columnsMax ? text : `${text.slice(0, columnsMax - 1)}…`;
}
