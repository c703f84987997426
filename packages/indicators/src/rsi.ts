import { columnOf } from './column-of.js';
import { defined } from './defined.js';
import type { Indicator } from './indicator.js';
import { requireChoice } from './require-choice.js';
import { requireLength } from './require-length.js';
import { Sma } from './sma.js';

/** How gains and losses are averaged. */
export interface RsiSettings {
  /** `wilder` (default): by Wilder's average. `cutler`: by simple averages, which forget. */
  readonly smoothing?: 'wilder' | 'cutler' | undefined;
}

/**
 * Relative strength index, from 0 (only losses) to 100 (only gains).
 *
 *     100 × gain ÷ (gain + loss)
 *
 * `gain` and `loss` are averages of the upward and downward changes from one input to the next. The
 * usual form `100 − 100 ÷ (1 + gain ÷ loss)` is the same number. Wilder's averages begin with the
 * mean of the first `length` changes.
 *
 * First value: input number `length + 1` (index `length`). `undefined` where nothing has moved: 0 ÷
 * 0, which other libraries show as 0 (TA-Lib), 50 or 100 (Stock.Indicators, LEAN).
 *
 * @throws SdkError `VALUE_INVALID` for a length or smoothing out of bounds.
 *
 * Source: Wilder (1978), "New Concepts in Technical Trading Systems".
 * Agrees with: TA-Lib RSI, Stock.Indicators ToRsi to 1e-8.
 *
 * @example
 * const rsi = new Rsi(2);
 * [10, 13, 12, 13].map((x) => rsi.next(x)) // => [undefined, undefined, 75, 83.33333333333334]
 */
export class Rsi implements Indicator<number, number> {
  readonly warmUp: number;
  private readonly weight: number;
  /** The averages of Cutler; those of Wilder are numbers. */
  private readonly cutler: { readonly gain: Sma; readonly loss: Sma } | undefined;
  private gain = 0;
  private gainBefore = 0;
  private loss = 0;
  private lossBefore = 0;
  /** Inputs seen, up to the warm-up. */
  private seen = 0;
  private seenBefore = 0;
  private previous = Number.NaN;
  private previousBefore = Number.NaN;
  private latest = Number.NaN;

  constructor(length: number, settings: RsiSettings = {}) {
    const smoothing = requireChoice('smoothing', settings.smoothing, ['wilder', 'cutler']);
    this.warmUp = requireLength('length', length) + 1;
    this.weight = 1 / length;
    const isWilder = smoothing === 'wilder';
    this.cutler = isWilder ? undefined : { gain: new Sma(length), loss: new Sma(length) };
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
    const { gain, loss, previous, seen, weight } = this;
    this.gainBefore = gain;
    this.lossBefore = loss;
    this.previousBefore = previous;
    this.seenBefore = seen;
    if (value - value !== 0 || seen < this.warmUp) return (this.latest = this.begin(value));
    const change = value - previous;
    const up = gain + weight * ((change > 0 ? change : 0) - gain);
    const down = loss + weight * ((change < 0 ? -change : 0) - loss);
    this.previous = value;
    this.gain = up;
    this.loss = down;
    return (this.latest = 100 * (up / (up + down)));
  }

  /** Takes back the last input; nothing more until the next one. */
  undo(): void {
    this.gain = this.gainBefore;
    this.loss = this.lossBefore;
    this.previous = this.previousBefore;
    this.seen = this.seenBefore;
    this.cutler?.gain.undo();
    this.cutler?.loss.undo();
  }

  /** @internal */
  runAhead(values: Float64Array, result: Float64Array, from: number): number {
    if (this.seen < this.warmUp) return from;
    const { weight } = this;
    let { gain, loss, previous } = this;
    let i = from;
    for (; i < values.length; i++) {
      const value = values[i]!;
      const change = value - previous;
      if (change - change !== 0) break;
      gain = gain + weight * ((change > 0 ? change : 0) - gain);
      loss = loss + weight * ((change < 0 ? -change : 0) - loss);
      previous = value;
      result[i] = 100 * (gain / (gain + loss));
    }
    this.gain = gain;
    this.loss = loss;
    this.previous = previous;
    return i;
  }

  /** Warm-up, missing values, and everything for Cutler, whose averages count for themselves. */
  private begin(value: number): number {
    const { cutler, seen } = this;
    const isMissing = value - value !== 0;
    const change = isMissing ? Number.NaN : value - this.previous;
    if (!isMissing) this.previous = value;
    if (cutler !== undefined) {
      // Rounding can take a running sum of zeros below zero.
      const gain = Math.max(0, cutler.gain.step(change < 0 ? 0 : change));
      const loss = Math.max(0, cutler.loss.step(change > 0 ? 0 : -change));
      return 100 * (gain / (gain + loss));
    }
    if (isMissing) return Number.NaN;
    this.seen = seen + 1;
    if (seen === 0) return Number.NaN;
    // The mean of the first changes, in steps of 1 ÷ count.
    this.gain += (Math.max(0, change) - this.gain) / seen;
    this.loss += (Math.max(0, -change) - this.loss) / seen;
    return this.seen < this.warmUp ? Number.NaN : 100 * (this.gain / (this.gain + this.loss));
  }
}

/** {@link Rsi} of a column; NaN before index `length`. */
export function rsiColumn(
  values: Float64Array,
  length: number,
  settings?: RsiSettings,
): Float64Array {
  return columnOf(new Rsi(length, settings), values);
}
