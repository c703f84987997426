import type { BarColumns, HighLowCloseVolume } from './bar-input.js';
import { columnLength } from './column-length.js';
import { CompensatedSum } from './compensated-sum.js';
import { defined } from './defined.js';
import type { Indicator } from './indicator.js';

/**
 * Volume-weighted average price since the beginning, or since the last `reset`.
 *
 *     Σ typical × volume ÷ Σ volume,   typical = (high + low + close) ÷ 3
 *
 * Call `reset()` before the first bar of each session for the usual line of the day. First value:
 * the first bar with volume; `undefined` while there was none.
 *
 * Source: Berkowitz, Logue and Noser (1988), Journal of Finance 43(1).
 * Agrees with: Stock.Indicators ToVwap to 1e-8.
 *
 * @example
 * const vwap = new Vwap();
 * vwap.next({ high: 11, low: 9, close: 10, volume: 100 }) // => 10
 * vwap.next({ high: 15, low: 13, close: 14, volume: 300 }) // => 13
 */
export class Vwap implements Indicator<HighLowCloseVolume, number> {
  readonly warmUp = 1;
  /** Prices count as deviations from the first, so that a constant one stays exactly constant. */
  private first = Number.NaN;
  private firstBefore = Number.NaN;
  private readonly money = new CompensatedSum();
  private readonly volume = new CompensatedSum();
  private latest = Number.NaN;

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
    this.firstBefore = this.first;
    const size = typical * volume;
    const exists = size - size === 0;
    if (exists && Number.isNaN(this.first)) this.first = typical;
    const money = this.money.add((typical - this.first) * volume);
    const total = this.volume.add(exists ? volume : Number.NaN);
    return (this.latest = total === 0 ? Number.NaN : this.first + money / total);
  }

  /** Takes back the last bar; nothing more until the next one. */
  undo(): void {
    this.first = this.firstBefore;
    this.money.undo();
    this.volume.undo();
  }

  /** Begins a session: the next bar is the first. */
  reset(): void {
    this.first = Number.NaN;
    this.firstBefore = Number.NaN;
    this.money.reset();
    this.volume.reset();
    this.latest = Number.NaN;
  }
}

/**
 * {@link Vwap} of every bar; NaN before the first bar with volume.
 *
 * @param sessionStarts Indexes, ascending, at which a session begins; none: one line over all bars.
 */
export function vwapColumn(
  columns: BarColumns<HighLowCloseVolume>,
  sessionStarts: ArrayLike<number> = [],
): Float64Array {
  const { high, low, close, volume } = columns;
  const vwap = new Vwap();
  const result = new Float64Array(columnLength({ high, low, close, volume }));
  let session = 0;
  for (let i = 0; i < result.length; i++) {
    if (sessionStarts[session] === i) {
      vwap.reset();
      session++;
    }
    result[i] = vwap.step((high[i]! + low[i]! + close[i]!) / 3, volume[i]!);
  }
  return result;
}
