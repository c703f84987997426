import { type BarSeries, barsFromColumns } from '@tradewright/core';
import { heldSymbols } from '../report/held-instead.js';
import type { RunPlan } from '../trading/plan-run.js';

/**
 * What simply holding had given, to compare with: 100 in equal parts in every symbol that had a
 * price when the strategy could first trade, left there, without commission and whole shares. It
 * begins with the account, and its last value is that of `heldInstead`.
 *
 * @returns One price at the end of each slice; `undefined` when no symbol had a price.
 */
export function holdAll(plan: RunPlan): BarSeries | undefined {
  const { slices, settings } = plan;
  const held = heldSymbols(plan);
  if (held.length === 0) return undefined;
  const traded = slices.slice(settings.lookback);
  const time = slices.slice(settings.lookback - 1).map(({ endAt }) => endAt);
  const close = [100];
  const rows = held.map(({ row }) => row);
  for (const { startAt } of traded) {
    let factors = 0;
    held.forEach(({ series, row }, i) => {
      let now = rows[i] as number;
      while ((series.time[now + 1] ?? Infinity) <= startAt) now++;
      rows[i] = now;
      factors += (series.close[now] as number) / (series.close[row] as number);
    });
    close.push((100 * factors) / held.length);
  }
  const columns = { symbol: 'HOLD-ALL', time, open: close, high: close, low: close, close };
  return barsFromColumns(columns, { periodMs: 0, adjustment: 'total' });
}
