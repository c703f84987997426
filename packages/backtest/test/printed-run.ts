import type { BacktestReport } from '@tradewright/core';
import { minuteBars, type Prices, run, strategyOf } from './scripted-run.js';

const wave = (from: number, length: number): Prices[] =>
  Array.from({ length }, (_, i) => {
    const open = from + ((i * 37) % 23);
    const close = from + ((i * 53) % 19);
    return [open, Math.max(open, close) + 2, Math.min(open, close) - 2, close];
  });

/** Buys low, sells high, with market and limit orders and fees of many digits. */
const swinging = strategyOf(() => ({
  onBars: (context) => {
    for (const { symbol, close, open } of context.bars) {
      const side = close < open ? 'buy' : 'sell';
      context.submit({ symbol, side, quantity: '1.125' });
      context.submit({ symbol, side, quantity: 2, type: 'limit', limitPrice: Math.round(close) });
      if (symbol === 'Z') context.target('A', close < open ? 0.2 : -0.1);
    }
  },
}));

/** One run whose hashes must be the same in every process. */
export function printedRun(): Promise<BacktestReport> {
  return run({
    // The night in which Europe's clocks go back: an hour that exists twice there, once in UTC.
    series: [
      minuteBars('A', wave(100, 300), Date.UTC(2020, 9, 24, 22)),
      minuteBars('Z', [undefined, undefined, ...wave(300, 200)], Date.UTC(2020, 9, 24, 22)),
    ],
    instruments: [
      { symbol: 'A', quantityStep: '0.001' },
      { symbol: 'Z', quantityStep: '0.125', priceTick: '0.5' },
    ],
    strategy: swinging,
    limits: { shortSelling: true, dailyLossFractionMax: 'none' },
    commission: { kind: 'bps', bps: '3.14159' },
  });
}
