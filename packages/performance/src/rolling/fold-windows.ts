/** How values of a series are summed up, and two sums become one. */
export interface Fold<T> {
  /** The sum of the one value at this index. */
  at(index: number): T;
  /** The sum of two neighbors, the earlier one first. Must be associative. */
  merge(earlier: T, later: T): T;
}

/** A series that is seen through a window of fixed length. */
export interface WindowedSeries {
  readonly length: number;
  readonly window: number;
}

/**
 * Sums up every full window of a series in linear time and calls `emit` with the index of its last
 * value.
 *
 * The series is cut into blocks as long as the window, so a window is the end of one block and the
 * start of the next: sums from each index to the end of its block are made once, sums from the
 * start are carried along. Nothing is ever subtracted, so one wild value cannot spoil the digits
 * of the windows after it, as it does with a running sum.
 *
 * Source: van Herk (1992) and Gil and Werman (1993), for minima; Chan, Golub and LeVeque (1983) for
 * merging moments.
 */
export function foldWindows<T>(
  { length, window }: WindowedSeries,
  fold: Fold<T>,
  emit: (last: number, sum: T) => void,
): void {
  const toEnd = new Array<T>(window);
  for (let start = 0; start + window <= length; start += window) {
    let sum = fold.at(start + window - 1);
    toEnd[window - 1] = sum;
    for (let i = window - 2; i >= 0; i--) {
      sum = fold.merge(fold.at(start + i), sum);
      toEnd[i] = sum;
    }
    emit(start + window - 1, sum);
    emitAcross({ toEnd, start, length }, fold, emit);
  }
}

interface Block<T> {
  /** Sums from each index of the block to its end. */
  readonly toEnd: readonly T[];
  readonly start: number;
  readonly length: number;
}

/** The windows that begin inside this block and end inside the next. */
function emitAcross<T>(
  { toEnd, start, length }: Block<T>,
  fold: Fold<T>,
  emit: (last: number, sum: T) => void,
): void {
  const window = toEnd.length;
  let carried: T | undefined;
  for (let i = 1; i < window; i++) {
    const last = start + window + i - 1;
    if (last >= length) return;
    carried = carried === undefined ? fold.at(last) : fold.merge(carried, fold.at(last));
    emit(last, fold.merge(toEnd[i] as T, carried));
  }
}
