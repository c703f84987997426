import type { BarColumns, HighLowClose } from './bar-input.js';
import { columnOf } from './column-of.js';
import { defined } from './defined.js';
import { Ema } from './ema.js';
import type { Indicator } from './indicator.js';
import { requireLength } from './require-length.js';
import { TrueRange, trueRangeColumn, type TrueRangeSettings } from './true-range.js';

/**
 * Average true range: Wilder's average (`Rma`) of {@link TrueRange}, in units of price.
 *
 * First value: bar number `length + 1` (index `length`), since the first bar has no true range;
 * with `firstBar: 'highLow'` bar number `length`.
 *
 * @throws SdkError `VALUE_INVALID` for a length or `firstBar` out of bounds.
 *
 * Source: Wilder (1978), "New Concepts in Technical Trading Systems".
 * Agrees with: TA-Lib ATR, Stock.Indicators ToAtr to 1e-8.
 *
 * @example
 * const atr = new Atr(2);
 * atr.next({ high: 11, low: 9, close: 10 }) // => undefined
 * atr.next({ high: 12, low: 10, close: 12 }) // => undefined
 * atr.next({ high: 16, low: 13, close: 15 }) // => 3
 */
export class Atr implements Indicator<HighLowClose, number> {
  readonly warmUp: number;
  private readonly trueRange: TrueRange;
  private readonly average: Ema;

  constructor(length: number, settings?: TrueRangeSettings) {
    this.average = new Ema(requireLength('length', length), { weight: 1 / length });
    this.trueRange = new TrueRange(settings);
    this.warmUp = this.trueRange.warmUp + length - 1;
  }

  get value(): number | undefined {
    return this.average.value;
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
    return this.average.step(this.trueRange.step(high, low, close));
  }

  /** Takes back the last bar; nothing more until the next one. */
  undo(): void {
    this.trueRange.undo();
    this.average.undo();
  }
}

/** {@link Atr} of every bar; NaN before index `length`. */
export function atrColumn(
  columns: BarColumns<HighLowClose>,
  length: number,
  settings?: TrueRangeSettings,
): Float64Array {
  const average = new Ema(requireLength('length', length), { weight: 1 / length });
  const ranges = trueRangeColumn(columns, settings);
  return columnOf(average, ranges, ranges);
}
