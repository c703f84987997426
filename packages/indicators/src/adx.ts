import { BarCursor } from './bar-cursor.js';
import type { BarColumns, HighLowClose } from './bar-input.js';
import { DirectionalMovement, type DirectionalMovementSettings } from './directional-movement.js';
import type { Indicator } from './indicator.js';
import { Rma } from './rma.js';

/** The outputs of {@link Adx}, from 0 to 100. */
export interface AdxValue {
  /** Strength of the trend, whichever its direction. */
  readonly adx: number;
  /** Upward movement in relation to the range. */
  readonly plusDi: number;
  /** Downward movement in relation to the range. */
  readonly minusDi: number;
}

/**
 * Average directional index: {@link Rma} of the DX of {@link DirectionalMovement}.
 *
 * First value: bar number `2 × length` (index `2 × length − 1`); +DI and −DI alone exist earlier,
 * see there. `undefined` at a bar without range or movement, which the average passes over.
 *
 * @throws SdkError `VALUE_INVALID` for a length or seed out of bounds.
 *
 * Source: Wilder (1978), "New Concepts in Technical Trading Systems".
 * Agrees with: Stock.Indicators ToAdx; with `seed: 'talib'` TA-Lib ADX to 1e-8.
 *
 * @example
 * const adx = new Adx(1);
 * adx.next({ high: 10, low: 8, close: 9 }) // => undefined
 * adx.next({ high: 13, low: 9, close: 11 }) // => { adx: 100, plusDi: 75, minusDi: 0 }
 */
export class Adx implements Indicator<HighLowClose, AdxValue> {
  readonly warmUp: number;
  private readonly movement: DirectionalMovement;
  private readonly average: Rma;
  private isDefined = false;
  private readonly output = { adx: Number.NaN, plusDi: Number.NaN, minusDi: Number.NaN };

  constructor(length: number, settings?: DirectionalMovementSettings) {
    this.movement = new DirectionalMovement(length, settings);
    this.average = new Rma(length);
    this.warmUp = 2 * length;
  }

  get value(): AdxValue | undefined {
    return this.isDefined ? this.output : undefined;
  }

  next(bar: HighLowClose): AdxValue | undefined {
    const movement = this.movement.next(bar);
    const adx = this.average.step(movement?.dx ?? Number.NaN);
    this.isDefined = !Number.isNaN(adx);
    if (movement === undefined || !this.isDefined) return undefined;
    const { output } = this;
    output.adx = adx;
    output.plusDi = movement.plusDi;
    output.minusDi = movement.minusDi;
    return output;
  }

  replaceLast(bar: HighLowClose): AdxValue | undefined {
    this.undo();
    return this.next(bar);
  }

  /** Takes back the last bar; nothing more until the next one. */
  undo(): void {
    this.movement.undo();
    this.average.undo();
  }
}

/** The columns of {@link Adx}. */
export interface AdxColumns {
  readonly adx: Float64Array;
  readonly plusDi: Float64Array;
  readonly minusDi: Float64Array;
}

/** {@link Adx} of every bar; NaN before index `2 × length − 1`. */
export function adxColumns(
  columns: BarColumns<HighLowClose>,
  length: number,
  settings?: DirectionalMovementSettings,
): AdxColumns {
  const { high, low, close } = columns;
  const bars = new BarCursor({ high, low, close });
  const indicator = new Adx(length, settings);
  const adx = new Float64Array(bars.length).fill(Number.NaN);
  const plusDi = adx.slice();
  const minusDi = adx.slice();
  for (let i = 0; i < bars.length; i++) {
    const output = indicator.next(bars.at(i));
    if (output === undefined) continue;
    adx[i] = output.adx;
    plusDi[i] = output.plusDi;
    minusDi[i] = output.minusDi;
  }
  return { adx, plusDi, minusDi };
}
