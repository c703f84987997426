import type { TargetSkipReason } from '@tradewright/core';
import { formatFixed } from '../text/format-number.js';
import { instantCell } from './cells.js';
import type { Sheet } from './sheet.js';
import { cutNote, renderTable } from './table.js';

const meanings: Readonly<Record<TargetSkipReason, string>> = {
  noMark: 'the symbol had no price yet',
  noEquity: 'equity was unknown or not above zero',
  weightInvalid: 'the weight was not a finite number',
  onTarget: 'position and working orders already were what was asked for',
  cancelFirst: 'opposing orders were being canceled',
  warmingUp: 'history was replayed',
};

/** Targets that led to no order, counted. */
export function skipTable({ data, limits }: Sheet): string {
  const shown = data.skips.slice(0, limits.rowsMax);
  return renderTable({
    label: 'Skipped targets',
    columns: [
      { name: 'Reason', kind: 'text' },
      { name: 'Symbol', kind: 'text' },
      { name: 'Times', kind: 'number' },
      { name: 'First', kind: 'text' },
      { name: 'Last', kind: 'text' },
      { name: 'Meaning', kind: 'text' },
    ],
    rows: shown.map(({ reason, symbol, count, firstAt, lastAt }) => [
      { text: reason, tone: 'code' },
      { text: symbol },
      { text: formatFixed(count, 0), value: count },
      instantCell(firstAt),
      instantCell(lastAt),
      { text: meanings[reason], tone: 'faint' },
    ]),
    ...cutNote(shown.length, data.skips.length, 'The first'),
  });
}
