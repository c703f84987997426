import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect } from 'vitest';

/** A table of text cells by column name. */
export type Table = ReadonlyMap<string, readonly string[]>;

/** Reads a CSV file, compressed or not. */
export function readTable(path: string): Table {
  const raw = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(raw) : raw).toString('utf8');
  const [header = '', ...lines] = text.split(/\r?\n/).filter((line) => line !== '');
  const rows = lines.map((line) => line.split(','));
  return new Map(
    header.split(',').map((name, index) => [name, rows.map((cells) => cells[index] ?? '')]),
  );
}

/** One column as numbers: NaN where the cell is blank. */
export function numbers(table: Table, name: string): Float64Array {
  const cells = table.get(name);
  if (cells === undefined) throw new Error(`no column "${name}"`);
  return Float64Array.from(cells, (cell) => (cell.trim() === '' ? Number.NaN : Number(cell)));
}

/** The columns of bars. */
export function bars(table: Table) {
  const { open, high, low, close } = prices(table);
  return { open, high, low, close, volume: numbers(table, 'volume') };
}

function prices(table: Table) {
  return {
    open: numbers(table, 'open'),
    high: numbers(table, 'high'),
    low: numbers(table, 'low'),
    close: numbers(table, 'close'),
  };
}

export interface GoldenSeries {
  readonly name: string;
  readonly ours: Float64Array;
  readonly theirs: Float64Array;
  /** Index of our first value, as documented. */
  readonly from: number;
  /** Index from which the two are equal, where their seeds differ; default `from`. */
  readonly equalFrom?: number;
  /** Greatest difference, relative above 1 and absolute below; default 1e-8. */
  readonly tolerance?: number;
}

/** Compares series and counts what was compared. */
export class GoldenCount {
  series = 0;
  values = 0;

  compare({ name, ours, theirs, from, equalFrom = from, tolerance = 1e-8 }: GoldenSeries): void {
    expect(ours.length, `${name}: length`).toBe(theirs.length);
    expect(
      ours.findIndex((value) => !Number.isNaN(value)),
      `${name}: first index`,
    ).toBe(from);
    const before = this.values;
    for (let i = equalFrom; i < ours.length; i++) {
      const their = theirs[i] ?? Number.NaN;
      const our = ours[i] ?? Number.NaN;
      const isClose = Math.abs(our - their) <= tolerance * Math.max(1, Math.abs(their));
      if (!isClose) expect.fail(`${name} at ${i}: ${our} is not ${their}`);
      this.values++;
    }
    expect(this.values, `${name}: nothing compared`).toBeGreaterThan(before);
    this.series++;
  }

  /** Prints the count and asserts it, so that a file that was not read is noticed. */
  expectCount(title: string, count: { readonly series: number; readonly values: number }): void {
    console.info(`golden ${title}: ${this.series} series, ${this.values} values`);
    expect({ series: this.series, values: this.values }).toEqual(count);
  }
}
