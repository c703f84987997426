import { Atr } from './atr.js';
import { BarCursor } from './bar-cursor.js';
import type { BarColumns, HighLowClose } from './bar-input.js';
import { Ema } from './ema.js';
import type { Indicator } from './indicator.js';
import { requireLength } from './require-length.js';
import { requireWithin } from './require-within.js';

/** Lengths and width of the channel. */
export interface KeltnerChannelsSettings {
  /** Length of the average of closes; default 20. */
  readonly length?: number | undefined;
  /** Length of the average true range; default 10. */
  readonly atrLength?: number | undefined;
  /** Average true ranges from the middle to a band, from 0 to 1000; default 2. */
  readonly multiplier?: number | undefined;
}

/** The outputs of {@link KeltnerChannels}, in units of price. */
export interface KeltnerChannelsValue {
  readonly upper: number;
  /** The exponential average of closes. */
  readonly middle: number;
  readonly lower: number;
}

/**
 * Keltner channels: the {@link Ema} of closes, and so many {@link Atr}s above and below it.
 *
 *     ema(close, length) ± multiplier × atr(atrLength)
 *
 * The modern form after Linda Raschke, with the parameters of Stock.Indicators. First value: bar
 * number `max(length, atrLength + 1)`.
 *
 * @throws SdkError `VALUE_INVALID` for lengths or a multiplier out of bounds.
 *
 * Source: Keltner (1960), "How to Make Money in Commodities", as changed by Raschke.
 *
 * @example
 * const channels = new KeltnerChannels({ length: 2, atrLength: 1, multiplier: 1 });
 * channels.next({ high: 11, low: 9, close: 10 }) // => undefined
 * channels.next({ high: 14, low: 12, close: 14 }) // => { upper: 16, middle: 12, lower: 8 }
 */
export class KeltnerChannels implements Indicator<HighLowClose, KeltnerChannelsValue> {
  readonly warmUp: number;
  private readonly middle: Ema;
  private readonly atr: Atr;
  private readonly multiplier: number;
  private isDefined = false;
  private readonly output = { upper: Number.NaN, middle: Number.NaN, lower: Number.NaN };

  constructor(settings: KeltnerChannelsSettings = {}) {
    const { length = 20, atrLength = 10, multiplier = 2 } = settings;
    this.middle = new Ema(length);
    this.atr = new Atr(requireLength('atrLength', atrLength));
    this.multiplier = requireWithin('multiplier', multiplier, { min: 0, max: 1000 });
    this.warmUp = Math.max(length, this.atr.warmUp);
  }

  get value(): KeltnerChannelsValue | undefined {
    return this.isDefined ? this.output : undefined;
  }

  next(bar: HighLowClose): KeltnerChannelsValue | undefined {
    const { output } = this;
    const { high, low, close } = bar;
    const range = high + low + close;
    const distance = this.multiplier * this.atr.step(high, low, close);
    const middle = this.middle.step(range - range === 0 ? close : Number.NaN);
    output.upper = middle + distance;
    output.middle = middle;
    output.lower = middle - distance;
    this.isDefined = !Number.isNaN(output.upper);
    return this.isDefined ? output : undefined;
  }

  replaceLast(bar: HighLowClose): KeltnerChannelsValue | undefined {
    this.undo();
    return this.next(bar);
  }

  /** Takes back the last bar; nothing more until the next one. */
  undo(): void {
    this.atr.undo();
    this.middle.undo();
  }
}

/** The columns of {@link KeltnerChannels}. */
export interface KeltnerChannelsColumns {
  readonly upper: Float64Array;
  readonly middle: Float64Array;
  readonly lower: Float64Array;
}

/** {@link KeltnerChannels} of every bar; NaN before the first value. */
export function keltnerChannelsColumns(
  columns: BarColumns<HighLowClose>,
  settings?: KeltnerChannelsSettings,
): KeltnerChannelsColumns {
  const { high, low, close } = columns;
  const bars = new BarCursor({ high, low, close });
  const indicator = new KeltnerChannels(settings);
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
