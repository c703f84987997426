import { instantCell } from './cells.js';
import type { Sheet } from './sheet.js';
import { type Cell, cutNote, renderTable } from './table.js';

/** Orders that risk review or venue refused: how many for each reason, then one by one. */
export function refusalTable({ data, limits }: Sheet): string {
  const { refused } = data;
  const counts = new Map<string, number>();
  for (const { code } of refused) counts.set(code, (counts.get(code) ?? 0) + 1);
  const byCode = renderTable({
    label: 'Refusals by reason',
    columns: [
      { name: 'Reason', kind: 'text' },
      { name: 'Times', kind: 'number' },
    ],
    rows: [...counts]
      .sort(([, a], [, b]) => b - a)
      .slice(0, limits.rowsMax)
      .map(([code, count]): Cell[] => [{ text: code, tone: 'code' }, { text: String(count) }]),
  });
  const shown = refused.slice(0, limits.rowsMax);
  const oneByOne = renderTable({
    label: 'Refused orders',
    columns: [
      { name: 'Decided', kind: 'text' },
      { name: 'Symbol', kind: 'text' },
      { name: 'Order', kind: 'text' },
      { name: 'Status', kind: 'text' },
      { name: 'Reason', kind: 'text' },
      { name: 'Message', kind: 'text' },
    ],
    kind: 'sortable',
    rows: shown.map(({ at, symbol, side, quantity, status, code, message }): Cell[] => [
      instantCell(at),
      { text: clip(symbol) },
      { text: `${side} ${quantity ?? '?'}` },
      { text: status },
      { text: clip(code), tone: 'code' },
      { text: clip(message), tone: 'long' },
    ]),
    ...cutNote(shown.length, refused.length, 'The first'),
  });
  return byCode + oneByOne;
}

/** A message has no end of its own when it quotes what a strategy asked for. */
function clip(text: string): string {
  return text.length <= 400 ? text : `${text.slice(0, 400)}…`;
}
