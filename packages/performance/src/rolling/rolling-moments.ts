import type { Moments } from '../moments/moments.js';
import { checkFinite, checkWhole, type Returns } from '../statistic/check-input.js';
import { type Fold, foldWindows } from './fold-windows.js';

/** Length of the window in periods. */
export interface RollingOptions {
  /** At least two; a series shorter than it has no window and gives an empty result. */
  readonly window: number;
}

/** Calls `emit` with the place of each window, counted from zero, and its moments. */
export function rollMoments(
  returns: Returns,
  { window }: RollingOptions,
  emit: (place: number, sample: Moments) => void,
): void {
  checkWhole(window, 'window', 2);
  checkFinite(returns, 'returns');
  const fold: Fold<Moments> = {
    at: (index) => ({ count: 1, mean: returns[index] as number, squares: 0 }),
    merge: mergeMoments,
  };
  foldWindows({ length: returns.length, window }, fold, (last, sample) => {
    emit(last - window + 1, sample);
  });
}

/** Number of full windows. */
export function countWindows(length: number, window: number): number {
  return Math.max(0, length - window + 1);
}

function mergeMoments(a: Moments, b: Moments): Moments {
  const count = a.count + b.count;
  const difference = b.mean - a.mean;
  return {
    count,
    mean: a.mean + (difference * b.count) / count,
    squares: a.squares + b.squares + (difference * difference * a.count * b.count) / count,
  };
}
