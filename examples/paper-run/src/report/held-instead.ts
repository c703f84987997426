import { type BarSeries, Decimal } from '@tradewright/core';
import type { RunPlan } from '../trading/plan-run.js';

/**
 * What the opening cash were worth at the end, had it been put in equal parts into every symbol
 * that had a price when the strategy could first trade, and left there. Without commission and
 * whole shares; two digits after the point.
 *
 * @returns Decimal text, or `undefined` when no symbol had a price.
 */
export function heldInstead(plan: RunPlan): string | undefined {
  const factors = heldSymbols(plan).map(({ series, row }) =>
    new Decimal(series.close[series.length - 1] as number).div(series.close[row] as number),
  );
  if (factors.length === 0) return undefined;
  const mean = factors
    .reduce((sum, factor) => sum.plus(factor), new Decimal(0))
    .div(factors.length);
  return mean.times(plan.settings.cash).toDecimalPlaces(2).toFixed();
}

/** One symbol that could be bought and left, from this row on. */
export interface HeldSymbol {
  readonly series: BarSeries;
  readonly row: number;
}

/** The symbols that had a price when the strategy could first trade. */
export function heldSymbols({ market, slices, settings }: RunPlan): readonly HeldSymbol[] {
  const startAt = slices[settings.lookback]?.startAt ?? Number.NaN;
  return market.series
    .map((series) => ({ series, row: series.time.indexOf(startAt) }))
    .filter(({ row }) => row >= 0);
}
