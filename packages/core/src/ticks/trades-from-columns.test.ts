import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isSdkError, type SdkError } from '../errors/sdk-error.js';
import { isTickSeries } from './is-tick-series.js';
import { tickSeriesDigest } from './tick-series-digest.js';
import { type TradeColumns, tradesFromColumns } from './trades-from-columns.js';

const three = { symbol: 'SPY', time: [0, 5, 5], price: [10, 10.5, 10], size: [100, 0, 2.5] };

function refused(columns: unknown): SdkError {
  try {
    tradesFromColumns(columns as TradeColumns);
  } catch (error) {
    if (isSdkError(error)) return error;
    throw error;
  }
  throw new Error('was accepted');
}

describe('tradesFromColumns', () => {
  it('makes a series', () => {
    const trades = tradesFromColumns(three, { adjustment: 'total' });
    expect(trades).toMatchObject({ kind: 'trades', symbol: 'SPY', length: 3, adjustment: 'total' });
    expect([...trades.price]).toEqual(three.price);
    expect([...(trades.size ?? [])]).toEqual(three.size);
    expect(isTickSeries(trades)).toBe(true);
    expect(isTickSeries(structuredClone({ ...trades }))).toBe(false);
  });

  it('may do without sizes', () => {
    expect(tradesFromColumns({ ...three, size: undefined }).size).toBeUndefined();
  });

  it.each([
    ['no object', 5, 'trades'],
    ['a missing column', { ...three, price: undefined }, 'trades.price'],
    ['no rows', { symbol: 'SPY', time: [], price: [] }, 'trades.time'],
    ['another length', { ...three, size: [1] }, 'trades.size.length'],
    ['a time that falls', { ...three, time: [1, 0, 2] }, 'trades[1].time', 1],
    ['a price that is NaN', { ...three, price: [1, Number.NaN, 1] }, 'trades[1].price', 1],
    ['a price of zero', { ...three, price: [0, 1, 1] }, 'trades[0].price', 0],
    ['a price without end', { ...three, price: [1, 1, Infinity] }, 'trades[2].price', 2],
    ['a size below zero', { ...three, size: [1, 1, -1] }, 'trades[2].size', 2],
  ])('refuses %s', (...[, columns, field, row]) => {
    const { code, details } = refused(columns);
    expect(code).toBe('VALUE_INVALID');
    expect(details['field']).toBe(field);
    expect(details['row']).toBe(row);
  });
});

describe('isTickSeries', () => {
  it('is false for anything that no loader of ticks made', () => {
    for (const other of [null, undefined, 5, 'SPY', {}, [], three]) {
      expect(isTickSeries(other)).toBe(false);
    }
  });
});

describe('tickSeriesDigest of trades', () => {
  it('is the digest of header and little-endian columns', () => {
    const hash = createHash('sha256').update('trades|SPY|3|raw|');
    for (const column of [three.time, three.price]) {
      const bytes = Buffer.alloc(24);
      column.forEach((value, i) => bytes.writeDoubleLE(value, i * 8));
      hash.update(Buffer.of(1)).update(bytes);
    }
    const trades = tradesFromColumns({ ...three, size: undefined });
    expect(tickSeriesDigest(trades)).toBe(hash.update(Buffer.of(0)).digest('hex'));
  });
});
