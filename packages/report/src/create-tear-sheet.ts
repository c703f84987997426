import type { RunReport } from '@tradewright/core';
import { drawdownChart } from './charts/drawdown-chart.js';
import { equityChart } from './charts/equity-chart.js';
import { exposureChart } from './charts/exposure-chart.js';
import { returnHistogram } from './charts/return-histogram.js';
import { rollingCharts } from './charts/rolling-charts.js';
import { tradesCharts } from './charts/trades-chart.js';
import { yearlyBars } from './charts/yearly-bars.js';
import { readOptions } from './data/read-options.js';
import { readSheet } from './data/read-sheet.js';
import { renderPage } from './page/page.js';
import { alerts } from './sections/alerts.js';
import { assumptionTable } from './sections/assumption-table.js';
import { drawdownTable } from './sections/drawdown-table.js';
import { headline } from './sections/headline.js';
import { monthlyHeatMap } from './sections/monthly-heat-map.js';
import { positionTable } from './sections/position-table.js';
import { refusalTable } from './sections/refusal-table.js';
import { reproduction } from './sections/reproduction.js';
import { section, type Sheet } from './sections/sheet.js';
import { skipTable } from './sections/skip-table.js';
import { statisticsTable } from './sections/statistics-table.js';
import { tradeTable } from './sections/trade-table.js';
import type { TearSheetOptions } from './tear-sheet-options.js';
import { escapeHtml } from './text/escape-html.js';
import { formatDate } from './text/format-time.js';
import { formatFixed } from './text/format-number.js';

/**
 * Writes a report as one HTML page: figures, curves, months, trades, refusals, assumptions.
 *
 * The page is one file that asks nobody for anything, in light and dark, for a phone, a desk and
 * paper. It is complete without scripts; with them it shows values under the pointer and sorts its
 * trades. Equal reports and options give equal bytes: no clock and no locale is read.
 *
 * Curves are thinned to the lowest and highest point of each pixel, tables are cut with a note.
 * A statistic that does not exist is shown as "–" with its reason. `reportToJson` with the same
 * options holds every number that is shown, unrounded.
 *
 * @throws SdkError `VALUE_INVALID` naming the first bad option, a benchmark that begins too late,
 *   and for an equity curve whose times do not increase.
 */
export function createTearSheet(report: RunReport, options: TearSheetOptions = {}): string {
  const limits = readOptions(options);
  const data = readSheet(report, options);
  const sheet: Sheet = { report, data, limits, prices: options.prices ?? [] };
  const curves = data.curve.value.length < 2 ? '' : drawCurves(sheet);
  return renderPage(
    limits.title,
    [
      heading(sheet),
      '<main>',
      alerts(sheet),
      headline(sheet),
      curves === '' ? '<p class="note">The run is too short for curves.</p>' : curves,
      section('months', 'Monthly returns', monthlyHeatMap(sheet)),
      section('distributions', 'Years, distribution, rolling windows', drawSeries(sheet)),
      section('drawdowns', 'Deepest drawdowns', drawdownTable(sheet)),
      section('prices', 'Trades on price', drawTrades(sheet)),
      section('trades', 'Round trips', tradeTable(sheet)),
      section('positions', 'Open positions at the end', positionTable(sheet)),
      section('refusals', 'Refused orders', refusalTable(sheet)),
      section('skips', 'Targets that led to no order', skipTable(sheet)),
      section('statistics', 'All statistics', statisticsTable(sheet)),
      section('assumptions', 'Assumptions', assumptionTable(sheet)),
      section('reproduction', 'To get the same result again', reproduction(sheet)),
      '</main>',
      '<footer>All times are UTC. Money is exact and shown to two digits; statistics are ',
      'estimates in floating point. Past results say little about future ones.</footer>',
    ].join('\n'),
  );
}

function heading({ report, limits, data }: Sheet): string {
  const calendar = report.assumptions.find(({ name }) => name === 'calendar')?.value;
  const facts = [
    `${formatDate(report.startedAt)} to ${formatDate(report.endedAt)}`,
    report.currency,
    `${formatFixed(report.slices, 0)} slices`,
    `${formatFixed(data.fills.length, 0)} fills`,
    ...(calendar === undefined ? [] : [`calendar ${calendar}`]),
  ];
  const line = facts.map(escapeHtml).join(' · ');
  return `<header><h1>${escapeHtml(limits.title)}</h1><p class="sub">${line}</p></header>`;
}

function drawCurves({ data, report }: Sheet): string {
  const charts = [equityChart(data, report.currency), drawdownChart(data), exposureChart(data)];
  return `<div class="charts">${charts.join('\n')}</div>`;
}

function drawSeries({ data }: Sheet): string {
  const charts = [yearlyBars(data), returnHistogram(data), rollingCharts(data)].filter(Boolean);
  return charts.length === 0 ? '' : `<div class="charts">${charts.join('\n')}</div>`;
}

function drawTrades({ data, report, limits, prices }: Sheet): string {
  const charts = tradesCharts(data, prices, { report, symbolsMax: limits.symbolsMax });
  return charts === '' ? '' : `<div class="charts">${charts}</div>`;
}
