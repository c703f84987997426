import { isReturnNoise } from '../moments/moments.js';
import {
  checkFinite,
  checkSameLength,
  checkWhole,
  type Returns,
} from '../statistic/check-input.js';
import { type Fold, foldWindows } from './fold-windows.js';
import type { RollingOptions } from './rolling-moments.js';

/** Means, squares of the benchmark and products, around the means. */
interface PairMoments {
  readonly count: number;
  readonly own: number;
  readonly market: number;
  readonly squares: number;
  readonly cross: number;
}

/**
 * Returns beta of every full window, in linear time.
 *
 *     cov(r, b) ÷ var(b)   over the window
 *
 * @param benchmark One fraction for each return.
 * @returns One number for each window; value `i` ends at return `i + window - 1`, and is
 *   `undefined` where the benchmark never varies in that window. Empty when the series is shorter
 *   than the window.
 * @throws SdkError `VALUE_INVALID` for values that are not finite, another length, or a window
 *   that is not a whole number of two or more.
 *
 * Agrees with: empyrical `roll_alpha_beta` to 1e-10 (golden tests).
 *
 * @example
 * rollingBeta([0.02, 0.04, 0.06], [0.01, 0.02, 0.03], { window: 2 }) // => [ 2, 2 ]
 */
export function rollingBeta(
  returns: Returns,
  benchmark: Returns,
  { window }: RollingOptions,
): readonly (number | undefined)[] {
  checkWhole(window, 'window', 2);
  checkSameLength(benchmark, 'benchmark', returns.length);
  checkFinite(returns, 'returns');
  checkFinite(benchmark, 'benchmark');
  const fold: Fold<PairMoments> = {
    at: (index) => ({
      count: 1,
      own: returns[index] as number,
      market: benchmark[index] as number,
      squares: 0,
      cross: 0,
    }),
    merge: mergePairs,
  };
  const result: (number | undefined)[] = [];
  foldWindows({ length: returns.length, window }, fold, (_last, pair) => {
    const still = isReturnNoise(Math.sqrt(pair.squares / (window - 1)), pair.market);
    result.push(still ? undefined : pair.cross / pair.squares);
  });
  return result;
}

function mergePairs(a: PairMoments, b: PairMoments): PairMoments {
  const count = a.count + b.count;
  const own = b.own - a.own;
  const market = b.market - a.market;
  const weight = (a.count * b.count) / count;
  return {
    count,
    own: a.own + (own * b.count) / count,
    market: a.market + (market * b.count) / count,
    squares: a.squares + b.squares + market * market * weight,
    cross: a.cross + b.cross + own * market * weight,
  };
}
