import type { TargetSkip, TargetSkipReason, UnixMs } from '@tradewright/core';

/** How often targets of one symbol led to no order for one reason. */
export interface TargetSkipCount {
  readonly reason: TargetSkipReason;
  readonly symbol: string;
  readonly count: number;
  readonly firstAt: UnixMs;
  readonly lastAt: UnixMs;
}

/** Counts skipped targets by reason and symbol, most frequent first. */
export function countTargetSkips(skips: readonly TargetSkip[]): readonly TargetSkipCount[] {
  const counts = new Map<string, TargetSkipCount>();
  for (const { at, symbol, reason } of skips) {
    const key = `${reason} ${symbol}`;
    const before = counts.get(key) ?? { reason, symbol, count: 0, firstAt: at, lastAt: at };
    counts.set(key, { ...before, count: before.count + 1, lastAt: at });
  }
  return [...counts.values()].sort(
    (a, b) => b.count - a.count || compare(a.reason, b.reason) || compare(a.symbol, b.symbol),
  );
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
