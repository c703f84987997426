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

/** Means of the first changes, and how many there were. */
interface Seed {
  seen: number;
  gain: number;
  loss: number;
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
  /** The averages of Cutler; those of Wilder are the numbers below. */
  private readonly cutler: { readonly gain: Sma; readonly loss: Sma } | undefined;
  /** NaN before the first value. */
  private gain = Number.NaN;
  private gainBefore = Number.NaN;
  private loss = Number.NaN;
  private lossBefore = Number.NaN;
  private previous = Number.NaN;
  private previousBefore = Number.NaN;
  private readonly seed: Seed = { seen: 0, gain: 0, loss: 0 };
  private readonly seedBefore: Seed = { ...this.seed };
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
    const { gain, loss, previous, weight } = this;
    this.gainBefore = gain;
    this.lossBefore = loss;
    this.previousBefore = previous;
    const change = value - previous;
    const size = Math.abs(change);
    const up = gain + weight * ((size + change) / 2 - gain);
    // What a call returns would be boxed at the join of the two ways; a field is not.
    if (up - up !== 0) {
      this.begin(value);
      return this.latest;
    }
    const down = loss + weight * ((size - change) / 2 - loss);
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
    if (Number.isNaN(this.gain)) copySeed(this.seedBefore, this.seed);
    this.cutler?.gain.undo();
    this.cutler?.loss.undo();
  }

  /** `step` for the values of a column from an index on, see `columnOf`. */
  runAhead(values: Float64Array, result: Float64Array, from: number): number {
    const { weight } = this;
    let { gain, loss, previous } = this;
    let i = from;
    for (; i < values.length; i++) {
      const value = values[i]!;
      const change = value - previous;
      // Half of size and change is the change upwards, exactly; a branch would be guessed wrong.
      const size = Math.abs(change);
      const up = gain + weight * ((size + change) / 2 - gain);
      if (up - up !== 0) break;
      gain = up;
      loss = loss + weight * ((size - change) / 2 - loss);
      previous = value;
      result[i] = 100 * (gain / (gain + loss));
    }
    this.gain = gain;
    this.loss = loss;
    this.previous = previous;
    return i;
  }

  /** Warm-up, missing values, and everything for Cutler, whose averages count for themselves. */
  private begin(value: number): void {
    const { cutler, seed } = this;
    copySeed(seed, this.seedBefore);
    const isMissing = value - value !== 0;
    const change = isMissing ? Number.NaN : value - this.previous;
    if (!isMissing) this.previous = value;
    this.latest = Number.NaN;
    if (cutler !== undefined) {
      // Rounding can take a running sum of zeros below zero.
      const gain = Math.max(0, cutler.gain.step(change < 0 ? 0 : change));
      const loss = Math.max(0, cutler.loss.step(change > 0 ? 0 : -change));
      this.latest = 100 * (gain / (gain + loss));
      return;
    }
    if (Number.isNaN(change)) return;
    seed.seen++;
    seed.gain += (Math.max(0, change) - seed.gain) / seed.seen;
    seed.loss += (Math.max(0, -change) - seed.loss) / seed.seen;
    if (seed.seen < this.warmUp - 1) return;
    this.gain = seed.gain;
    this.loss = seed.loss;
    this.latest = 100 * (seed.gain / (seed.gain + seed.loss));
  }
}

function copySeed(from: Seed, to: Seed): void {
  to.seen = from.seen;
  to.gain = from.gain;
  to.loss = from.loss;
}

/** {@link Rsi} of a column; NaN before index `length`. */
export function rsiColumn(
  values: Float64Array,
  length: number,
  settings?: RsiSettings,
): Float64Array {
  return columnOf(new Rsi(length, settings), values);
}
