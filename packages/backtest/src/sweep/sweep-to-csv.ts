import { canonicalJson } from '@tradewright/core';
import type { SweepRow, SweepTable } from './sweep-table.js';

/**
 * Writes a sweep as CSV: a line of names, then one line a row, each ended by a line feed. Columns
 * are `index`, the parameters, the numbers, then `hash` if there is one, and `error` if a run
 * failed. What is unknown is empty. Numbers are written so that reading gives the same double.
 *
 * Cells that begin with `=`, `+`, `-` or `@` are left as they are: a spreadsheet may take a text
 * parameter of that kind for a formula.
 *
 * @example
 * const table = {
 *   parameterNames: ['fast'],
 *   metricNames: ['fills'],
 *   rows: [{ index: 0, parameters: { fast: 5 }, metrics: { fills: 2 } }],
 * };
 * sweepToCsv(table) // => 'index,fast,fills\n0,5,2\n'
 */
export function sweepToCsv<P extends object>(table: SweepTable<P>): string {
  const { parameterNames, metricNames, rows } = table;
  const hashed = rows.some(({ hash }) => hash !== undefined);
  const failed = rows.some(({ error }) => error !== undefined);
  const header = ['index', ...parameterNames, ...metricNames];
  if (hashed) header.push('hash');
  if (failed) header.push('error');
  const lines = rows.map((row) => [
    ...cellsOf(row, table),
    ...(hashed ? [row.hash ?? ''] : []),
    ...(failed ? [errorOf(row)] : []),
  ]);
  return [header, ...lines].map((cells) => `${cells.map(quote).join(',')}\n`).join('');
}

function cellsOf<P extends object>(row: SweepRow<P>, table: SweepTable<P>): readonly string[] {
  const { parameterNames, metricNames } = table;
  return [
    String(row.index),
    ...parameterNames.map((name) => text(Reflect.get(row.parameters, name))),
    ...metricNames.map((name) => text(row.metrics[name])),
  ];
}

function text(value: unknown): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : canonicalJson(value);
}

function errorOf<P extends object>({ error }: SweepRow<P>): string {
  if (error === undefined) return '';
  return error.code === undefined ? error.message : `${error.code}: ${error.message}`;
}

function quote(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
