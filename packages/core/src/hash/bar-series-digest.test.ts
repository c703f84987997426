import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { barsFromColumns } from '../bars/bars-from-columns.js';
import { barSeriesDigest } from './bar-series-digest.js';

const columns = {
  symbol: 'SPY',
  time: [0, 60_000],
  open: [10, 11],
  high: [12, 12],
  low: [9, 10],
  close: [11, 11.5],
  volume: [100, 200],
};
const options = { periodMs: 60_000 };
const digest = barSeriesDigest(barsFromColumns(columns, options));

describe('barSeriesDigest', () => {
  it('is the digest of header and little-endian columns', () => {
    const hash = createHash('sha256').update('SPY|2|60000|raw|');
    const { time, open, high, low, close, volume } = columns;
    for (const column of [time, open, high, low, close, volume]) {
      const bytes = Buffer.alloc(16);
      column.forEach((value, i) => bytes.writeDoubleLE(value, i * 8));
      hash.update(Buffer.of(1)).update(bytes);
    }
    expect(digest).toBe(hash.update(Buffer.of(0, 0, 0)).digest('hex'));
  });

  it('is equal for equal series, however they were made', () => {
    const typed = Object.fromEntries(
      Object.entries(columns).map(([name, value]) => [
        name,
        Array.isArray(value) ? Float64Array.from(value) : value,
      ]),
    ) as unknown as typeof columns;
    expect(barSeriesDigest(barsFromColumns(typed, options))).toBe(digest);
  });

  it.each([
    ['symbol', { ...columns, symbol: 'QQQ' }, options],
    ['a time', { ...columns, time: [0, 60_001] }, options],
    ['an open', { ...columns, open: [10, 11.01] }, options],
    ['a high', { ...columns, high: [12, 12.01] }, options],
    ['a low', { ...columns, low: [9, 10.01] }, options],
    ['a close', { ...columns, close: [11, 11.51] }, options],
    ['a volume', { ...columns, volume: [100, 201] }, options],
    ['a column more', { ...columns, vwap: [10, 11] }, options],
    ['the same column elsewhere', { ...columns, tradeCount: [10, 11] }, options],
    ['ends', { ...columns, endTime: [60_000, 120_000] }, options],
    ['the period', columns, { periodMs: 30_000 }],
    ['the adjustment', columns, { ...options, adjustment: 'total' as const }],
  ])('changes with %s', (_, changed, how) => {
    expect(barSeriesDigest(barsFromColumns(changed, how))).not.toBe(digest);
  });

  it('tells a column from another with the same numbers', () => {
    const vwap = barSeriesDigest(barsFromColumns({ ...columns, vwap: [10, 11] }, options));
    const count = barSeriesDigest(barsFromColumns({ ...columns, tradeCount: [10, 11] }, options));
    expect(vwap).not.toBe(count);
  });
});
