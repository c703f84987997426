import { defined } from './defined.js';
import { Ema } from './ema.js';
import type { Indicator } from './indicator.js';
import { requireChoice } from './require-choice.js';
import { requireLength } from './require-length.js';
import { Sma } from './sma.js';

/** How gains and losses are added up. */
export interface CmoSettings {
  /** `sum` (default): plain sums over the window. `wilder`: Wilder's averages. */
  readonly smoothing?: 'sum' | 'wilder' | undefined;
}

/**
 * Chande momentum oscillator, from −100 (only losses) to 100 (only gains).
 *
 *     100 × (gains − losses) ÷ (gains + losses)
 *
 * over the last `length` changes. Chande, Stock.Indicators and TradingView take plain sums; TA-Lib
 * and LEAN smooth them by Wilder's average, a different line for good.
 *
 * First value: input number `length + 1` (index `length`). `undefined` where nothing has moved.
 *
 * @throws SdkError `VALUE_INVALID` for a length or smoothing out of bounds.
 *
 * Source: Chande and Kroll (1994), "The New Technical Trader".
 * Agrees with: TA-Lib CMO with `wilder` to 1e-8.
 *
 * @example
 * const cmo = new Cmo(2);
 * [10, 13, 12].map((x) => cmo.next(x)) // => [undefined, undefined, 50]
 */
export class Cmo implements Indicator<number, number> {
  readonly warmUp: number;
  private readonly gain: Ema | Sma;
  private readonly loss: Ema | Sma;
  private previous = Number.NaN;
  private previousBefore = Number.NaN;
  private latest = Number.NaN;

  constructor(length: number, settings: CmoSettings = {}) {
    const smoothing = requireChoice('smoothing', settings.smoothing, ['sum', 'wilder']);
    this.warmUp = requireLength('length', length) + 1;
    const weight = 1 / length;
    const isWilder = smoothing === 'wilder';
    // Means instead of sums: the divisor cancels.
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
    return (this.latest = 100 * ((gain - loss) / (gain + loss)));
  }

  /** Takes back the last input; nothing more until the next one. */
  undo(): void {
    this.previous = this.previousBefore;
    this.gain.undo();
    this.loss.undo();
  }
}

/** {@link Cmo} of a column; NaN before index `length`. */
export function cmoColumn(
  values: Float64Array,
  length: number,
  settings?: CmoSettings,
): Float64Array {
  const indicator = new Cmo(length, settings);
  const result = new Float64Array(values.length);
  for (let i = 0; i < result.length; i++) result[i] = indicator.step(values[i]!);
  return result;
}
