import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { describeWithData } from '../../../test/reference-data.js';
import { alpha158 } from '../src/alpha158/alpha158.js';
import { alpha158Label } from '../src/alpha158/alpha158-label.js';
import type { FeatureBars, FeatureDefinition } from '../src/alpha158/feature-set.js';
import { byDefinition } from './alpha158-by-definition.js';

const set = alpha158({ vwap: 'column' });
const symbols = ['aapl', 'ibm', 'spy'];
const files = [
  'formulas.json',
  ...symbols.flatMap((each) => [`${each}_input`, `${each}_expected`]),
];
const paths = files.map((name) => `alpha158/${name.endsWith('n') ? name : `${name}.csv.gz`}`);

/** A table by column, without its dates; an empty cell is NaN. */
function readTable(path: string): { dates: string[]; columns: Map<string, Float64Array> } {
  const [header = '', ...lines] = gunzipSync(readFileSync(path)).toString().trim().split('\n');
  const rows = lines.map((line) => line.trim().split(','));
  const cell = (text: string | undefined) =>
    text === undefined || text === '' ? Number.NaN : Number(text);
  const columns = header
    .trim()
    .split(',')
    .map((name, c) => [name, Float64Array.from(rows, (row) => cell(row[c]))] as const);
  return { dates: rows.map(([date = '']) => date), columns: new Map(columns.slice(1)) };
}

/** Differences by the scale of the expected value; `missing` counts cells empty in both. */
function compare(found: Float64Array, expected: Float64Array) {
  const differences: number[] = [];
  let missing = 0;
  let unlike = 0;
  for (const [i, b] of expected.entries()) {
    const a = found[i]!;
    if (Number.isNaN(a) !== Number.isNaN(b)) unlike++;
    else if (Number.isNaN(b)) missing++;
    else differences.push(Math.abs(a - b) / Math.max(Math.abs(b), 0.01));
  }
  return { differences, missing, unlike };
}

const shown = (value: number | undefined) => value?.toExponential(1);

describeWithData('alpha158 on real bars', paths, ([formulas = '', ...tables]) => {
  const cases = symbols.map((symbol, i) => {
    const input = readTable(tables[2 * i]!);
    const expected = readTable(tables[2 * i + 1]!);
    const bars = Object.fromEntries(input.columns) as unknown as FeatureBars;
    const rows = expected.dates.map((date) => input.dates.indexOf(date));
    const pick = (column: Float64Array) => Float64Array.from(rows, (t) => column[t]!);
    return { symbol, bars, expected: expected.columns, pick };
  });

  it('has the names, the order and the expressions of Qlib', () => {
    const { factors } = JSON.parse(readFileSync(formulas, 'utf8')) as {
      factors: FeatureDefinition[];
    };
    expect(factors).toHaveLength(158);
    expect(set.features).toEqual(factors);
  });

  it('gives the numbers of Qlib, and no number where Qlib has none', () => {
    const all = cases.flatMap(({ bars, expected, pick }) => {
      const { columns, names } = set.columns(bars);
      return names.map((name, c) => compare(pick(columns[c]!), expected.get(name)!));
    });
    const differences = Float64Array.from(all.flatMap((each) => each.differences)).sort();
    const missing = all.reduce((sum, each) => sum + each.missing, 0);
    const at = (share: number) => shown(differences[Math.floor(share * differences.length)]);
    console.info(
      `alpha158: ${differences.length} golden cells of Qlib and ${missing} empty ones; ` +
        `median ${at(0.5)}, 99 % ${at(0.99)}, worst ${shown(differences.at(-1))}`,
    );
    expect(differences.length + missing).toBe(3 * 158 * 250);
    expect(missing).toBe(615);
    expect(all.every(({ unlike }) => unlike === 0)).toBe(true);
    // Single precision explains all of it: see the next test.
    expect(differences.at(-1)).toBeLessThan(2e-3);
    expect(differences[Math.floor(0.99 * differences.length)]).toBeLessThan(5e-5);
    expect(differences[differences.length >> 1]).toBeLessThan(1e-7);
  });

  it('gives what the expressions say in doubles', () => {
    const all = cases.flatMap(({ bars }) => {
      const expected = byDefinition(set, bars);
      return set.columns(bars).columns.map((column, c) => compare(column, expected[c]!));
    });
    const differences = Float64Array.from(all.flatMap((each) => each.differences)).sort();
    const missing = all.reduce((sum, each) => sum + each.missing, 0);
    const worst = differences.at(-1);
    console.info(`alpha158: ${differences.length} cells by definition, worst ${shown(worst)}`);
    expect(differences.length + missing).toBe(3 * 158 * 754);
    expect(all.every(({ unlike }) => unlike === 0)).toBe(true);
    expect(worst).toBeLessThan(1e-9);
  });

  it('gives the stand-in for the vwap when told so', () => {
    const typical = alpha158({ vwap: 'typicalPrice' });
    for (const { bars, expected, pick } of cases) {
      const vwap = typical.columns(bars).columns[typical.names.indexOf('VWAP0')]!;
      const { differences, unlike } = compare(pick(vwap), expected.get('VWAP0')!);
      expect(unlike).toBe(0);
      expect(Math.max(...differences)).toBeLessThan(1e-6);
    }
  });

  it('gives the label of Qlib', () => {
    let count = 0;
    for (const { bars, expected, pick } of cases) {
      const label = compare(pick(alpha158Label(bars.close)), expected.get('LABEL0')!);
      expect(label.unlike).toBe(0);
      expect(label.missing).toBe(2);
      expect(Math.max(...label.differences)).toBeLessThan(2e-5);
      count += label.differences.length;
    }
    console.info(`alpha158: ${count} golden labels`);
    expect(count).toBe(3 * 248);
  });
});
