import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findBestRun } from '../src/sweep/find-best-run.js';
import { sortSweep } from '../src/sweep/sort-sweep.js';
import type { SweepRow, SweepTable } from '../src/sweep/sweep-table.js';
import { sweepToCsv } from '../src/sweep/sweep-to-csv.js';

interface Size {
  readonly size: unknown;
}

const tableOf = (fees: readonly (number | undefined)[]): SweepTable<Size> => ({
  parameterNames: ['size'],
  metricNames: ['fees', 'sharpe'],
  rows: fees.map((one, index): SweepRow<Size> => {
    const metrics = one === undefined ? {} : { fees: one };
    return { index, parameters: { size: index }, metrics };
  }),
});

const order = (rows: readonly SweepRow<Size>[]): readonly number[] =>
  rows.map(({ index }) => index);

describe('sorting a sweep', () => {
  it('puts the best first, by the goal that was named', () => {
    const table = tableOf([2, 9, -4]);
    expect(order(sortSweep(table, { metric: 'fees', goal: 'max' }))).toEqual([1, 0, 2]);
    expect(order(sortSweep(table, { metric: 'fees', goal: 'min' }))).toEqual([2, 0, 1]);
    expect(order(table.rows)).toEqual([0, 1, 2]);
  });

  it('puts what is unknown last for both goals, and keeps the order of equal rows', () => {
    const known = fc.integer({ min: -3, max: 3 });
    const fees = fc.array(fc.option(known, { nil: undefined }), { maxLength: 30 });
    fc.assert(
      fc.property(fees, fc.constantFrom('max' as const, 'min' as const), (list, goal) => {
        const table = tableOf(list);
        const sorted = sortSweep(table, { metric: 'fees', goal });
        expect([...order(sorted)].sort((a, b) => a - b)).toEqual(order(table.rows));
        const sign = goal === 'max' ? -1 : 1;
        const rank = ({ metrics }: SweepRow<Size>): number =>
          metrics.fees === undefined ? Infinity : sign * metrics.fees;
        sorted.slice(1).forEach((row, i) => {
          const before = sorted[i] as SweepRow<Size>;
          expect(rank(before)).toBeLessThanOrEqual(rank(row));
          if (rank(before) === rank(row)) expect(before.index).toBeLessThan(row.index);
        });
      }),
    );
  });

  it('refuses a number that the table does not have, and another goal', () => {
    const table = tableOf([1]);
    expect(() => sortSweep(table, { metric: 'size', goal: 'max' })).toThrow(
      'metric must be one of fees, sharpe, was "size"',
    );
    expect(() => sortSweep(table, { metric: 'fees', goal: 'up' as 'max' })).toThrow(
      'goal must be "max" or "min", was "up"',
    );
  });
});

describe('the best run', () => {
  it('is the first of the best ones', () => {
    const table = tableOf([undefined, 3, 7, 7, 1]);
    expect(findBestRun(table, { metric: 'fees', goal: 'max' })?.index).toBe(2);
    expect(findBestRun(table, { metric: 'fees', goal: 'min' })?.index).toBe(4);
  });

  it('is none when no run has the number', () => {
    expect(findBestRun(tableOf([1, 2]), { metric: 'sharpe', goal: 'max' })).toBeUndefined();
    expect(findBestRun(tableOf([]), { metric: 'fees', goal: 'max' })).toBeUndefined();
  });
});

describe('a sweep as CSV', () => {
  it('has a line a row, and cells that are empty where a number is unknown', () => {
    expect(sweepToCsv(tableOf([0.1, undefined]))).toBe('index,size,fees,sharpe\n0,0,0.1,\n1,1,,\n');
  });

  it('has hashes and errors where there are any, and quotes what must be quoted', () => {
    const table: SweepTable<Size> = {
      parameterNames: ['size'],
      metricNames: ['fees'],
      rows: [
        { index: 0, parameters: { size: 'a, "b"' }, metrics: { fees: 1e-7 }, hash: 'abc' },
        {
          index: 1,
          parameters: { size: [1, { a: true }] },
          metrics: {},
          error: { code: 'STRATEGY_FAILED', message: 'line\nbreak' },
        },
        { index: 2, parameters: { size: null }, metrics: {}, error: { message: 'odd' } },
      ],
    };
    expect(sweepToCsv(table)).toBe(
      [
        'index,size,fees,hash,error',
        '0,"a, ""b""",1e-7,abc,',
        '1,"[1,{""a"":true}]",,,"STRATEGY_FAILED: line\nbreak"',
        '2,null,,,odd',
        '',
      ].join('\n'),
    );
  });

  it('writes numbers so that they are read as the same double', () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true }).filter((one) => one !== 0);
    fc.assert(
      fc.property(number, (fees) => {
        const cell = sweepToCsv(tableOf([fees]))
          .split('\n')[1]
          ?.split(',')[2];
        expect(Number(cell)).toBe(fees);
      }),
    );
  });
});
