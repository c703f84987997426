import { defined } from './defined.js';
import type { Indicator } from './indicator.js';
import { isFlat } from './is-flat.js';
import { requireLength } from './require-length.js';

/** What changes with every input, so that it can be copied for `undo`. */
interface Sums {
  /** Sum of the window, and of the values since the ring last began anew. */
  plain: number;
  freshPlain: number;
  /** The same, each value times its weight. */
  weighted: number;
  freshWeighted: number;
}

/**
 * Weighted moving average: the newest value counts `length` times, the oldest once.
 *
 *     (length × x[t] + … + 2 × x[t−length+2] + x[t−length+1]) ÷ (length × (length + 1) ÷ 2)
 *
 * First value: input number `length` (index `length − 1`). The running sums are replaced, once in
 * every `length` inputs, by sums taken afresh, so errors never accumulate; a flat window has
 * exactly its value.
 *
 * @throws SdkError `VALUE_INVALID` when `length` is not a whole number from 1 to 1,000,000.
 *
 * Agrees with: TA-Lib WMA, Stock.Indicators ToWma to 1e-8.
 *
 * @example
 * const wma = new Wma(2);
 * [1, 4, 7].map((x) => wma.next(x)) // => [undefined, 3, 6]
 */
export class Wma implements Indicator<number, number> {
  readonly warmUp: number;
  private readonly ring: Float64Array;
  private readonly divisor: number;
  private at = 0;
  private readonly sums: Sums = {
    plain: Number.NaN,
    freshPlain: 0,
    weighted: Number.NaN,
    freshWeighted: 0,
  };
  private readonly before: Sums = { ...this.sums };
  private dropped = Number.NaN;
  private latest = Number.NaN;

  constructor(length: number) {
    this.warmUp = requireLength('length', length);
    this.ring = new Float64Array(length).fill(Infinity);
    this.divisor = (length * (length + 1)) / 2;
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
    if (value - value !== 0) {
      this.dropped = Number.NaN;
      return (this.latest = Number.NaN);
    }
    const { ring, at, sums } = this;
    const length = ring.length;
    const dropped = ring[at]!;
    ring[at] = value;
    this.dropped = dropped;
    copySums(sums, this.before);
    sums.weighted += length * value - sums.plain;
    sums.plain += value - dropped;
    sums.freshWeighted += (at + 1) * value;
    sums.freshPlain += value;
    this.at = at + 1;
    if (this.at === length) {
      this.at = 0;
      sums.plain = sums.freshPlain;
      sums.weighted = sums.freshWeighted;
      sums.freshPlain = 0;
      sums.freshWeighted = 0;
    }
    const mean = sums.weighted / this.divisor;
    const flat = value === ring[this.at] && mean !== value && isFlat(ring, value);
    return (this.latest = flat ? value : mean);
  }

  /** Takes back the last input; nothing more until the next one. */
  undo(): void {
    if (Number.isNaN(this.dropped)) return;
    this.at = (this.at === 0 ? this.ring.length : this.at) - 1;
    this.ring[this.at] = this.dropped;
    copySums(this.before, this.sums);
    this.dropped = Number.NaN;
  }
}

function copySums(from: Sums, to: Sums): void {
  to.plain = from.plain;
  to.freshPlain = from.freshPlain;
  to.weighted = from.weighted;
  to.freshWeighted = from.freshWeighted;
}

/** {@link Wma} of a column; NaN before index `length − 1`. */
export function wmaColumn(values: Float64Array, length: number): Float64Array {
  const wma = new Wma(length);
  const result = new Float64Array(values.length);
  for (let i = 0; i < result.length; i++) result[i] = wma.step(values[i]!);
  return result;
}
