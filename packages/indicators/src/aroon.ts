import { BarCursor } from './bar-cursor.js';
import type { BarColumns, HighLow } from './bar-input.js';
import type { Indicator } from './indicator.js';
import { requireLength } from './require-length.js';
import { Window } from './window.js';

/** The outputs of {@link Aroon}. */
export interface AroonValue {
  /** How fresh the highest high is: 100 now, 0 `length` bars ago. */
  readonly up: number;
  /** How fresh the lowest low is: 100 now, 0 `length` bars ago. */
  readonly down: number;
  /** Up less down, from −100 to 100. */
  readonly oscillator: number;
}

/**
 * Aroon: how long ago the extremes of the last `length + 1` bars were.
 *
 *     up = 100 × (length − bars since the highest high) ÷ length;   down likewise of the lowest low
 *
 * Of equal extremes the newest counts, as in TA-Lib. First value: bar number `length + 1` (index
 * `length`). The window is searched at every bar.
 *
 * @throws SdkError `VALUE_INVALID` when `length` is not a whole number from 1 to 999,999.
 *
 * Source: Chande (1995), "A Time Price Oscillator", TASC 13(9).
 * Agrees with: TA-Lib AROONOSC to 1e-8.
 *
 * @example
 * const aroon = new Aroon(1);
 * aroon.next({ high: 11, low: 10 }) // => undefined
 * aroon.next({ high: 12, low: 11 }) // => { up: 100, down: 0, oscillator: 100 }
 */
export class Aroon implements Indicator<HighLow, AroonValue> {
  readonly warmUp: number;
  private readonly highs: Window;
  private readonly lows: Window;
  private isDefined = false;
  private readonly output = { up: Number.NaN, down: Number.NaN, oscillator: Number.NaN };

  constructor(length: number) {
    this.warmUp = requireLength('length', requireLength('length', length) + 1);
    this.highs = new Window(this.warmUp);
    this.lows = new Window(this.warmUp);
  }

  get value(): AroonValue | undefined {
    return this.isDefined ? this.output : undefined;
  }

  next({ high, low }: HighLow): AroonValue | undefined {
    const exists = high + low - (high + low) === 0;
    this.highs.push(exists ? high : Number.NaN);
    this.lows.push(exists ? -low : Number.NaN);
    this.isDefined = exists && this.highs.count === this.warmUp;
    if (!this.isDefined) return undefined;
    const length = this.warmUp - 1;
    const { output } = this;
    output.up = 100 * ((length - barsSinceHighest(this.highs)) / length);
    output.down = 100 * ((length - barsSinceHighest(this.lows)) / length);
    output.oscillator = output.up - output.down;
    return output;
  }

  replaceLast(bar: HighLow): AroonValue | undefined {
    this.undo();
    return this.next(bar);
  }

  /** Takes back the last bar; nothing more until the next one. */
  undo(): void {
    this.highs.undo();
    this.lows.undo();
  }
}

function barsSinceHighest({ ring, at }: Window): number {
  let highest = -Infinity;
  let since = 0;
  // From the oldest, in two pieces: the ring begins in its middle.
  for (let i = 0; i < ring.length; i++) {
    const value = ring[at + i < ring.length ? at + i : at + i - ring.length]!;
    if (value < highest) continue;
    highest = value;
    since = ring.length - 1 - i;
  }
  return since;
}

/** The columns of {@link Aroon}. */
export interface AroonColumns {
  readonly up: Float64Array;
  readonly down: Float64Array;
  readonly oscillator: Float64Array;
}

/** {@link Aroon} of every bar; NaN before index `length`. */
export function aroonColumns(columns: BarColumns<HighLow>, length: number): AroonColumns {
  const { high, low } = columns;
  const bars = new BarCursor({ high, low });
  const indicator = new Aroon(length);
  const up = new Float64Array(bars.length).fill(Number.NaN);
  const down = up.slice();
  const oscillator = up.slice();
  for (let i = 0; i < bars.length; i++) {
    const output = indicator.next(bars.at(i));
    if (output === undefined) continue;
    up[i] = output.up;
    down[i] = output.down;
    oscillator[i] = output.oscillator;
  }
  return { up, down, oscillator };
}
