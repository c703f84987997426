import type { UnixMs } from '@tradewright/core';
import { growthCurve } from '../returns/growth-curve.js';
import { checkIncreasing, checkSameLength, type Returns } from '../statistic/check-input.js';

/** One fall from a high of the curve until the high is reached again. */
export interface Drawdown {
  /** Fraction below the high at the trough, below zero. */
  readonly depth: number;
  /** Point of the curve with the high; 0 is the start, `i` is after return `i - 1`. */
  readonly peakIndex: number;
  /** Point with the lowest value. */
  readonly troughIndex: number;
  /** First point at or above the old high; `undefined` while it is still below. */
  readonly recoveryIndex: number | undefined;
  /** Last point counted: the recovery, or the end of the curve for one that is still open. */
  readonly endIndex: number;
  /** Instants of the points above; only when times were given. */
  readonly peakAt?: UnixMs | undefined;
  readonly troughAt?: UnixMs | undefined;
  readonly recoveredAt?: UnixMs | undefined;
  /** From the peak to the recovery, or to the end for one that is still open. */
  readonly durationMs?: number | undefined;
}

/**
 * A high that is reached again by compounding returns may be missed by rounding, most of all after
 * a deep fall. This is more than that, and no drawdown that anyone minds.
 */
const roundingNoise = 1e-10;

/**
 * Lists every drawdown of the curve, deepest first; equally deep ones by time.
 *
 * The duration runs from the instant of the old high to the first instant at or above it. A
 * drawdown that is still open counts to the end and has no `recoveryIndex`: leaving it out would
 * flatter every curve that ends low.
 *
 * @param time UTC milliseconds of each point of the curve: one more than there are returns.
 * @returns An empty list for a curve that never falls.
 * @throws SdkError `VALUE_INVALID` for values that are not finite, and times of another length or
 *   that do not increase.
 *
 * Agrees with: backtesting.py's mean depth, mean and longest duration of drawdowns in five runs,
 * LEAN's drawdown recovery cases, PerformanceAnalytics' `AverageDrawdown` (golden tests).
 *
 * @example
 * listDrawdowns([0.25, -0.2, 0.5])[0]?.recoveryIndex // => 3
 */
export function listDrawdowns(returns: Returns, time?: Returns): readonly Drawdown[] {
  return listDrawdownsOfCurve(growthCurve(returns), time);
}

/** As {@link listDrawdowns} for a curve that is already there. */
export function listDrawdownsOfCurve(curve: Float64Array, time?: Returns): readonly Drawdown[] {
  if (time !== undefined) {
    checkSameLength(time, 'time', curve.length);
    checkIncreasing(time, 'time');
  }
  const found: Drawdown[] = [];
  let peakIndex = 0;
  let troughIndex = 0;
  for (let i = 1; i < curve.length; i++) {
    const high = curve[peakIndex] as number;
    const value = curve[i] as number;
    if (value < high * (1 - roundingNoise)) {
      if (troughIndex === peakIndex || value < (curve[troughIndex] as number)) troughIndex = i;
      continue;
    }
    if (troughIndex > peakIndex) found.push(drawdown({ curve, time, peakIndex, troughIndex }, i));
    peakIndex = i;
    troughIndex = i;
  }
  if (troughIndex > peakIndex) found.push(drawdown({ curve, time, peakIndex, troughIndex }));
  return found.sort((a, b) => a.depth - b.depth || a.peakIndex - b.peakIndex);
}

interface Fall {
  readonly curve: Float64Array;
  readonly time: Returns | undefined;
  readonly peakIndex: number;
  readonly troughIndex: number;
}

function drawdown({ curve, time, peakIndex, troughIndex }: Fall, recoveryIndex?: number): Drawdown {
  const depth = (curve[troughIndex] as number) / (curve[peakIndex] as number) - 1;
  const endIndex = recoveryIndex ?? curve.length - 1;
  const points = { depth, peakIndex, troughIndex, recoveryIndex, endIndex };
  if (time === undefined) return points;
  return {
    ...points,
    peakAt: time[peakIndex],
    troughAt: time[troughIndex],
    recoveredAt: recoveryIndex === undefined ? undefined : time[recoveryIndex],
    durationMs: (time[endIndex] as number) - (time[peakIndex] as number),
  };
}
