import { defined } from './defined.js';
import type { Indicator } from './indicator.js';
import { requireLength } from './require-length.js';

/**
 * Rolling maximum of the last `length` values.
 *
 * First value: input number `length` (index `length − 1`). The work does not grow with the length:
 * the values are cut into blocks of it, and a window is the end of one block and the beginning of
 * the next, whose maxima are known (van Herk, Gil and Werman).
 *
 * @throws SdkError `VALUE_INVALID` when `length` is not a whole number from 1 to 1,000,000.
 *
 * Source: van Herk (1992), Pattern Recognition Letters 13(7); Gil and Werman (1993), IEEE PAMI
 *   15(5).
 * Agrees with: TA-Lib MAX to 1e-8.
 *
 * @example
 * const max = new RollingMax(2);
 * [3, 1, 2].map((x) => max.next(x)) // => [undefined, 3, 2]
 */
export class RollingMax implements Indicator<number, number> {
  readonly warmUp: number;
  private readonly block: Float64Array;
  /**
   * Maximum of the previous block from a slot to its end; one slot more, which counts for nothing.
   */
  private readonly ends: Float64Array;
  private at = 0;
  /** Maximum of the present block so far. */
  private beginning = -Infinity;
  private beginningBefore = -Infinity;
  private undoable = false;
  private latest = Number.NaN;

  constructor(length: number) {
    this.warmUp = requireLength('length', length);
    this.block = new Float64Array(length);
    this.ends = new Float64Array(length + 1).fill(Number.NaN);
    this.ends[length] = -Infinity;
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
    this.undoable = value - value === 0;
    if (!this.undoable) return (this.latest = Number.NaN);
    const { block, ends } = this;
    if (this.at === block.length) {
      maximaFromEnd(block, ends);
      this.at = 0;
      this.beginning = -Infinity;
    }
    block[this.at++] = value;
    this.beginningBefore = this.beginning;
    this.beginning = Math.max(this.beginning, value);
    return (this.latest = Math.max(ends[this.at]!, this.beginning));
  }

  /** Takes back the last input; nothing more until the next one. */
  undo(): void {
    if (!this.undoable) return;
    this.undoable = false;
    this.at--;
    this.beginning = this.beginningBefore;
  }
}

function maximaFromEnd(block: Float64Array, ends: Float64Array): void {
  let highest = -Infinity;
  for (let i = block.length - 1; i >= 0; i--) {
    highest = Math.max(highest, block[i]!);
    ends[i] = highest;
  }
}

/** {@link RollingMax} of a column; NaN before index `length − 1`. */
export function rollingMaxColumn(values: Float64Array, length: number): Float64Array {
  const max = new RollingMax(length);
  const result = new Float64Array(values.length);
  for (let i = 0; i < result.length; i++) result[i] = max.step(values[i]!);
  return result;
}
