import { formatFixed, formatPrice, formatQuantity } from '../text/format-number.js';
import { formatDuration } from '../text/format-time.js';
import { instantCell, moneyCell, percentCell } from './cells.js';
import type { Sheet } from './sheet.js';
import { type Column, cutNote, renderTable } from './table.js';

const columns: readonly Column[] = [
  { name: '#', kind: 'number' },
  { name: 'Symbol', kind: 'text' },
  { name: 'Side', kind: 'text' },
  { name: 'Opened', kind: 'text' },
  { name: 'Closed', kind: 'text' },
  { name: 'Quantity', kind: 'number' },
  { name: 'Entry', kind: 'number' },
  { name: 'Exit', kind: 'number' },
  { name: 'Net P&L', kind: 'number' },
  { name: 'Return', kind: 'number' },
  { name: 'Fees', kind: 'number' },
  { name: 'Held', kind: 'number' },
];

/** Round trips, the latest where there are too many; a reader can sort them. */
export function tradeTable({ data, limits }: Sheet): string {
  const { closed } = data.trips;
  const first = Math.max(0, closed.length - limits.rowsMax);
  return renderTable({
    label: 'Round trips',
    columns,
    kind: 'sortable',
    rows: closed
      .slice(first)
      .map((trip, i) => [
        { text: formatFixed(first + i + 1, 0), value: first + i + 1 },
        { text: trip.symbol },
        { text: trip.direction },
        instantCell(trip.openedAt),
        instantCell(trip.closedAt),
        { text: formatQuantity(trip.quantity), value: trip.quantity },
        { text: formatPrice(trip.entryPrice), value: trip.entryPrice },
        { text: formatPrice(trip.exitPrice), value: trip.exitPrice },
        moneyCell(trip.netPnl),
        percentCell(trip.returnFraction),
        { text: formatFixed(trip.fees, 2), value: trip.fees },
        { text: formatDuration(trip.holdingMs), value: trip.holdingMs },
      ]),
    ...cutNote(limits.rowsMax, closed.length, 'The latest'),
  });
}
