import { formatDate, formatDuration } from '../text/format-time.js';
import { percentCell } from './cells.js';
import type { Sheet } from './sheet.js';
import { renderTable } from './table.js';

const rowsMax = 10;

/** The deepest falls: from when, to when, and how long it took. */
export function drawdownTable({ data }: Sheet): string {
  const { drawdowns } = data.summary;
  const shown = drawdowns.slice(0, rowsMax);
  return renderTable({
    label: 'Deepest drawdowns',
    columns: [
      { name: '#', kind: 'number' },
      { name: 'Depth', kind: 'number' },
      { name: 'Peak', kind: 'text' },
      { name: 'Trough', kind: 'text' },
      { name: 'Recovered', kind: 'text' },
      { name: 'Length', kind: 'number' },
    ],
    rows: shown.map(({ depth, peakAt, troughAt, recoveredAt, durationMs }, i) => [
      { text: String(i + 1) },
      percentCell(depth),
      { text: formatDate(peakAt) },
      { text: formatDate(troughAt) },
      { text: recoveredAt === undefined ? 'not yet' : formatDate(recoveredAt) },
      {
        text: formatDuration(durationMs),
        ...(durationMs === undefined ? {} : { value: durationMs }),
      },
    ]),
    note: `${drawdowns.length} drawdowns in all.`,
  });
}
