import type { BarColumns, CloseVolume } from './bar-input.js';
import { columnLength } from './column-length.js';
import { CompensatedSum } from './compensated-sum.js';
import { defined } from './defined.js';
import type { Indicator } from './indicator.js';
import { requireChoice } from './require-choice.js';

/** What the first bar counts. */
export interface ObvSettings {
  /**
   * `zero` (default): nothing, as in Stock.Indicators and TradingView. `volume`: its volume, as in
   * TA-Lib. The two lines differ by that constant.
   */
  readonly start?: 'zero' | 'volume' | undefined;
}

/**
 * On-balance volume: volume of rising bars less volume of falling ones, since the beginning.
 *
 *     obv[t] = obv[t−1] + volume if the close rose, − volume if it fell, else unchanged
 *
 * First value: the first bar.
 *
 * @throws SdkError `VALUE_INVALID` for an unknown `start`.
 *
 * Source: Granville (1963), "New Key to Stock Market Profits".
 * Agrees with: Stock.Indicators ToObv; with `start: 'volume'` TA-Lib OBV to 1e-8.
 *
 * @example
 * const obv = new Obv();
 * obv.next({ close: 10, volume: 100 }) // => 0
 * obv.next({ close: 11, volume: 50 }) // => 50
 */
export class Obv implements Indicator<CloseVolume, number> {
  readonly warmUp = 1;
  private readonly startsAtZero: boolean;
  private readonly sum = new CompensatedSum();
  private previous = Number.NaN;
  private previousBefore = Number.NaN;
  private latest = Number.NaN;

  constructor(settings: ObvSettings = {}) {
    this.startsAtZero = requireChoice('start', settings.start, ['zero', 'volume']) === 'zero';
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
    const { previous } = this;
    this.previousBefore = previous;
    const isMissing = close - close !== 0 || volume - volume !== 0;
    if (!isMissing) this.previous = close;
    const first = this.startsAtZero ? 0 : 1;
    const direction = Number.isNaN(previous) ? first : Math.sign(close - previous);
    return (this.latest = this.sum.add(isMissing ? Number.NaN : direction * volume));
  }

  /** Takes back the last bar; nothing more until the next one. */
  undo(): void {
    this.previous = this.previousBefore;
    this.sum.undo();
  }
}

/** {@link Obv} of every bar. */
export function obvColumn(columns: BarColumns<CloseVolume>, settings?: ObvSettings): Float64Array {
  const { close, volume } = columns;
  const obv = new Obv(settings);
  const result = new Float64Array(columnLength({ close, volume }));
  for (let i = 0; i < result.length; i++) result[i] = obv.step(close[i]!, volume[i]!);
  return result;
}
