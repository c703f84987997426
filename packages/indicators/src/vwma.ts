import type { BarColumns, CloseVolume } from './bar-input.js';
import { columnLength } from './column-length.js';
import { defined } from './defined.js';
import type { Indicator } from './indicator.js';
import { requireLength } from './require-length.js';
import { RollingSum } from './rolling-sum.js';

/**
 * Volume-weighted moving average of closes, over a window instead of since the beginning.
 *
 *     Σ close × volume ÷ Σ volume over the last `length` bars
 *
 * First value: bar number `length` (index `length − 1`). `undefined` where the window has no
 * volume.
 *
 * @throws SdkError `VALUE_INVALID` when `length` is not a whole number from 1 to 1,000,000.
 *
 * Agrees with: pandas-ta vwma, as recorded by LEAN to 1e-8.
 *
 * @example
 * const vwma = new Vwma(2);
 * vwma.next({ close: 10, volume: 100 }) // => undefined
 * vwma.next({ close: 14, volume: 300 }) // => 13
 */
export class Vwma implements Indicator<CloseVolume, number> {
  readonly warmUp: number;
  /** Closes count as deviations from the first, so that a constant one stays exactly constant. */
  private first = Number.NaN;
  private firstBefore = Number.NaN;
  private readonly money: RollingSum;
  private readonly volume: RollingSum;
  private latest = Number.NaN;

  constructor(length: number) {
    this.warmUp = requireLength('length', length);
    this.money = new RollingSum(length);
    this.volume = new RollingSum(length);
  }

  get value(): number | undefined {
    return defined(this.latest);
  }

  next(bar: CloseVolume): number | undefined {
    return defined(this.step(bar.close, bar.volume));
  }

  replaceLast(bar: CloseVolume): number | undefined {
    this.undo();
    return this.next(bar);
  }

  /** The same as `next` with NaN for `undefined`: a hot loop then allocates nothing. */
  step(close: number, volume: number): number {
    this.firstBefore = this.first;
    const size = close * volume;
    const exists = size - size === 0;
    if (exists && Number.isNaN(this.first)) this.first = close;
    const money = this.money.step((close - this.first) * volume);
    const total = this.volume.step(exists ? volume : Number.NaN);
    return (this.latest = total === 0 ? Number.NaN : this.first + money / total);
  }

  /** Takes back the last bar; nothing more until the next one. */
  undo(): void {
    this.first = this.firstBefore;
    this.money.undo();
    this.volume.undo();
  }
}

/** {@link Vwma} of every bar; NaN before index `length − 1`. */
export function vwmaColumn(columns: BarColumns<CloseVolume>, length: number): Float64Array {
  const { close, volume } = columns;
  const vwma = new Vwma(length);
  const result = new Float64Array(columnLength({ close, volume }));
  for (let i = 0; i < result.length; i++) result[i] = vwma.step(close[i]!, volume[i]!);
  return result;
}
