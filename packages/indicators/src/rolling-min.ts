import { defined } from './defined.js';
import type { Indicator } from './indicator.js';
import { RollingMax } from './rolling-max.js';

/**
 * Rolling minimum of the last `length` values: minus the {@link RollingMax} of the negated ones.
 *
 * First value: input number `length` (index `length − 1`).
 *
 * @throws SdkError `VALUE_INVALID` when `length` is not a whole number from 1 to 1,000,000.
 *
 * Agrees with: TA-Lib MIN to 1e-8.
 *
 * @example
 * const min = new RollingMin(2);
 * [3, 1, 2].map((x) => min.next(x)) // => [undefined, 1, 1]
 */
export class RollingMin implements Indicator<number, number> {
  readonly warmUp: number;
  private readonly negated: RollingMax;
  private latest = Number.NaN;

  constructor(length: number) {
    this.negated = new RollingMax(length);
    this.warmUp = length;
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
    return (this.latest = -this.negated.step(-value));
  }

  /** Takes back the last input; nothing more until the next one. */
  undo(): void {
    this.negated.undo();
  }
}

/** {@link RollingMin} of a column; NaN before index `length − 1`. */
export function rollingMinColumn(values: Float64Array, length: number): Float64Array {
  const min = new RollingMin(length);
  const result = new Float64Array(values.length);
  for (let i = 0; i < result.length; i++) result[i] = min.step(values[i]!);
  return result;
}
