import { invalidValue } from '@tradewright/core';
import { checkFinite, checkWhole, type Returns } from '../statistic/check-input.js';
import { type Fold, foldWindows } from './fold-windows.js';
import { countWindows } from './rolling-moments.js';

/** A stretch of the curve, relative to its start. */
interface Stretch {
  /** What one unit grows to by the end. */
  readonly growth: number;
  /** Highest and lowest value on the way, the start included. */
  readonly high: number;
  readonly low: number;
  /** Deepest fall on the way. */
  readonly worst: number;
}

/**
 * Returns the deepest drawdown of every full window, each starting afresh, in linear time.
 *
 *     maxDrawdown(r of the window)
 *
 * @param options Window of one or more periods.
 * @returns One fraction of zero or less for each window; value `i` ends at return `i + window - 1`.
 *   Empty when the series is shorter than the window.
 * @throws SdkError `VALUE_INVALID` for values that are not finite, a return below −1, or a
 *   window that is not a whole number of one or more.
 *
 * @example
 * rollingMaxDrawdown([-0.5, 0.5, -0.25], { window: 2 }) // => Float64Array [ -0.5, -0.25 ]
 */
export function rollingMaxDrawdown(
  returns: Returns,
  { window }: { readonly window: number },
): Float64Array {
  checkWhole(window, 'window', 1);
  checkFinite(returns, 'returns');
  checkNoRuin(returns);
  const result = new Float64Array(countWindows(returns.length, window));
  const fold: Fold<Stretch> = {
    at: (index) => {
      const growth = 1 + (returns[index] as number);
      const low = Math.min(1, growth);
      return { growth, high: Math.max(1, growth), low, worst: low - 1 };
    },
    merge: mergeStretches,
  };
  foldWindows({ length: returns.length, window }, fold, (last, { worst }) => {
    result[last - window + 1] = worst;
  });
  return result;
}

function mergeStretches(a: Stretch, b: Stretch): Stretch {
  const low = a.growth * b.low;
  return {
    growth: a.growth * b.growth,
    high: Math.max(a.high, a.growth * b.high),
    low: Math.min(a.low, low),
    worst: Math.min(a.worst, b.worst, low / a.high - 1),
  };
}

/** A stretch with a negative curve cannot be joined to what comes after it. */
function checkNoRuin(returns: Returns): void {
  const index = returns.findIndex((value) => value < -1);
  if (index < 0) return;
  throw invalidValue('VALUE_INVALID', {
    field: `returns[${index}]`,
    value: returns[index],
    must: '-1 or more',
    fix: 'end the series at the point of ruin',
  });
}
