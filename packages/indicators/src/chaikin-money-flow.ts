import { BarCursor } from './bar-cursor.js';
import type { BarColumns, HighLowCloseVolume } from './bar-input.js';
import { defined } from './defined.js';
import type { Indicator } from './indicator.js';
import { moneyFlowVolume } from './money-flow-volume.js';
import { requireLength } from './require-length.js';
import { RollingSum } from './rolling-sum.js';

/**
 * Chaikin money flow, from −1 (every close at the low) to 1 (every close at the high).
 *
 *     Σ money flow volume ÷ Σ volume over the last `length` bars
 *
 * where the money flow volume is the term of the {@link AccumulationDistribution} line. First
 * value: bar number `length` (index `length − 1`). `undefined` where the window has no volume.
 *
 * @throws SdkError `VALUE_INVALID` when `length` is not a whole number from 1 to 1,000,000.
 *
 * Source: Chaikin, as in Achelis (2000), "Technical Analysis from A to Z".
 *
 * @example
 * const flow = new ChaikinMoneyFlow(2);
 * flow.next({ high: 12, low: 8, close: 11, volume: 100 }) // => undefined
 * flow.next({ high: 12, low: 8, close: 12, volume: 100 }) // => 0.75
 */
export class ChaikinMoneyFlow implements Indicator<HighLowCloseVolume, number> {
  readonly warmUp: number;
  private readonly flow: RollingSum;
  private readonly volume: RollingSum;
  private latest = Number.NaN;

  constructor(length: number) {
    this.warmUp = requireLength('length', length);
    this.flow = new RollingSum(length);
    this.volume = new RollingSum(length);
  }

  get value(): number | undefined {
    return defined(this.latest);
  }

  next(bar: HighLowCloseVolume): number | undefined {
    return defined(this.step(bar));
  }

  replaceLast(bar: HighLowCloseVolume): number | undefined {
    this.undo();
    return this.next(bar);
  }

  /** The same as `next` with NaN for `undefined`: a hot loop then allocates nothing. */
  step(bar: HighLowCloseVolume): number {
    const moved = moneyFlowVolume(bar);
    const flow = this.flow.step(moved);
    const volume = this.volume.step(moved - moved === 0 ? bar.volume : Number.NaN);
    return (this.latest = volume === 0 ? Number.NaN : flow / volume);
  }

  /** Takes back the last bar; nothing more until the next one. */
  undo(): void {
    this.flow.undo();
    this.volume.undo();
  }
}

/** {@link ChaikinMoneyFlow} of every bar; NaN before index `length − 1`. */
export function chaikinMoneyFlowColumn(
  columns: BarColumns<HighLowCloseVolume>,
  length: number,
): Float64Array {
  const { high, low, close, volume } = columns;
  const bars = new BarCursor({ high, low, close, volume });
  const flow = new ChaikinMoneyFlow(length);
  const result = new Float64Array(bars.length);
  for (let i = 0; i < result.length; i++) result[i] = flow.step(bars.at(i));
  return result;
}
