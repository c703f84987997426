import type { BarColumns, HighLowCloseVolume } from './bar-input.js';
import { columnLength } from './column-length.js';
import { defined } from './defined.js';
import type { Indicator } from './indicator.js';
import { requireLength } from './require-length.js';
import { RollingSum } from './rolling-sum.js';

/**
 * Money flow index, from 0 (only outflow) to 100 (only inflow): an RSI weighted by volume.
 *
 *     flow = typical × volume, inflow where the typical price rose, outflow where it fell
 *     100 × Σ inflow ÷ (Σ inflow + Σ outflow) over the last `length` bars
 *
 * with `typical = (high + low + close) ÷ 3`. First value: bar number `length + 1` (index `length`).
 * `undefined` where no money has flowed.
 *
 * @throws SdkError `VALUE_INVALID` when `length` is not a whole number from 1 to 1,000,000.
 *
 * Source: Quong and Soudack (1989), "Volume-Weighted RSI: Money Flow", TASC 7(3).
 * Agrees with: TA-Lib MFI, Stock.Indicators ToMfi to 1e-8.
 *
 * @example
 * const mfi = new Mfi(2);
 * mfi.next({ high: 11, low: 9, close: 10, volume: 100 }) // => undefined
 * mfi.next({ high: 13, low: 11, close: 12, volume: 100 }) // => undefined
 * mfi.next({ high: 9, low: 7, close: 8, volume: 50 }) // => 75
 */
export class Mfi implements Indicator<HighLowCloseVolume, number> {
  readonly warmUp: number;
  private readonly inflow: RollingSum;
  private readonly outflow: RollingSum;
  private previous = Number.NaN;
  private previousBefore = Number.NaN;
  private latest = Number.NaN;

  constructor(length: number) {
    this.warmUp = requireLength('length', length) + 1;
    this.inflow = new RollingSum(length);
    this.outflow = new RollingSum(length);
  }

  get value(): number | undefined {
    return defined(this.latest);
  }

  next(bar: HighLowCloseVolume): number | undefined {
    return defined(this.step((bar.high + bar.low + bar.close) / 3, bar.volume));
  }

  replaceLast(bar: HighLowCloseVolume): number | undefined {
    this.undo();
    return this.next(bar);
  }

  /** The same as `next` for a typical price, with NaN for `undefined`. */
  step(typical: number, volume: number): number {
    const { previous } = this;
    this.previousBefore = previous;
    const flow = typical * volume;
    if (flow - flow === 0) this.previous = typical;
    // NaN before the second bar: there is no direction yet.
    const direction = typical - previous;
    const moved = Number.isNaN(direction) ? Number.NaN : flow;
    // Rounding can take a running sum of zeros below zero.
    const inflow = Math.max(0, this.inflow.step(direction > 0 ? moved : 0 * moved));
    const outflow = Math.max(0, this.outflow.step(direction < 0 ? moved : 0 * moved));
    return (this.latest = 100 * (inflow / (inflow + outflow)));
  }

  /** Takes back the last bar; nothing more until the next one. */
  undo(): void {
    this.previous = this.previousBefore;
    this.inflow.undo();
    this.outflow.undo();
  }
}

/** {@link Mfi} of every bar; NaN before index `length`. */
export function mfiColumn(columns: BarColumns<HighLowCloseVolume>, length: number): Float64Array {
  const { high, low, close, volume } = columns;
  const mfi = new Mfi(length);
  const result = new Float64Array(columnLength({ high, low, close, volume }));
  for (let i = 0; i < result.length; i++) {
    result[i] = mfi.step((high[i]! + low[i]! + close[i]!) / 3, volume[i]!);
  }
  return result;
}
