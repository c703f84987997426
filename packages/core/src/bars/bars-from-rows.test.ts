import { describe, expect, it } from 'vitest';
import { isSdkError } from '../errors/sdk-error.js';
import { barsFromColumns } from './bars-from-columns.js';
import { type BarRow, type BarRowsOptions, barsFromRows } from './bars-from-rows.js';

const options = { symbol: 'SPY', periodMs: 60_000 };
const row = { time: 0, open: 10, high: 12, low: 9, close: 11 };

describe('barsFromRows', () => {
  it('reads numbers, dates, instants and decimal text', () => {
    const series = barsFromRows(
      [
        { ...row, time: Date.UTC(2024, 2, 8, 14, 30) },
        { ...row, time: new Date(Date.UTC(2024, 2, 8, 14, 31)) },
        { ...row, time: '2024-03-08T09:32:00-05:00', open: '10.25', volume: undefined },
      ],
      options,
    );
    const start = Date.UTC(2024, 2, 8, 14, 30);
    expect([...series.time]).toEqual([start, start + 60_000, start + 120_000]);
    expect([...series.open]).toEqual([10, 10, 10.25]);
    expect([...series.volume]).toEqual([0, 0, 0]);
  });

  it('reads optional fields and ignores fields that bars do not have', () => {
    const vendor = { ...row, volume: '5', vwap: '10.5', tradeCount: 3, endTime: 30_000, note: 'x' };
    const series = barsFromRows([vendor], { ...options, adjustment: 'total' });
    expect(series).toEqual(
      barsFromColumns(
        {
          ...{ symbol: 'SPY', time: [0], open: [10], high: [12], low: [9], close: [11] },
          ...{ volume: [5], vwap: [10.5], tradeCount: [3], endTime: [30_000] },
        },
        { periodMs: 60_000, adjustment: 'total' },
      ),
    );
  });

  it.each<[string, unknown, string]>([
    ['a naive time', { time: '2024-03-08T14:30:00' }, 'bars[1].time must be Unix milliseconds'],
    ['a date', { time: '2024-03-08' }, 'bars[1].time must be Unix milliseconds, a Date'],
    ['an invalid Date', { time: new Date(Number.NaN) }, 'bars[1].time must be whole UTC'],
    ['a time before the last', { time: -1 }, 'bars[1].time must be after the bar before it'],
    ['hexadecimal', { open: '0x10' }, 'bars[1].open must be a number or plain decimal'],
    ['an exponent', { open: '1e400' }, 'bars[1].open must be a number or plain decimal'],
    ['a word', { close: 'Infinity' }, 'bars[1].close must be a number or plain decimal'],
    ['thousands', { high: '1,000' }, 'bars[1].high must be a number or plain decimal'],
    ['a big integer', { low: 9n }, 'bars[1].low must be a number or plain decimal'],
    ['null', { close: null }, 'bars[1].close must be a number or plain decimal'],
    ['an object', { close: { valueOf: () => 11 } }, 'bars[1].close must be a number'],
    ['a negative price', { low: '-9' }, 'bars[1].low must be a finite price above zero'],
    ['a negative volume', { volume: -1 }, 'bars[0].volume must be a number'],
  ])('refuses %s', (_, change, message) => {
    try {
      barsFromRows([row, { ...row, time: 60_000, ...(change as object) }], options);
      expect.unreachable();
    } catch (error) {
      expect(isSdkError(error, 'BARS_INVALID')).toBe(true);
      expect(String(error)).toContain(message);
    }
  });

  it('refuses a field that only some rows have', () => {
    const rows = [row, { ...row, time: 60_000, volume: 5 }];
    expect(() => barsFromRows(rows, options)).toThrow(/bars\[0\]\.volume must be a number/);
    expect(() =>
      barsFromRows(
        [
          { ...row, volume: 5 },
          { ...row, time: 60_000 },
        ],
        options,
      ),
    ).toThrow(/bars\[1\]\.volume must be a number .* was undefined/);
  });

  it.each([null, undefined, [], 'rows', {}, 5])('refuses %s instead of rows', (rows) => {
    expect(() => barsFromRows(rows as BarRow[], options)).toThrow(/bars must be an array/);
  });

  it.each([null, undefined, 5, 'row', () => row])('refuses %s instead of a row', (bad) => {
    const rows = [row, bad] as BarRow[];
    expect(() => barsFromRows(rows, options)).toThrow(/bars\[1\] must be an object with time/);
  });

  it('refuses missing options and a bad symbol', () => {
    expect(() => barsFromRows([row], null as unknown as BarRowsOptions)).toThrow(/options must be/);
    expect(() => barsFromRows([row], { ...options, symbol: 'spy' })).toThrow(/bars.symbol must be/);
  });

  it('moves times that name the end back to the start', () => {
    const series = barsFromRows([{ ...row, time: 60_000 }], { ...options, label: 'end' });
    expect(series.time[0]).toBe(0);
  });
});
