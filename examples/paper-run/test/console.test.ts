import { Decimal } from '@tradewright/core';
import type { TraderStatus } from '@tradewright/runtime';
import { describe, expect, it } from 'vitest';
import {
  formatAmount,
  formatChange,
  formatShare,
  formatSigned,
} from '../src/console/format-amount.js';
import { formatTable } from '../src/console/format-table.js';
import { createPaint, paintSigned } from '../src/console/paint.js';
import { createRunProgress } from '../src/console/run-progress.js';
import { maxDrawdown } from '../src/report/max-drawdown.js';
import { monthlyTable } from '../src/report/monthly-table.js';

describe('amounts for reading', () => {
  it.each([
    ['1234567.891', '1,234,567.89'],
    ['-1234.5', '-1,234.50'],
    ['999.995', '1,000.00'],
    ['0', '0.00'],
    [null, 'unknown'],
  ])('%s is %s', (amount, text) => {
    expect(formatAmount(amount)).toBe(text);
  });

  it('have a plus for gains alone', () => {
    expect([formatSigned('5'), formatSigned('-5'), formatSigned('0')]).toEqual([
      '+5.00',
      '-5.00',
      '0.00',
    ]);
    expect([formatChange('0.1234'), formatShare(1 / 3), formatShare('0.5')]).toEqual([
      '+12.34 %',
      '33.33 %',
      '50 %',
    ]);
  });
});

describe('a table', () => {
  it('aligns cells and colors them after padding', () => {
    const paint = (text: string): string => `<${text}>`;
    const columns = [
      { title: 'A', align: 'left' },
      { title: 'Number', align: 'right', paint },
    ] as const;
    expect(
      formatTable(columns, [
        ['long', '1'],
        ['b', '-22'],
      ]),
    ).toEqual(['A     Number', 'long  <     1>', 'b     <   -22>']);
  });
});

describe('colors', () => {
  it('are there when wanted and never otherwise', () => {
    const [colored, plain] = [createPaint(true), createPaint(false)];
    expect(paintSigned(colored, ' +1')).toContain('\u001b[32m');
    expect(paintSigned(colored, '-1')).toContain('\u001b[31m');
    expect(paintSigned(colored, '  -')).toBe('  -');
    expect(paintSigned(plain, ' +1')).toBe(' +1');
    expect(plain.heading('Run')).toBe('Run');
  });
});

describe('progress', () => {
  const status = (equity: number, orders: number): TraderStatus =>
    ({ equity: new Decimal(equity), orders, positions: [] }) as unknown as TraderStatus;
  const lines = (stamps: readonly string[]): readonly string[] => {
    const slices = stamps.map((stamp) => ({ startAt: 0, endAt: Date.parse(stamp) }));
    const progress = createRunProgress(slices, '100', createPaint(false));
    return slices.flatMap((slice, i) => progress.next(slice, status(110 + i, i)) ?? []);
  };

  it('goes by years, by months or by days, as the run is long', () => {
    const years = lines(['2001-01-31', '2001-12-31', '2002-06-30', '2009-01-31']);
    expect(years.map((line) => line.slice(0, 6))).toEqual(['2001  ', '2002  ', '2009  ']);
    expect(years[0]).toMatch(/equity +111\.00 +\+11\.00 % +1 orders +holds cash$/);
    expect(years[1]).toMatch(/equity +112\.00 +\+0\.90 % +1 orders +holds cash$/);
    const months = lines(['2001-01-30', '2001-01-31', '2001-06-01']);
    expect(months.map((line) => line.slice(0, 9))).toEqual(['2001-01  ', '2001-06  ']);
    const days = lines(['2001-01-30T15:00Z', '2001-01-30T16:00Z', '2001-01-31T16:00Z']);
    expect(days.map((line) => line.slice(0, 12))).toEqual(['2001-01-30  ', '2001-01-31  ']);
  });
});

describe('months and falls of an equity curve', () => {
  const curve = ['2001-01-10 110', '2001-01-20 121', '2001-02-01 60.5', '2001-03-01 90'].map(
    (point) => {
      const [at = '', equity = ''] = point.split(' ');
      return { at, equity, cash: '0', fills: 0, marks: {} };
    },
  );

  it('take the last value of a month, and compare it with the month before', () => {
    expect(monthlyTable(curve, '100')).toEqual([
      { month: '2001-01', equity: '121', change: '21', returnFraction: '0.21' },
      { month: '2001-02', equity: '60.5', change: '-60.5', returnFraction: '-0.5' },
      { month: '2001-03', equity: '90', change: '29.5', returnFraction: '0.487603' },
    ]);
  });

  it('leave a month out while equity is unknown', () => {
    const unknown = { at: '2001-02-01', equity: null, cash: '0', fills: 0, marks: {} };
    const known = { at: '2001-03-01', equity: '50', cash: '0', fills: 0, marks: {} };
    expect(monthlyTable([unknown, known], '100').map(({ month }) => month)).toEqual(['2001-03']);
    expect(maxDrawdown([unknown, known], '100')).toBe('0.5');
  });

  it('measure the fall from the highest value before, deposits included', () => {
    expect(maxDrawdown(curve, '100')).toBe('0.5');
    expect(maxDrawdown(curve.slice(2), '121')).toBe('0.5');
    expect(maxDrawdown(curve.slice(0, 2), '100')).toBe('0');
    expect(maxDrawdown([], '100')).toBe('0');
  });
});
