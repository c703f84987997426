import { defined } from './defined.js';
import type { Indicator } from './indicator.js';
import { requireLength } from './require-length.js';
import { requireWithin } from './require-within.js';
import { Window } from './window.js';

/**
 * Rolling quantile of the last `length` values: 0.5 is the median, 0 the minimum, 1 the maximum.
 *
 * Between two values it is interpolated linearly at position `quantile × (length − 1)` of the
 * sorted window, as in numpy and pandas. First value: input number `length` (index `length − 1`).
 *
 * @throws SdkError `VALUE_INVALID` for a length or quantile out of bounds.
 *
 * Source: Hyndman and Fan (1996), The American Statistician 50(4), definition 7.
 *
 * @example
 * const median = new RollingQuantile(3, 0.5);
 * [5, 1, 2].map((x) => median.next(x)) // => [undefined, undefined, 2]
 */
export class RollingQuantile implements Indicator<number, number> {
  readonly warmUp: number;
  private readonly position: number;
  private readonly window: Window;
  /** The values of the window in ascending order; beyond its count, nothing that matters. */
  private readonly sorted: Float64Array;
  /** What the last input added and removed; NaN for nothing. */
  private added = Number.NaN;
  private removed = Number.NaN;
  private latest = Number.NaN;

  constructor(length: number, quantile: number) {
    this.warmUp = requireLength('length', length);
    this.position = requireWithin('quantile', quantile, { min: 0, max: 1 }) * (length - 1);
    this.window = new Window(length);
    this.sorted = new Float64Array(length + 1);
  }

  get value(): number | undefined {
    return defined(this.latest);
  }

  next(value: number): number | undefined {
    return defined(this.step(value));
  }

  replaceLast(value: number): number | undefined {
    this.undo();
    return this.next(value);
  }

  /** The same as `next` with NaN for `undefined`: a hot loop then allocates nothing. */
  step(value: number): number {
    const { sorted, window, position } = this;
    const { count } = window;
    this.removed = window.push(value);
    this.added = value - value === 0 ? value : Number.NaN;
    exchange(sorted, count, { removed: this.removed, added: this.added });
    if (Number.isNaN(this.added) || window.count < this.warmUp) return (this.latest = Number.NaN);
    const below = Math.floor(position);
    const lower = sorted[below]!;
    if (below === position) return (this.latest = lower);
    return (this.latest = lower + (position - below) * (sorted[below + 1]! - lower));
  }

  /** Takes back the last input; nothing more until the next one. */
  undo(): void {
    exchange(this.sorted, this.window.count, { removed: this.added, added: this.removed });
    this.window.undo();
    this.added = Number.NaN;
    this.removed = Number.NaN;
  }
}

/** One value out of the first `count` of a sorted array, one in; NaN for none. */
function exchange(
  sorted: Float64Array,
  count: number,
  { removed, added }: { readonly removed: number; readonly added: number },
): void {
  let held = count;
  if (!Number.isNaN(removed)) {
    const at = placeOf(sorted, held, removed);
    sorted.copyWithin(at, at + 1, held);
    held--;
  }
  if (!Number.isNaN(added)) {
    const at = placeOf(sorted, held, added);
    sorted.copyWithin(at + 1, at, held);
    sorted[at] = added;
  }
}

/** Index of the first of the sorted values that is not below this one. */
function placeOf(sorted: Float64Array, count: number, value: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** {@link RollingQuantile} of a column; NaN before index `length − 1`. */
export function rollingQuantileColumn(
  values: Float64Array,
  length: number,
  quantile: number,
): Float64Array {
  const indicator = new RollingQuantile(length, quantile);
  const result = new Float64Array(values.length);
  for (let i = 0; i < result.length; i++) result[i] = indicator.step(values[i]!);
  return result;
}
