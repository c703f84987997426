/**
 * The values of a rolling window in ascending order. It is a memory of work done, not a state: what
 * it holds is a function of the window, however it came about.
 */
export class SortedWindow {
  /** Ascending up to `count`; beyond, nothing that matters. */
  readonly values: Float64Array;
  count = 0;

  constructor(length: number) {
    this.values = new Float64Array(length);
  }

  /**
   * Takes one value out and puts one in, NaN for none.
   *
   * @returns The index of the value put in; −1 for none.
   */
  exchange(removed: number, added: number): number {
    const { values } = this;
    const last = this.count - 1;
    // A gap moves to where the new value belongs; without one to take out it comes in at the end.
    let gap = Number.isNaN(removed) ? this.count++ : placeOf(values, last, removed);
    if (Number.isNaN(added)) {
      values.copyWithin(gap, gap + 1, this.count--);
      return -1;
    }
    for (; gap > 0 && values[gap - 1]! > added; gap--) values[gap] = values[gap - 1]!;
    for (; gap < last && values[gap + 1]! < added; gap++) values[gap] = values[gap + 1]!;
    values[gap] = added;
    return gap;
  }

  /** Begins anew with the values of a lane from one index to another, the latter included. */
  refill(lane: Float64Array, from: number, to: number): number {
    this.count = 0;
    let place = -1;
    for (let i = from; i <= to; i++) place = this.exchange(Number.NaN, lane[i]!);
    return place;
  }

  /** Linear between the two values around position `(count − 1) × quantile`; NaN for none. */
  quantile(quantile: number): number {
    const { values, count } = this;
    if (count === 0) return Number.NaN;
    const position = (count - 1) * quantile;
    const index = Math.floor(position);
    const lower = values[index]!;
    if (index === position) return lower;
    return lower + (position - index) * (values[index + 1]! - lower);
  }

  /** Rank of the value at an index by the count; equals share the mean of their ranks. */
  rank(index: number): number {
    const { values, count } = this;
    const value = values[index];
    let lowest = index;
    let highest = index;
    while (lowest > 0 && values[lowest - 1] === value) lowest--;
    while (highest + 1 < count && values[highest + 1] === value) highest++;
    return ((lowest + highest) / 2 + 1) / count;
  }
}

/** Index of the first value that is not below this one, up to `last`. */
function placeOf(values: Float64Array, last: number, value: number): number {
  let low = 0;
  let high = last;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
