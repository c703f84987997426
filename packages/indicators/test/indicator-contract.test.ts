import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as exported from '../src/index.js';
import { type IndicatorCase, indicatorCases, type Outputs, type Row } from './indicator-cases.js';
import { toColumns, wander } from './random-rows.js';

const missing: Row = {
  high: Number.NaN,
  low: Number.NaN,
  close: Number.NaN,
  volume: Number.NaN,
};

/** Prices on a grid, so that equal neighbors and flat windows occur; volumes with zeros. */
const row: fc.Arbitrary<Row> = fc
  .record({
    close: fc.integer({ min: 1, max: 12 }),
    above: fc.integer({ min: 0, max: 3 }),
    below: fc.integer({ min: 0, max: 3 }),
    volume: fc.integer({ min: 0, max: 5 }),
  })
  .map(({ close, above, below, volume }) => ({
    high: (close + above) / 10,
    low: (close - below) / 10,
    close: close / 10,
    volume: volume * 100,
  }));

const rowOrHole = fc.oneof(
  { weight: 9, arbitrary: row },
  { weight: 1, arbitrary: fc.constant(missing) },
);

const constantSeries = [0.1, 1 / 3, 100, 123.456, 98765.4321].map((close) =>
  new Array<Row>(60).fill({ high: close * 1.01, low: close * 0.97, close, volume: 700 }),
);

const outlier: Row = { high: 3e9, low: 1e9, close: 2e9, volume: 7e12 };

/** What a fresh indicator says about the last of these rows. */
function lastOf({ create }: IndicatorCase, rows: readonly Row[]): Outputs | undefined {
  const indicator = create();
  let result: Outputs | undefined;
  for (const each of rows) result = indicator.next(each);
  return result;
}

function streamColumns(each: IndicatorCase, rows: readonly Row[]): Record<string, number[]> {
  const indicator = each.create();
  const names = Object.keys(each.columns(toColumns([])));
  const result = Object.fromEntries(names.map((name) => [name, [] as number[]]));
  for (const input of rows) {
    const outputs = indicator.next(input);
    for (const name of names) result[name]?.push(outputs?.[name] ?? Number.NaN);
  }
  return result;
}

function columnsOf(each: IndicatorCase, rows: readonly Row[]): Record<string, number[]> {
  const columns = Object.entries(each.columns(toColumns(rows)));
  return Object.fromEntries(columns.map(([name, column]) => [name, [...column]]));
}

describe.each(indicatorCases)('$name', (each) => {
  it('says nothing before its warm-up and something with the last input of it', () => {
    const indicator = each.create();
    const rows = wander(indicator.warmUp);
    const results = rows.map((input) => indicator.next(input));
    expect(results.slice(0, -1).every((result) => result === undefined)).toBe(true);
    expect(results.at(-1)).toBeDefined();
    expect(Object.values(results.at(-1) ?? {}).every(Number.isFinite)).toBe(true);
  });

  it('keeps what it said last as its value', () => {
    const indicator = each.create();
    expect(indicator.value).toBeUndefined();
    for (const input of [...wander(40), missing, ...wander(3)]) {
      const result = indicator.next(input);
      expect(indicator.value).toEqual(result);
    }
  });

  it('replaces the last input as if it had never come', () => {
    const steps = fc.array(fc.record({ replace: fc.boolean(), input: rowOrHole }), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(steps, (given) => {
        const indicator = each.create();
        const kept: Row[] = [];
        for (const { replace, input } of given) {
          if (replace) kept.pop();
          kept.push(input);
          const result = replace ? indicator.replaceLast(input) : indicator.next(input);
          expect(result).toEqual(lastOf(each, kept));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('replaces an input at every place, be it by a missing one', () => {
    const indicator = each.create();
    const undisturbed = each.create();
    for (const input of wander(50)) {
      indicator.next(outlier);
      expect(indicator.replaceLast(missing)).toBeUndefined();
      indicator.replaceLast({ ...input, close: input.low });
      expect(indicator.replaceLast(input)).toEqual(undisturbed.next(input));
    }
  });

  it('has the same bits in a column as in a stream', () => {
    fc.assert(
      fc.property(fc.array(rowOrHole, { maxLength: 60 }), (rows) => {
        expect(columnsOf(each, rows)).toEqual(streamColumns(each, rows));
      }),
      { numRuns: 60 },
    );
    const flat = constantSeries.flatMap((rows) => rows.slice(0, 12));
    const rows = [...wander(100), outlier, ...wander(100), ...flat, missing, ...wander(23)];
    expect(columnsOf(each, rows)).toEqual(streamColumns(each, rows));
  });

  it('passes over a missing row as if it were not there', () => {
    const rows = wander(60);
    const indicator = each.create();
    const undisturbed = each.create();
    for (const [index, input] of rows.entries()) {
      for (const field of index % 3 === 0 ? each.reads : []) {
        for (const hole of [Number.NaN, Infinity, -Infinity]) {
          expect(indicator.next({ ...input, [field]: hole })).toBeUndefined();
        }
      }
      expect(indicator.next(input)).toEqual(undisturbed.next(input));
    }
  });

  it('gives empty columns for no rows and NaN for too few', () => {
    for (const column of Object.values(columnsOf(each, []))) expect(column).toEqual([]);
    const short = wander(each.create().warmUp - 1);
    for (const column of Object.values(columnsOf(each, short))) {
      expect(column).toHaveLength(short.length);
      expect(column.every(Number.isNaN)).toBe(true);
    }
  });

  it.skipIf(each.ofConstant === 'moves')('stays exactly constant while its input does', () => {
    const undefinedOnly = each.ofConstant === 'undefined';
    for (const rows of constantSeries) {
      for (const column of Object.values(columnsOf(each, rows))) {
        const shown = new Set(column.filter((value) => !Number.isNaN(value)));
        expect(shown.size).toBeLessThanOrEqual(undefinedOnly ? 0 : 1);
      }
    }
  });

  it.skipIf(each.fades)('has forgotten what came before once its window is constant', () => {
    for (const rows of constantSeries) {
      const disturbed = columnsOf(each, [...wander(47), { ...outlier }, ...rows]);
      for (const column of Object.values(disturbed)) {
        const tail = column.slice(48 + each.create().warmUp);
        expect(new Set(tail).size).toBe(1);
        if (each.ofConstant === 'undefined') expect(tail[0]).toBeNaN();
      }
    }
  });
});

describe('the list of cases', () => {
  it('holds every exported indicator', () => {
    const classes = Object.entries(exported).filter(
      ([, value]) => typeof value === 'function' && /^class\b/.test(String(value)),
    );
    const names = new Set(indicatorCases.map(({ name }) => name.split(/[ ,]/)[0]));
    expect(classes.map(([name]) => name).sort()).toEqual([...names].sort());
    expect(classes.length).toBe(45);
  });
});
