import { type BarSeries, barEndAt, type Fill } from '@tradewright/core';
import { groupBySymbol } from './group-by-symbol.js';
import type { Curve } from './read-curve.js';

/** What was held at each point of the curve, in money. */
export interface Exposure {
  /** Longs plus shorts, both positive. */
  readonly gross: Float64Array;
  /** Longs minus shorts. */
  readonly net: Float64Array;
}

/**
 * Rebuilds what was held from fills and prices: quantity after the fills up to each instant, times
 * the last close known then, or the price of the last fill where no close was known.
 *
 * @returns `undefined` when prices of a symbol that was traded are missing, or nothing was traded.
 */
export function measureExposure(
  curve: Curve,
  fills: readonly Fill[],
  prices: readonly BarSeries[],
): Exposure | undefined {
  const bySymbol = groupBySymbol(fills);
  if (bySymbol.size === 0) return undefined;
  const gross = new Float64Array(curve.time.length);
  const net = new Float64Array(curve.time.length);
  for (const [symbol, own] of bySymbol) {
    const series = prices.find((one) => one.symbol === symbol);
    if (series === undefined) return undefined;
    addWorth({ gross, net }, { time: curve.time, fills: own, series });
  }
  return { gross, net };
}

interface Holding {
  readonly time: Float64Array;
  readonly fills: readonly Fill[];
  readonly series: BarSeries;
}

function addWorth({ gross, net }: Exposure, { time, fills, series }: Holding): void {
  let nextFill = 0;
  let nextBar = 0;
  let quantity = 0;
  let price = 0;
  for (let i = 0; i < time.length; i++) {
    const at = time[i] as number;
    for (; nextFill < fills.length; nextFill++) {
      const fill = fills[nextFill] as Fill;
      if (fill.filledAt > at) break;
      const size = fill.quantity.toNumber();
      quantity += fill.side === 'buy' ? size : -size;
      price = fill.price.toNumber();
    }
    while (nextBar < series.length && barEndAt(series, nextBar) <= at) nextBar++;
    if (nextBar > 0) price = series.close[nextBar - 1] as number;
    // Sums of doubles may miss zero where the ledger, which counts steps, is flat.
    const held = Math.abs(quantity) < 1e-9 ? 0 : quantity;
    gross[i] = (gross[i] as number) + Math.abs(held) * price;
    net[i] = (net[i] as number) + held * price;
  }
}
