import { defined } from './defined.js';
import type { Indicator } from './indicator.js';
import { requireLength } from './require-length.js';
import { Wma } from './wma.js';

/**
 * Hull moving average: a {@link Wma} with most of its lag taken out.
 *
 *     wma(2 × wma(x, ⌊length ÷ 2⌋) − wma(x, length), ⌊√length⌋)
 *
 * First value: input number `length + ⌊√length⌋ − 1`. Half and root are rounded down, as
 * Stock.Indicators and TradingView do.
 *
 * @throws SdkError `VALUE_INVALID` when `length` is not a whole number from 2 to 1,000,000.
 *
 * Source: Hull (2005), alanhull.com/hull-moving-average.
 *
 * @example
 * const hma = new Hma(4);
 * [1, 2, 3, 4, 5, 6].map((x) => hma.next(x)).slice(3) // => [undefined, 5, 6]
 */
export class Hma implements Indicator<number, number> {
  readonly warmUp: number;
  private readonly half: Wma;
  private readonly whole: Wma;
  private readonly root: Wma;
  private latest = Number.NaN;

  constructor(length: number) {
    this.whole = new Wma(requireLength('length', length, 2));
    this.half = new Wma(Math.floor(length / 2));
    this.root = new Wma(Math.floor(Math.sqrt(length)));
    this.warmUp = length + this.root.warmUp - 1;
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
    const half = this.half.step(value);
    return (this.latest = this.root.step(2 * half - this.whole.step(value)));
  }

  /** Takes back the last input; nothing more until the next one. */
  undo(): void {
    this.half.undo();
    this.whole.undo();
    this.root.undo();
  }
}

/** {@link Hma} of a column; NaN before index `length + ⌊√length⌋ − 2`. */
export function hmaColumn(values: Float64Array, length: number): Float64Array {
  const indicator = new Hma(length);
  const result = new Float64Array(values.length);
  for (let i = 0; i < result.length; i++) result[i] = indicator.step(values[i]!);
  return result;
}
