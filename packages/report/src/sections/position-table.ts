import { formatPrice, formatQuantity } from '../text/format-number.js';
import { moneyCell } from './cells.js';
import type { Sheet } from './sheet.js';
import { renderTable } from './table.js';

/** What is still held at the end; symbols that are flat are left out. */
export function positionTable({ report, limits }: Sheet): string {
  const held = report.positions.filter(({ signedQuantity }) => !signedQuantity.isZero());
  return renderTable({
    label: 'Open positions',
    columns: [
      { name: 'Symbol', kind: 'text' },
      { name: 'Quantity', kind: 'number' },
      { name: 'Last price', kind: 'number' },
      { name: 'Worth', kind: 'number' },
      { name: 'Unrealized', kind: 'number' },
      { name: 'Realized', kind: 'number' },
    ],
    rows: held.slice(0, limits.rowsMax).map((position) => [
      { text: position.symbol },
      {
        text: formatQuantity(position.signedQuantity.toNumber()),
        value: position.signedQuantity.toFixed(),
      },
      {
        text: formatPrice(position.mark?.toNumber() ?? Number.NaN),
        value: position.mark?.toFixed(),
      },
      // What something is worth is no gain.
      { ...moneyCell(position.marketValue), tone: undefined },
      moneyCell(position.unrealized),
      moneyCell(position.realized),
    ]),
  });
}
