import { runBacktest } from '@tradewright/backtest';
import { alwaysOpenCalendar, type BarSeries, barsFromColumns } from '@tradewright/core';
import { researchLimits } from '@tradewright/risk';
import { describe, expect, it } from 'vitest';
import { momentum, momentumRotation, rankSymbols } from '../src/strategy/momentum-rotation.js';

const day = 86_400_000;

/** Closes of one symbol, one a day; `undefined` is a day without a price. */
function closes(symbol: string, prices: readonly (number | undefined)[]): BarSeries {
  const rows = prices.flatMap((price, i) => (price === undefined ? [] : [[i * day, price]]));
  const close = rows.map(([, price]) => price as number);
  const time = rows.map(([at]) => at as number);
  const columns = { symbol, time, open: close, high: close, low: close, close };
  return barsFromColumns(columns, { periodMs: 0 });
}

/** Fills of a run as text such as `3 buy 48 A`, by day. */
async function trades(
  series: readonly BarSeries[],
  parameters: { readonly top: number; readonly lookback: number },
): Promise<readonly string[]> {
  const report = await runBacktest({
    strategy: momentumRotation,
    parameters,
    series,
    cash: 1000,
    calendar: alwaysOpenCalendar,
    limits: researchLimits(),
    fillAt: 'this-close',
  });
  // An order that came to nothing would be a decision on a price that was not there.
  expect([...report.orders].map(({ status }) => status)).not.toContain('expired');
  return [...report.fills].map(
    ({ filledAt, side, quantity, symbol }) =>
      `${filledAt / day} ${side} ${quantity.toFixed()} ${symbol}`,
  );
}

describe('momentum', () => {
  it('is the return up to one period ago', () => {
    expect(momentum([100, 150, 10], 2)).toBe(0.5);
    expect(momentum([7, 100, 999, 125, 10], 3)).toBe(0.25);
  });

  it('is unknown for too short a history', () => {
    expect(momentum([100, 150], 2)).toBeUndefined();
    expect(momentum([], 2)).toBeUndefined();
  });
});

describe('the ranking', () => {
  const history = new Map([
    ['A', [100, 110, 1]],
    ['B', [100, 120, 1]],
    ['C', [100, 90, 1]],
    ['D', [100, 110, 1]],
    ['E', [100, 100, 1]],
    ['F', [120, 1]],
  ]);
  const symbols = [...history.keys()];

  it('lists what rose, best first, equals by symbol', () => {
    const ranking = rankSymbols(symbols.toReversed(), history, { top: 9, lookback: 2 });
    expect(ranking.map(({ symbol }) => symbol)).toEqual(['B', 'A', 'D']);
  });

  it('is as long as there are places', () => {
    const ranking = rankSymbols(symbols, history, { top: 1, lookback: 2 });
    expect(ranking).toEqual([{ symbol: 'B', score: expect.closeTo(0.2) as number }]);
  });
});

describe('the rotation', () => {
  it('buys when warm, sells what leaves, and spends the money a decision later', async () => {
    const series = [
      closes('A', [10, 11, 12, 12, 9, 8, 7]),
      closes('B', [10, 10, 10, 10, 11, 12, 13]),
    ];
    // Day 2: A had risen from 10 to 11. Day 4: it stood still at 12, and is sold at 9 for 720.
    // Day 5: B had risen from 10 to 11, and 97 % of 760 buys 61 at 12.
    expect(await trades(series, { top: 1, lookback: 2 })).toEqual([
      '2 buy 80 A',
      '4 sell 80 A',
      '5 buy 61 B',
    ]);
  });

  it('shares the cash among the free places', async () => {
    const series = [closes('A', [10, 11, 12, 13]), closes('B', [20, 22, 24, 26])];
    // 97 % of a half of 1,000 is 485: 40 × 12 and 20 × 24.
    expect(await trades(series, { top: 2, lookback: 2 })).toEqual(['2 buy 40 A', '2 buy 20 B']);
  });

  it('keeps what has no price now', async () => {
    const series = [
      closes('A', [10, 11, 12, undefined, undefined, 9, 8]),
      closes('B', [10, 10, 10, 11, 12, 13, 14]),
    ];
    const all = await trades(series, { top: 1, lookback: 2 });
    // B ranks from day 4 on; A is held until it has prices again that show its fall.
    expect(all).toEqual(['2 buy 80 A', '6 sell 80 A']);
  });

  it('stays in cash while nothing rises', async () => {
    const series = [closes('A', [10, 9, 8, 7, 6]), closes('B', [10, 10, 10, 10, 10])];
    expect(await trades(series, { top: 2, lookback: 2 })).toEqual([]);
  });
});
