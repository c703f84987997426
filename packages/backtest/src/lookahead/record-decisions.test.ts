import {
  alwaysOpenCalendar,
  type BarSeries,
  barsFromColumns,
  type Strategy,
} from '@tradewright/core';
import { expect, it } from 'vitest';
import type { BacktestSettings } from '../backtest-settings.js';
import { detectLookahead } from './detect-lookahead.js';
import { detectWarmUpDependence } from './detect-warm-up-dependence.js';

function barsOf(symbol: string, length: number): BarSeries {
  const close = Array.from({ length }, (_, i) => 100 + ((i * 7) % 17));
  const time = close.map((_, i) => i * 60_000);
  const columns = { symbol, time, open: close, high: close, low: close, close };
  return barsFromColumns(columns, { periodMs: 60_000 });
}

const idle: Strategy = {
  name: 'idle',
  version: '1',
  warmUpBars: () => 5,
  create: () => ({ onBars: () => undefined }),
};

const make = (series: readonly BarSeries[]): BacktestSettings<undefined> => ({
  strategy: idle,
  series,
  cash: 1000,
  calendar: alwaysOpenCalendar,
  limits: {},
});

it.each([
  ['a promise', async (series: readonly BarSeries[]) => Promise.resolve(make(series))],
  ['nothing', () => undefined],
])('a maker that returns %s is told so, and is no finding', async (_, wrong) => {
  const attempt = detectLookahead(wrong as unknown as typeof make, [barsOf('A', 20)]);
  await expect(attempt).rejects.toThrow('what make returns must be the settings of a backtest');
  await expect(attempt).rejects.toMatchObject({ code: 'SETTINGS_INVALID' });
});

it('a check of the warm-up that could begin nowhere is not clean', async () => {
  const market = (ending: number) => [barsOf('A', 60), barsOf('ENDED', ending)];
  const begun = await detectWarmUpDependence(make, market(20));
  expect(begun).toMatchObject({ kind: 'clean', starts: 4 });
  const attempt = detectWarmUpDependence(make, market(1));
  await expect(attempt).rejects.toThrow('starts after which every symbol has bars must be');
  await expect(attempt).rejects.toMatchObject({ code: 'SETTINGS_INVALID' });
});
