import { alwaysOpenCalendar, type BarSeries, type Strategy } from '@tradewright/core';
import { createSeededRandom } from '@tradewright/backtest';
import type { SweepSettings } from '../src/sweep/sweep-settings.js';
import { minuteBars } from './scripted-run.js';

/** Lengths of two averages. */
export interface Lengths {
  readonly fast: number;
  readonly slow: number;
}

/** Holds ten while the fast average is above the slow one, nothing otherwise. */
export const crossover: Strategy<Lengths> = {
  name: 'crossover',
  version: '1',
  warmUpBars: ({ slow }) => slow,
  create: ({ fast, slow }) => {
    const closes: number[] = [];
    const mean = (count: number): number =>
      closes.slice(-count).reduce((sum, one) => sum + one, 0) / count;
    return {
      onBars: (context) => {
        closes.push(context.bar('A')?.close ?? Number.NaN);
        if (context.warmingUp) return;
        const wanted = mean(fast) > mean(slow) ? 10 : 0;
        const held = context.position('A');
        if (wanted === held) return;
        const side = wanted > held ? 'buy' : 'sell';
        context.submit({ symbol: 'A', side, quantity: 10 });
      },
    };
  },
};

/** Bars of an invented market, at whole cents. */
export function wandering(count: number, seed = 1): BarSeries {
  const random = createSeededRandom(seed);
  let price = 10_000;
  const rows = Array.from({ length: count }, () => {
    const open = price;
    price = Math.max(100, price + Math.round((random() - 0.5) * 200));
    const [high, low] = [Math.max(open, price) + 20, Math.min(open, price) - 20];
    return [open / 100, high / 100, low / 100, price / 100] as const;
  });
  return minuteBars('A', rows);
}

/** All of a backtest but its parameters. */
export const crossoverFrame = {
  strategy: crossover,
  series: [wandering(120)],
  cash: 100_000,
  calendar: alwaysOpenCalendar,
  limits: {},
  commission: { kind: 'bps', bps: '5' },
} as const;

/** A sweep of six runs. */
export function crossoverSweep(more: Partial<SweepSettings<Lengths>> = {}): SweepSettings<Lengths> {
  return { ...crossoverFrame, grid: { fast: [2, 3, 5], slow: [8, 13] }, ...more };
}
