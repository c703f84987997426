/** One column of a table. */
export interface TableColumn {
  readonly title: string;
  readonly align: 'left' | 'right';
  /** Paints a cell after it was padded, so that colors do not count as width. */
  readonly paint?: ((text: string) => string) | undefined;
}

/** Lays out rows under their titles, two spaces between columns; returns one text per line. */
export function formatTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  const widths = columns.map(({ title }, index) =>
    Math.max(title.length, ...rows.map((row) => (row[index] ?? '').length)),
  );
  const line = (cells: readonly string[], painted: boolean): string =>
    columns
      .map(({ align, paint }, index) => {
        const width = widths[index] ?? 0;
        const cell = cells[index] ?? '';
        const padded = align === 'left' ? cell.padEnd(width) : cell.padStart(width);
        return painted && paint !== undefined ? paint(padded) : padded;
      })
      .join('  ')
      .trimEnd();
  const titles = columns.map(({ title }) => title);
  return [line(titles, false), ...rows.map((row) => line(row, true))];
}
