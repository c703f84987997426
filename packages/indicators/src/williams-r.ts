import type { BarColumns, HighLowClose } from './bar-input.js';
import { columnLength } from './column-length.js';
import { defined } from './defined.js';
import type { Indicator } from './indicator.js';
import { RollingMax } from './rolling-max.js';
import { RollingMin } from './rolling-min.js';

/**
 * Williams %R, from −100 (close at the lowest low) to 0 (close at the highest high).
 *
 *     −100 × (highest high − close) ÷ (highest high − lowest low)
 *
 * over the last `length` bars. First value: bar number `length` (index `length − 1`). `undefined`
 * where the range is zero.
 *
 * @throws SdkError `VALUE_INVALID` when `length` is not a whole number from 1 to 1,000,000.
 *
 * Source: Williams (1979), "How I Made One Million Dollars Last Year Trading Commodities".
 * Agrees with: TA-Lib WILLR to 1e-8.
 *
 * @example
 * const williamsR = new WilliamsR(2);
 * williamsR.next({ high: 12, low: 10, close: 11 }) // => undefined
 * williamsR.next({ high: 14, low: 11, close: 13 }) // => -25
 */
export class WilliamsR implements Indicator<HighLowClose, number> {
  readonly warmUp: number;
  private readonly highest: RollingMax;
  private readonly lowest: RollingMin;
  private latest = Number.NaN;

  constructor(length: number) {
    this.highest = new RollingMax(length);
    this.lowest = new RollingMin(length);
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
    const sum = high + low + close;
    const exists = sum - sum === 0;
    const highest = this.highest.step(exists ? high : Number.NaN);
    const lowest = this.lowest.step(exists ? low : Number.NaN);
    return (this.latest = -100 * ((highest - close) / (highest - lowest)));
  }

  /** Takes back the last bar; nothing more until the next one. */
  undo(): void {
    this.highest.undo();
    this.lowest.undo();
  }
}

/** {@link WilliamsR} of every bar; NaN before index `length − 1`. */
export function williamsRColumn(columns: BarColumns<HighLowClose>, length: number): Float64Array {
  const { high, low, close } = columns;
  const williamsR = new WilliamsR(length);
  const result = new Float64Array(columnLength({ high, low, close }));
  for (let i = 0; i < result.length; i++) result[i] = williamsR.step(high[i]!, low[i]!, close[i]!);
  return result;
}
