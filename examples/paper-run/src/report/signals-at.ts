import { type BarSeries, Decimal } from '@tradewright/core';
import type { MarketSlice } from '../market/paper-market.js';
import { momentum, rankSymbols } from '../strategy/momentum-rotation.js';
import type { RunPlan } from '../trading/plan-run.js';
import type { ReportedSignal } from './paper-report.js';

/**
 * What the strategy thinks of each symbol at one of its decisions, computed anew from the prices
 * known then. Symbols without a bar in that slice are left out, as the strategy leaves them out.
 */
export function signalsAt(
  { market, settings }: RunPlan,
  slice: MarketSlice | undefined,
): readonly ReportedSignal[] {
  const closes = new Map<string, readonly number[]>();
  for (const one of market.series) {
    const known = slice === undefined ? [] : closesUpTo(one, slice.startAt);
    if (known.length > 0) closes.set(one.symbol, known);
  }
  const symbols = [...closes.keys()];
  const wanted = rankSymbols(symbols, closes, settings).map(({ symbol }) => symbol);
  return symbols.map((symbol) => {
    const score = momentum(closes.get(symbol) ?? [], settings.lookback);
    return {
      symbol,
      momentum: score === undefined ? null : new Decimal(score).toDecimalPlaces(6).toFixed(),
      wanted: wanted.includes(symbol),
    };
  });
}

/** Closes up to the bar that starts at the instant; none when there is no such bar. */
function closesUpTo({ time, close }: BarSeries, startAt: number): readonly number[] {
  return [...close.subarray(0, time.indexOf(startAt) + 1)];
}
