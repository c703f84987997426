import type { BarColumns, HighLowClose } from './bar-input.js';
import { columnLength } from './column-length.js';
import { defined } from './defined.js';
import type { Indicator } from './indicator.js';
import { requireChoice } from './require-choice.js';

/** Whether the very first bar, which has no previous close, has a true range. */
export interface TrueRangeSettings {
  /**
   * `skip` (default): it has none, as in TA-Lib, Stock.Indicators and backtrader. `highLow`: it has
   * its high − low, as in LEAN and TradingView.
   */
  readonly firstBar?: 'skip' | 'highLow' | undefined;
}

/**
 * True range: how far the price went, the gap from the previous close included.
 *
 *     max(high, previous close) − min(low, previous close)
 *
 * First value: the second bar; with `firstBar: 'highLow'` the first.
 *
 * @throws SdkError `VALUE_INVALID` for an unknown `firstBar`.
 *
 * Source: Wilder (1978), "New Concepts in Technical Trading Systems".
 * Agrees with: TA-Lib TRANGE, Stock.Indicators ToTr to 1e-8.
 *
 * @example
 * const trueRange = new TrueRange();
 * trueRange.next({ high: 11, low: 10, close: 10 }) // => undefined
 * trueRange.next({ high: 14, low: 12, close: 13 }) // => 4
 */
export class TrueRange implements Indicator<HighLowClose, number> {
  readonly warmUp: number;
  private previous = Number.NaN;
  private previousBefore = Number.NaN;
  private latest = Number.NaN;

  constructor(settings: TrueRangeSettings = {}) {
    const firstBar = requireChoice('firstBar', settings.firstBar, ['skip', 'highLow']);
    this.warmUp = firstBar === 'skip' ? 2 : 1;
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
    const { previous } = this;
    this.previousBefore = previous;
    const sum = high + low + close + previous;
    if (sum - sum === 0) {
      this.previous = close;
      this.latest = Math.max(high, previous) - Math.min(low, previous);
    } else {
      this.begin(high - low, close);
    }
    return this.latest;
  }

  /** Takes back the last bar; nothing more until the next one. */
  undo(): void {
    this.previous = this.previousBefore;
  }

  /** The first bar, or a missing one. */
  private begin(range: number, close: number): void {
    const sum = range + close;
    this.latest = Number.NaN;
    if (sum - sum !== 0) return;
    if (this.warmUp === 1 && Number.isNaN(this.previous)) this.latest = range;
    this.previous = close;
  }
}

/** {@link TrueRange} of every bar; NaN at index 0 unless `firstBar` is `highLow`. */
export function trueRangeColumn(
  columns: BarColumns<HighLowClose>,
  settings?: TrueRangeSettings,
): Float64Array {
  const { high, low, close } = columns;
  const { warmUp } = new TrueRange(settings);
  const result = new Float64Array(columnLength({ high, low, close }));
  let previous = Number.NaN;
  for (let i = 0; i < result.length; i++) {
    const top = high[i]!;
    const bottom = low[i]!;
    const sum = top + bottom + close[i]!;
    if (sum - sum !== 0) {
      result[i] = Number.NaN;
      continue;
    }
    const isAlone = warmUp === 1 && Number.isNaN(previous);
    const range = Math.max(top, previous) - Math.min(bottom, previous);
    result[i] = isAlone ? top - bottom : range;
    previous = close[i]!;
  }
  return result;
}
