import type { Sheet } from './sheet.js';
import { type Cell, renderTable } from './table.js';

/** Under what the result holds; what differs from the default is marked. */
export function assumptionTable({ report }: Sheet): string {
  const differing = report.assumptions.some((each) => each.default !== undefined);
  return renderTable({
    label: 'Assumptions',
    columns: [
      { name: 'Assumption', kind: 'text' },
      { name: 'Value', kind: 'text' },
      ...(differing ? [{ name: 'Default', kind: 'text' as const }] : []),
    ],
    rows: report.assumptions.map(({ name, value, default: standard }): Cell[] => [
      { text: name, tone: 'wrap' },
      { text: value, tone: 'wrap' },
      ...(differing ? [defaultCell(standard)] : []),
    ]),
  });
}

function defaultCell(standard: string | undefined): Cell {
  return standard === undefined
    ? { text: '' }
    : { text: `differs from ${standard}`, tone: 'differs' };
}
