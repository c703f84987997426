import { alwaysOpenCalendar, type BarSeries, type StrategyContext } from '@tradewright/core';
import { type BacktestSettings, createSeededRandom } from '@tradewright/backtest';
import { researchLimits } from '@tradewright/risk';
import { minuteBars, type Prices, strategyOf } from './scripted-run.js';

/** A market of bars at whole cents that wanders about 100. */
export function wandering(symbol: string, length: number, seed: number): BarSeries {
  const random = createSeededRandom(seed);
  let before = 10_000;
  const rows = Array.from({ length }, (): Prices => {
    const close = Math.max(1000, before + Math.round((random() - 0.5) * 300));
    const [high, low] = [Math.max(before, close) + 20, Math.min(before, close) - 20];
    const row: Prices = [before / 100, high / 100, low / 100, close / 100];
    before = close;
    return row;
  });
  return minuteBars(symbol, rows);
}

/** Settings around a strategy that does something at each slice, with the number of the slice. */
export function backtestOf(
  series: readonly BarSeries[],
  create: () => (context: StrategyContext, slice: number) => void,
  more: Partial<BacktestSettings<undefined>> = {},
): BacktestSettings<undefined> {
  const strategy = strategyOf(() => {
    const decide = create();
    let slice = 0;
    return { onBars: (context) => decide(context, slice++) };
  });
  return {
    strategy,
    series,
    cash: 100_000,
    calendar: alwaysOpenCalendar,
    limits: researchLimits(),
    ...more,
  };
}

/** Mean of the last closes that a strategy has seen; `undefined` before there are enough. */
export function rollingMean(length: number): (close: number) => number | undefined {
  const seen: number[] = [];
  return (close) => {
    seen.push(close);
    if (seen.length > length) seen.shift();
    return seen.length < length ? undefined : seen.reduce((sum, one) => sum + one, 0) / length;
  };
}
