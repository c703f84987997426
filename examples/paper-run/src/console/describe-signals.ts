import type { ReportedSignal } from '../report/paper-report.js';
import { formatChange } from './format-amount.js';
import { formatTable } from './format-table.js';

/** What the strategy thinks of each symbol, as a table. */
export function describeSignals(
  signals: readonly ReportedSignal[],
  lookback: number,
): readonly string[] {
  if (signals.length === 0) return ['none'];
  const rows = signals.map(({ symbol, momentum, wanted }) => [
    symbol,
    momentum === null ? 'too short' : formatChange(momentum),
    wanted ? 'hold' : '-',
  ]);
  const columns = [
    { title: 'Symbol', align: 'left' },
    { title: 'Momentum', align: 'right' },
    { title: 'Wanted', align: 'left' },
  ] as const;
  return [
    ...formatTable(columns, rows),
    `Momentum: return from ${lookback} periods ago to one period ago.`,
  ];
}
