import { listStatistics, type StatisticResult, type StatisticUnit } from '@tradewright/performance';
import { explainReason } from '../text/explain-reason.js';
import { absent } from '../text/format-number.js';
import { formatStatistic } from '../text/format-statistic.js';
import type { Sheet } from './sheet.js';
import { type Cell, renderTable } from './table.js';

/** Every statistic with its definition, and the reason where there is none. */
export function statisticsTable({ data }: Sheet): string {
  const { summary, benchmark } = data;
  const rows = listStatistics(summary.preset).map(({ id, name, formula, unit, sample }) => {
    const own = summary.statistics[id];
    const cells: Cell[] = [{ text: name, title: sample }, cellOf(own, unit)];
    if (benchmark) cells.push(cellOf(benchmark.summary.statistics[id], unit, false));
    const why = own.value === undefined ? ` — none: ${explainReason(own.reason)}` : '';
    return [...cells, { text: `${formula}${why}`, title: sample, tone: 'faint' as const }];
  });
  return renderTable({
    label: 'All statistics',
    kind: 'stack',
    columns: [
      { name: 'Statistic', kind: 'text' },
      { name: 'Value', kind: 'number' },
      ...(benchmark ? [{ name: benchmark.symbol, kind: 'number' as const }] : []),
      { name: 'Definition', kind: 'text' },
    ],
    rows,
    note:
      `r returns per session, b benchmark, f risk-free rate, N = ${data.periodsPerYear} periods ` +
      `per year, n count of returns = ${summary.returns.length}.`,
  });
}

function cellOf(result: StatisticResult, unit: StatisticUnit, explained = true): Cell {
  if (result.value !== undefined) {
    return { text: formatStatistic(result, unit), value: result.value };
  }
  return { text: absent, ...(explained ? { title: explainReason(result.reason) } : {}) };
}
