import { barsFromColumns, Decimal, type Fill } from '@tradewright/core';
import { expect, it } from 'vitest';
import { measureExposure } from './measure-exposure.js';

const price = [10, 11, 12, 13];
const bars = (symbol: string) =>
  barsFromColumns(
    { symbol, time: [0, 100, 200, 300], open: price, high: price, low: price, close: price },
    { periodMs: 100 },
  );

function fill(symbol: string, side: 'buy' | 'sell', filledAt: number): Fill {
  const [quantity, fee] = [new Decimal(5), new Decimal(0)];
  const clientOrderId = 'x' as Fill['clientOrderId'];
  return { clientOrderId, symbol, side, quantity, price: new Decimal(10), fee, filledAt };
}

const curve = {
  time: Float64Array.of(0, 100, 200, 300, 400),
  value: Float64Array.of(99, 99, 99, 99, 99),
  notes: [],
};

it('adds longs and shorts at the last close that was known', () => {
  const fills = [fill('A', 'buy', 0), fill('B', 'sell', 100), fill('A', 'sell', 300)];
  const exposure = measureExposure(curve, fills, [bars('A'), bars('B')]);
  expect([...(exposure?.gross ?? [])]).toEqual([50, 100, 110, 60, 65]);
  expect([...(exposure?.net ?? [])]).toEqual([50, 0, 0, -60, -65]);
});

it('is not known without the prices of every symbol, and none where nothing was traded', () => {
  expect(measureExposure(curve, [fill('A', 'buy', 0)], [bars('B')])).toBeUndefined();
  expect(measureExposure(curve, [], [bars('B')])).toBeUndefined();
});
