import { type BarSeries, Decimal } from '@tradewright/core';
import type { RunPlan } from '../trading/plan-run.js';

/**
 * What the opening cash were worth at the end, had it been put in equal parts into every symbol
 * that had a price when the strategy could first trade, and left there. Without commission and
 * whole shares; two digits after the point.
 *
 * @returns Decimal text, or `undefined` when no symbol had a price.
 */
export function heldInstead({ market, slices, settings }: RunPlan): string | undefined {
  const startAt = slices[settings.lookback]?.startAt ?? Number.NaN;
  const factors = market.series.flatMap((one) => growthSince(one, startAt) ?? []);
  if (factors.length === 0) return undefined;
  const mean = factors
    .reduce((sum, factor) => sum.plus(factor), new Decimal(0))
    .div(factors.length);
  return mean.times(settings.cash).toDecimalPlaces(2).toFixed();
}

function growthSince({ time, close, length }: BarSeries, startAt: number): Decimal | undefined {
  const from = close[time.indexOf(startAt)];
  const to = close[length - 1];
  return from === undefined || to === undefined ? undefined : new Decimal(to).div(from);
}
