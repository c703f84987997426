import { defined } from './defined.js';
import type { Indicator } from './indicator.js';
import { requireLength } from './require-length.js';
import { Window } from './window.js';

/**
 * Rolling rank of the newest value among the last `length`, as a fraction: `1 ÷ length` for the one
 * lowest, 1 for the one highest.
 *
 *     (values below + (values equal + 1) ÷ 2) ÷ length
 *
 * Equal values share the mean of their ranks, as in pandas `rank(pct=True)`. First value: input
 * number `length` (index `length − 1`). The window is searched at every input.
 *
 * @throws SdkError `VALUE_INVALID` when `length` is not a whole number from 1 to 1,000,000.
 *
 * @example
 * const rank = new RollingRank(4);
 * [5, 1, 9, 5].map((x) => rank.next(x)) // => [undefined, undefined, undefined, 0.625]
 */
export class RollingRank implements Indicator<number, number> {
  readonly warmUp: number;
  private readonly window: Window;
  private latest = Number.NaN;

  constructor(length: number) {
    this.warmUp = requireLength('length', length);
    this.window = new Window(length);
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
    this.window.push(value);
    const { ring, count } = this.window;
    if (count < ring.length || value - value !== 0) return (this.latest = Number.NaN);
    let below = 0;
    let equal = 0;
    for (const each of ring) {
      if (each < value) below++;
      else if (each === value) equal++;
    }
    return (this.latest = (below + (equal + 1) / 2) / ring.length);
  }

  /** Takes back the last input; nothing more until the next one. */
  undo(): void {
    this.window.undo();
  }
}

/** {@link RollingRank} of a column; NaN before index `length − 1`. */
export function rollingRankColumn(values: Float64Array, length: number): Float64Array {
  const rank = new RollingRank(length);
  const result = new Float64Array(values.length);
  for (let i = 0; i < result.length; i++) result[i] = rank.step(values[i]!);
  return result;
}
