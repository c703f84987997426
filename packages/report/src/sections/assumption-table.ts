import type { Sheet } from './sheet.js';
import { type Cell, renderTable } from './table.js';

/** Under what the result holds; what differs from the default is marked. */
export function assumptionTable({ report }: Sheet): string {
  return renderTable({
    label: 'Assumptions',
    columns: [
      { name: 'Assumption', kind: 'text' },
      { name: 'Value', kind: 'text' },
      { name: 'Default', kind: 'text' },
    ],
    rows: report.assumptions.map(({ name, value, default: standard }): Cell[] => [
      { text: name, tone: 'wrap' },
      { text: value, tone: 'wrap' },
      standard === undefined ? { text: '' } : { text: `differs from ${standard}`, tone: 'differs' },
    ]),
  });
}
