import { BarCursor } from './bar-cursor.js';
import type { BarColumns, HighLowClose } from './bar-input.js';
import type { Indicator } from './indicator.js';
import { requireLength } from './require-length.js';
import { RollingMax } from './rolling-max.js';
import { RollingMin } from './rolling-min.js';
import { Sma } from './sma.js';

/** Lengths of the stochastic oscillator. */
export interface StochasticSettings {
  /** Bars of the range; default 14. */
  readonly length?: number | undefined;
  /** Length of the average that makes `k` of the raw line; default 3, and 1 for the fast form. */
  readonly smoothing?: number | undefined;
  /** Length of the average that makes `d` of `k`; default 3. */
  readonly signal?: number | undefined;
}

/** The outputs of {@link Stochastic}, from 0 to 100. */
export interface StochasticValue {
  readonly k: number;
  readonly d: number;
}

/**
 * Stochastic oscillator: where the close lies in the range of the last `length` bars.
 *
 *     raw = 100 × (close − lowest low) ÷ (highest high − lowest low)
 *     k   = sma(raw, smoothing);   d = sma(k, signal)
 *
 * First value: bar number `length + smoothing + signal − 2` (index 17 of 14, 3, 3), when both
 * exist. A bar whose range is zero has no raw value: `undefined`, and the averages pass over it.
 *
 * @throws SdkError `VALUE_INVALID` for lengths out of bounds.
 *
 * Source: Lane (1984), "Lane's Stochastics", TASC 2(3).
 * Agrees with: TA-Lib STOCH, Stock.Indicators ToStoch to 1e-8.
 *
 * @example
 * const stochastic = new Stochastic({ length: 2, smoothing: 1, signal: 1 });
 * stochastic.next({ high: 12, low: 10, close: 11 }) // => undefined
 * stochastic.next({ high: 14, low: 11, close: 13 }) // => { k: 75, d: 75 }
 */
export class Stochastic implements Indicator<HighLowClose, StochasticValue> {
  readonly warmUp: number;
  private readonly highest: RollingMax;
  private readonly lowest: RollingMin;
  private readonly smoothed: Sma;
  private readonly signal: Sma;
  private isDefined = false;
  private readonly output = { k: Number.NaN, d: Number.NaN };

  constructor(settings: StochasticSettings = {}) {
    const { length = 14, smoothing = 3, signal = 3 } = settings;
    this.highest = new RollingMax(length);
    this.lowest = new RollingMin(length);
    this.smoothed = new Sma(requireLength('smoothing', smoothing));
    this.signal = new Sma(requireLength('signal', signal));
    this.warmUp = length + smoothing + signal - 2;
  }

  get value(): StochasticValue | undefined {
    return this.isDefined ? this.output : undefined;
  }

  next({ high, low, close }: HighLowClose): StochasticValue | undefined {
    const sum = high + low + close;
    const exists = sum - sum === 0;
    const highest = this.highest.step(exists ? high : Number.NaN);
    const lowest = this.lowest.step(exists ? low : Number.NaN);
    // NaN for 0 ÷ 0, and before the range exists.
    const k = this.smoothed.step(100 * ((close - lowest) / (highest - lowest)));
    const d = this.signal.step(k);
    const { output } = this;
    output.k = k;
    output.d = d;
    this.isDefined = !Number.isNaN(d);
    return this.isDefined ? output : undefined;
  }

  replaceLast(bar: HighLowClose): StochasticValue | undefined {
    this.undo();
    return this.next(bar);
  }

  /** Takes back the last bar; nothing more until the next one. */
  undo(): void {
    this.highest.undo();
    this.lowest.undo();
    this.smoothed.undo();
    this.signal.undo();
  }
}

/** The columns of {@link Stochastic}. */
export interface StochasticColumns {
  readonly k: Float64Array;
  readonly d: Float64Array;
}

/** {@link Stochastic} of every bar; NaN before the first value. */
export function stochasticColumns(
  columns: BarColumns<HighLowClose>,
  settings?: StochasticSettings,
): StochasticColumns {
  const { high, low, close } = columns;
  const bars = new BarCursor({ high, low, close });
  const indicator = new Stochastic(settings);
  const k = new Float64Array(bars.length).fill(Number.NaN);
  const d = k.slice();
  for (let i = 0; i < bars.length; i++) {
    const output = indicator.next(bars.at(i));
    if (output === undefined) continue;
    k[i] = output.k;
    d[i] = output.d;
  }
  return { k, d };
}
