import { defined } from './defined.js';
import { Ema } from './ema.js';
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
  private readonly gain: Ema | Sma;
  private readonly loss: Ema | Sma;
  private previous = Number.NaN;
  private previousBefore = Number.NaN;
  private latest = Number.NaN;

  constructor(length: number, settings: RsiSettings = {}) {
    const smoothing = requireChoice('smoothing', settings.smoothing, ['wilder', 'cutler']);
    this.warmUp = requireLength('length', length) + 1;
    const weight = 1 / length;
    const isWilder = smoothing === 'wilder';
    this.gain = isWilder ? new Ema(length, { weight }) : new Sma(length);
    this.loss = isWilder ? new Ema(length, { weight }) : new Sma(length);
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
    const { previous } = this;
    this.previousBefore = previous;
    const exists = value - value === 0;
    if (exists) this.previous = value;
    const change = exists ? value - previous : Number.NaN;
    // Rounding can take a running sum of zeros below zero.
    const gain = Math.max(0, this.gain.step(change < 0 ? 0 : change));
    const loss = Math.max(0, this.loss.step(change > 0 ? 0 : -change));
    return (this.latest = 100 * (gain / (gain + loss)));
  }

  /** Takes back the last input; nothing more until the next one. */
  undo(): void {
    this.previous = this.previousBefore;
    this.gain.undo();
    this.loss.undo();
  }
}

/** {@link Rsi} of a column; NaN before index `length`. */
export function rsiColumn(
  values: Float64Array,
  length: number,
  settings?: RsiSettings,
): Float64Array {
  const indicator = new Rsi(length, settings);
  const result = new Float64Array(values.length);
  for (let i = 0; i < result.length; i++) result[i] = indicator.step(values[i]!);
  return result;
}
