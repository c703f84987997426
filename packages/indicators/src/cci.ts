import type { BarColumns, HighLowClose } from './bar-input.js';
import { columnLength } from './column-length.js';
import { defined } from './defined.js';
import type { Indicator } from './indicator.js';
import { requireLength } from './require-length.js';
import { Sma } from './sma.js';
import { Window } from './window.js';

/**
 * Commodity channel index: how far the typical price lies from its average.
 *
 *     (typical − sma(typical)) ÷ (0.015 × mean absolute deviation)
 *
 * of `typical = (high + low + close) ÷ 3` over the last `length` bars. First value: bar number
 * `length` (index `length − 1`). `undefined` where the window is flat. The mean absolute deviation
 * is summed over the window at every bar.
 *
 * @throws SdkError `VALUE_INVALID` when `length` is not a whole number from 1 to 1,000,000.
 *
 * Source: Lambert (1980), "Commodity Channel Index", Commodities 9(10).
 * Agrees with: TA-Lib CCI, Stock.Indicators ToCci to 1e-8.
 *
 * @example
 * const cci = new Cci(2);
 * cci.next({ high: 11, low: 9, close: 10 }) // => undefined
 * cci.next({ high: 13, low: 11, close: 12 }) // => 66.66666666666667
 */
export class Cci implements Indicator<HighLowClose, number> {
  readonly warmUp: number;
  private readonly mean: Sma;
  private readonly window: Window;
  private latest = Number.NaN;

  constructor(length: number) {
    this.mean = new Sma(requireLength('length', length));
    this.window = new Window(length);
    this.warmUp = length;
  }

  get value(): number | undefined {
    return defined(this.latest);
  }

  next(bar: HighLowClose): number | undefined {
    return defined(this.step(bar.high, bar.low, bar.close));
  }

  replaceLast(bar: HighLowClose): number | undefined {
    this.undo();
    return this.next(bar);
  }

  /** The same as `next` with NaN for `undefined`: a hot loop then allocates nothing. */
  step(high: number, low: number, close: number): number {
    const typical = (high + low + close) / 3;
    this.window.push(typical);
    const mean = this.mean.step(typical);
    if (Number.isNaN(mean)) return (this.latest = Number.NaN);
    const deviation = meanDeviation(this.window.ring, mean);
    return (this.latest = deviation === 0 ? Number.NaN : (typical - mean) / (0.015 * deviation));
  }

  /** Takes back the last bar; nothing more until the next one. */
  undo(): void {
    this.mean.undo();
    this.window.undo();
  }
}

function meanDeviation(ring: Float64Array, mean: number): number {
  let sum = 0;
  for (const value of ring) sum += Math.abs(value - mean);
  return sum / ring.length;
}

/** {@link Cci} of every bar; NaN before index `length − 1`. */
export function cciColumn(columns: BarColumns<HighLowClose>, length: number): Float64Array {
  const { high, low, close } = columns;
  const cci = new Cci(length);
  const result = new Float64Array(columnLength({ high, low, close }));
  for (let i = 0; i < result.length; i++) result[i] = cci.step(high[i]!, low[i]!, close[i]!);
  return result;
}
