import type { TickSeries } from '@tradewright/core';

/** Says what fills in place of bars: `IBM: 200 trades, SPY: 1000 quotes, 3 of them crossed`. */
export function describeTicks(ticks: readonly (TickSeries | undefined)[]): string {
  return ticks
    .filter((one) => one !== undefined)
    .map((one) => {
      const crossed = one.kind === 'quotes' ? one.crossedCount : 0;
      const blank = crossed === 0 ? '' : `, ${crossed} of them crossed`;
      return `${one.symbol}: ${one.length} ${one.kind}${blank}`;
    })
    .join(', ');
}
