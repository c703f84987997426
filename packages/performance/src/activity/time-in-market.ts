import type { UnixMs } from '@tradewright/core';
import { checkIncreasing, type Returns } from '../statistic/check-input.js';
import { type Measured, numberOrUndefined } from '../statistic/measured.js';

/** A stretch of time with a position: a `RoundTrip` or an `OpenLot` will do. */
export interface Holding {
  readonly openedAt: UnixMs;
  /** Left out while the position is open: it counts to the end. */
  readonly closedAt?: UnixMs | undefined;
}

/**
 * Returns the share of points in time at which anything was held, entry and exit included.
 *
 *     points with openedAt ≤ t ≤ closedAt ÷ all points
 *
 * @param holdings Closed trips and open lots, in any order.
 * @param time UTC milliseconds of the bars, strictly increasing.
 * @returns A fraction between 0 and 1; `undefined` for no points.
 * @throws SdkError `VALUE_INVALID` for times that are not finite or do not increase.
 *
 * Agrees with: backtesting.py `Exposure Time` in five runs to 1e-9 (golden tests).
 *
 * @example
 * timeInMarket([{ openedAt: 1, closedAt: 2 }], [0, 1, 2, 3]) // => 0.5
 */
export function timeInMarket(holdings: readonly Holding[], time: Returns): number | undefined {
  return numberOrUndefined(measureTimeInMarket(holdings, time));
}

export function measureTimeInMarket(holdings: readonly Holding[], time: Returns): Measured {
  checkIncreasing(time, 'time');
  if (time.length === 0) return 'too-few-observations';
  const ordered = [...holdings].sort((a, b) => a.openedAt - b.openedAt);
  let next = 0;
  let heldUntil = -Infinity;
  let held = 0;
  for (const at of time) {
    for (; next < ordered.length && (ordered[next] as Holding).openedAt <= at; next++) {
      heldUntil = Math.max(heldUntil, (ordered[next] as Holding).closedAt ?? Infinity);
    }
    if (heldUntil >= at) held++;
  }
  return held / time.length;
}
