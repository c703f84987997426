import { BarCursor } from './bar-cursor.js';
import type { BarColumns, HighLow } from './bar-input.js';
import type { Indicator } from './indicator.js';
import { requireChoice } from './require-choice.js';
import { requireLength } from './require-length.js';
import { RollingMax } from './rolling-max.js';
import { RollingMin } from './rolling-min.js';
import { Window } from './window.js';

/** Which bars make the channel. */
export interface DonchianChannelsSettings {
  /**
   * `exclude` (default): the `length` bars before the present one, so that the present bar can
   * break out, as in Stock.Indicators and LEAN. `include`: the last `length` bars with the present
   * one, as in TradingView.
   */
  readonly currentBar?: 'exclude' | 'include' | undefined;
}

/** The outputs of {@link DonchianChannels}, in units of price. */
export interface DonchianChannelsValue {
  /** Highest high. */
  readonly upper: number;
  /** Halfway between the two. */
  readonly middle: number;
  /** Lowest low. */
  readonly lower: number;
}

/**
 * Donchian channels: the highest high and the lowest low of `length` bars.
 *
 * First value: bar number `length + 1` (index `length`); with `currentBar: 'include'` bar number
 * `length`.
 *
 * @throws SdkError `VALUE_INVALID` for a length or `currentBar` out of bounds.
 *
 * Source: Donchian (1960), "High Finance in Copper", Financial Analysts Journal 16(6).
 * Agrees with: Stock.Indicators ToDonchian; with `include` TA-Lib MAX and MIN to 1e-8.
 *
 * @example
 * const channels = new DonchianChannels(1);
 * channels.next({ high: 12, low: 10 }) // => undefined
 * channels.next({ high: 14, low: 11 }) // => { upper: 12, middle: 11, lower: 10 }
 */
export class DonchianChannels implements Indicator<HighLow, DonchianChannelsValue> {
  readonly warmUp: number;
  private readonly highest: RollingMax;
  private readonly lowest: RollingMin;
  /** The bar before, where the present one does not count. */
  private readonly highs: Window | undefined;
  private readonly lows: Window | undefined;
  private isDefined = false;
  private readonly output = { upper: Number.NaN, middle: Number.NaN, lower: Number.NaN };

  constructor(length: number, settings: DonchianChannelsSettings = {}) {
    const currentBar = requireChoice('currentBar', settings.currentBar, ['exclude', 'include']);
    const delay = currentBar === 'exclude' ? 1 : 0;
    this.highest = new RollingMax(requireLength('length', length));
    this.lowest = new RollingMin(length);
    this.highs = delay === 1 ? new Window(1) : undefined;
    this.lows = delay === 1 ? new Window(1) : undefined;
    this.warmUp = length + delay;
  }

  get value(): DonchianChannelsValue | undefined {
    return this.isDefined ? this.output : undefined;
  }

  next({ high, low }: HighLow): DonchianChannelsValue | undefined {
    const exists = high + low - (high + low) === 0;
    const top = exists ? high : Number.NaN;
    const bottom = exists ? low : Number.NaN;
    const upper = this.highest.step(this.highs === undefined ? top : this.highs.push(top));
    const lower = this.lowest.step(this.lows === undefined ? bottom : this.lows.push(bottom));
    const { output } = this;
    output.upper = upper;
    output.middle = (upper + lower) / 2;
    output.lower = lower;
    this.isDefined = !Number.isNaN(upper);
    return this.isDefined ? output : undefined;
  }

  replaceLast(bar: HighLow): DonchianChannelsValue | undefined {
    this.undo();
    return this.next(bar);
  }

  /** Takes back the last bar; nothing more until the next one. */
  undo(): void {
    this.highest.undo();
    this.lowest.undo();
    this.highs?.undo();
    this.lows?.undo();
  }
}

/** The columns of {@link DonchianChannels}. */
export interface DonchianChannelsColumns {
  readonly upper: Float64Array;
  readonly middle: Float64Array;
  readonly lower: Float64Array;
}

/** {@link DonchianChannels} of every bar; NaN before the first value. */
export function donchianChannelsColumns(
  columns: BarColumns<HighLow>,
  length: number,
  settings?: DonchianChannelsSettings,
): DonchianChannelsColumns {
  const { high, low } = columns;
  const bars = new BarCursor({ high, low });
  const indicator = new DonchianChannels(length, settings);
  const upper = new Float64Array(bars.length).fill(Number.NaN);
  const middle = upper.slice();
  const lower = upper.slice();
  for (let i = 0; i < bars.length; i++) {
    const output = indicator.next(bars.at(i));
    if (output === undefined) continue;
    upper[i] = output.upper;
    middle[i] = output.middle;
    lower[i] = output.lower;
  }
  return { upper, middle, lower };
}
