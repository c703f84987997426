import { BarCursor } from './bar-cursor.js';
import type { BarColumns, HighLowCloseVolume } from './bar-input.js';
import { CompensatedSum } from './compensated-sum.js';
import { defined } from './defined.js';
import type { Indicator } from './indicator.js';
import { moneyFlowVolume } from './money-flow-volume.js';

/**
 * Accumulation/distribution line: volume weighted by where each bar closed in its range, summed
 * since the beginning.
 *
 *     Σ volume × ((close − low) − (high − close)) ÷ (high − low)
 *
 * First value: the first bar. A bar without range adds nothing.
 *
 * Source: Chaikin, as in Achelis (2000), "Technical Analysis from A to Z".
 * Agrees with: TA-Lib AD to 1e-8.
 *
 * @example
 * const line = new AccumulationDistribution();
 * line.next({ high: 12, low: 8, close: 11, volume: 100 }) // => 50
 */
export class AccumulationDistribution implements Indicator<HighLowCloseVolume, number> {
  readonly warmUp = 1;
  private readonly sum = new CompensatedSum();
  private latest = Number.NaN;

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
    return (this.latest = this.sum.add(moneyFlowVolume(bar)));
  }

  /** Takes back the last bar; nothing more until the next one. */
  undo(): void {
    this.sum.undo();
  }
}

/** {@link AccumulationDistribution} of every bar. */
export function accumulationDistributionColumn(
  columns: BarColumns<HighLowCloseVolume>,
): Float64Array {
  const { high, low, close, volume } = columns;
  const bars = new BarCursor({ high, low, close, volume });
  const line = new AccumulationDistribution();
  const result = new Float64Array(bars.length);
  for (let i = 0; i < result.length; i++) result[i] = line.step(bars.at(i));
  return result;
}
