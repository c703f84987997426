import { barsFromColumns } from '@tradewright/core';
import { expect, it } from 'vitest';
import { BarCursor } from './bar-cursor.js';

const prices = { open: [1, 2], high: [3, 4], low: [1, 2], close: [2, 3], volume: [10, 20] };
const columns = { symbol: 'SPY', time: [0, 60_000], ...prices };

function cursorOn(vwap?: readonly number[]): BarCursor {
  const series = barsFromColumns({ ...columns, vwap }, { periodMs: 60_000 });
  return new BarCursor(0, 'SPY', series);
}

it('reads the row that it is moved to, its average price included', () => {
  const cursor = cursorOn([1.5, 2.5]);
  cursor.index = 1;
  const { time, open, high, low, close, volume, vwap } = cursor;
  expect([time, open, high, low, close, volume, vwap]).toEqual([60_000, 2, 4, 2, 3, 20, 2.5]);
});

it('has no average price where the series has none', () => {
  expect(cursorOn().vwap).toBeUndefined();
});
