import { Atr } from './atr.js';
import { BarCursor } from './bar-cursor.js';
import type { BarColumns, HighLowClose } from './bar-input.js';
import type { Indicator } from './indicator.js';
import { requireWithin } from './require-within.js';

/** How far the bands lie from the price. */
export interface SuperTrendSettings {
  /** Average true ranges from the middle of a bar to a band, above 0 to 1000; default 3. */
  readonly multiplier?: number | undefined;
}

/** The outputs of {@link SuperTrend}. */
export interface SuperTrendValue {
  /** The band that holds: below the price in a rise, above it in a fall. */
  readonly line: number;
  /** 1 in a rise, −1 in a fall. */
  readonly direction: 1 | -1;
}

/** What a bar leaves to the next one. */
interface Bands {
  /** NaN before the first value. */
  upper: number;
  lower: number;
  close: number;
  direction: 1 | -1;
}

/**
 * SuperTrend: a trailing band that changes sides when a close crosses it.
 *
 *     bands = (high + low) ÷ 2 ± multiplier × atr(length)
 *
 * The upper band only falls and the lower only rises, until a close has passed it. First value: bar
 * number `length + 1` (index `length`); its direction says whether it closed in the upper half. As
 * in Stock.Indicators.
 *
 * @throws SdkError `VALUE_INVALID` for a length or multiplier out of bounds.
 *
 * Source: Olivier Seban; formula as documented by Stock.Indicators, GetSuperTrend.
 *
 * @example
 * const superTrend = new SuperTrend(1, { multiplier: 1 });
 * superTrend.next({ high: 11, low: 9, close: 10 }) // => undefined
 * superTrend.next({ high: 13, low: 11, close: 13 }) // => { line: 9, direction: 1 }
 */
export class SuperTrend implements Indicator<HighLowClose, SuperTrendValue> {
  readonly warmUp: number;
  private readonly atr: Atr;
  private readonly multiplier: number;
  private isDefined = false;
  private readonly bands: Bands = {
    upper: Number.NaN,
    lower: Number.NaN,
    close: Number.NaN,
    direction: 1,
  };
  private readonly before: Bands = { ...this.bands };
  private readonly output: { line: number; direction: 1 | -1 } = { line: Number.NaN, direction: 1 };

  constructor(length: number, settings: SuperTrendSettings = {}) {
    const { multiplier = 3 } = settings;
    this.atr = new Atr(length);
    this.multiplier = requireWithin('multiplier', multiplier, { min: Number.MIN_VALUE, max: 1000 });
    this.warmUp = length + 1;
  }

  get value(): SuperTrendValue | undefined {
    return this.isDefined ? this.output : undefined;
  }

  next({ high, low, close }: HighLowClose): SuperTrendValue | undefined {
    const { bands, output } = this;
    copyBands(bands, this.before);
    const distance = this.multiplier * this.atr.step(high, low, close);
    this.isDefined = !Number.isNaN(distance);
    if (!this.isDefined) return undefined;
    const middle = (high + low) / 2;
    if (Number.isNaN(bands.upper)) bands.direction = close >= middle ? 1 : -1;
    // Written so that a band that is not there yet gives way.
    if (!(middle + distance >= bands.upper && bands.close <= bands.upper)) {
      bands.upper = middle + distance;
    }
    if (!(middle - distance <= bands.lower && bands.close >= bands.lower)) {
      bands.lower = middle - distance;
    }
    bands.direction = close <= (bands.direction === 1 ? bands.lower : bands.upper) ? -1 : 1;
    bands.close = close;
    output.line = bands.direction === 1 ? bands.lower : bands.upper;
    output.direction = bands.direction;
    return output;
  }

  replaceLast(bar: HighLowClose): SuperTrendValue | undefined {
    this.undo();
    return this.next(bar);
  }

  /** Takes back the last bar; nothing more until the next one. */
  undo(): void {
    this.atr.undo();
    copyBands(this.before, this.bands);
  }
}

function copyBands(from: Bands, to: Bands): void {
  to.upper = from.upper;
  to.lower = from.lower;
  to.close = from.close;
  to.direction = from.direction;
}

/** The columns of {@link SuperTrend}. */
export interface SuperTrendColumns {
  readonly line: Float64Array;
  readonly direction: Float64Array;
}

/** {@link SuperTrend} of every bar; NaN before index `length`. */
export function superTrendColumns(
  columns: BarColumns<HighLowClose>,
  length: number,
  settings?: SuperTrendSettings,
): SuperTrendColumns {
  const { high, low, close } = columns;
  const bars = new BarCursor({ high, low, close });
  const indicator = new SuperTrend(length, settings);
  const line = new Float64Array(bars.length).fill(Number.NaN);
  const direction = line.slice();
  for (let i = 0; i < bars.length; i++) {
    const output = indicator.next(bars.at(i));
    if (output === undefined) continue;
    line[i] = output.line;
    direction[i] = output.direction;
  }
  return { line, direction };
}
