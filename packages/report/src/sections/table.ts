import { escapeHtml } from '../text/escape-html.js';

/** One cell. */
export interface Cell {
  readonly text: string;
  /** The number behind the text, unrounded: what is sorted by and what the export holds. */
  readonly value?: number | string | undefined;
  /** Shown when the pointer rests on it. */
  readonly title?: string | undefined;
  readonly tone?: 'bad' | 'code' | 'differs' | 'faint' | 'good' | 'long' | 'wrap' | undefined;
}

/** One column. */
export interface Column {
  readonly name: string;
  readonly kind: 'number' | 'text';
}

/** A table. */
export interface Table {
  readonly label: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  /** `sortable`: the script lets a reader sort it. `stack`: a phone shows the last cell below. */
  readonly kind?: 'sortable' | 'stack' | undefined;
  readonly note?: string | undefined;
}

/** Writes a table that scrolls inside its frame; nothing when it has no rows. */
export function renderTable({ label, columns, rows, kind, note }: Table): string {
  if (rows.length === 0) return '';
  const head = columns.map(
    ({ name, kind }) => `<th scope="col" class="${kind}">${escapeHtml(name)}</th>`,
  );
  const body = rows.map(
    (cells) => `<tr>${cells.map((cell, i) => write(cell, columns[i])).join('')}</tr>`,
  );
  return [
    `<div class="scroll" tabindex="0" role="region" aria-label="${escapeHtml(label)}">`,
    `<table${kind === undefined ? '' : ` class="${kind}"`}>`,
    `<thead><tr>${head.join('')}</tr></thead>`,
    `<tbody>${body.join('\n')}</tbody></table></div>`,
    note === undefined ? '' : `<p class="note">${escapeHtml(note)}</p>`,
  ].join('');
}

/** "Showing 500 of 1,234 …" where a table is cut; nothing otherwise. */
export function cutNote(shown: number, all: number, which: string): { note?: string } {
  return shown >= all ? {} : { note: `${which} ${shown} of ${all}; the export holds all of them.` };
}

function write({ text, value, title, tone }: Cell, column: Column | undefined): string {
  const classes = [column?.kind === 'number' ? 'number' : '', tone ?? ''].filter(Boolean).join(' ');
  const attributes = [
    classes === '' ? '' : ` class="${classes}"`,
    value === undefined ? '' : ` data-v="${escapeHtml(String(value))}"`,
    title === undefined ? '' : ` title="${escapeHtml(title)}"`,
  ];
  return `<td${attributes.join('')}>${escapeHtml(text)}</td>`;
}
