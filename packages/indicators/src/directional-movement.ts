import { BarCursor } from './bar-cursor.js';
import type { BarColumns, HighLowClose } from './bar-input.js';
import type { Indicator } from './indicator.js';
import { requireChoice } from './require-choice.js';
import { requireLength } from './require-length.js';
import { TrueRange } from './true-range.js';
import { WilderSum } from './wilder-sum.js';
import { Window } from './window.js';

/** How Wilder's sums begin. */
export interface DirectionalMovementSettings {
  /**
   * `wilder` (default): with the first `length` bars, as in Wilder's book and Stock.Indicators.
   * `talib`: with one bar less, to which the next is added by smoothing, as in TA-Lib.
   */
  readonly seed?: 'wilder' | 'talib' | undefined;
}

/** The outputs of {@link DirectionalMovement}, from 0 to 100. */
export interface DirectionalMovementValue {
  /** Upward movement in relation to the range. */
  readonly plusDi: number;
  /** Downward movement in relation to the range. */
  readonly minusDi: number;
  /** How much the two differ: 0 equal, 100 one-sided. */
  readonly dx: number;
}

/**
 * Directional movement: Wilder's +DI, −DI and DX.
 *
 *     up = high − previous high;   down = previous low − low
 *     +DM = up if up > down and up > 0, else 0;   −DM = down if down > up and down > 0, else 0
 *     ±DI = 100 × sum(±DM) ÷ sum(true range);   DX = 100 × |+DI − −DI| ÷ (+DI + −DI)
 *
 * with Wilder's running sums over `length`. First value: bar number `length + 1` (index `length`).
 * `undefined` where there is no range or no movement at all.
 *
 * @throws SdkError `VALUE_INVALID` for a length or seed out of bounds.
 *
 * Source: Wilder (1978), "New Concepts in Technical Trading Systems".
 * Agrees with: Stock.Indicators ToAdx (pdi, mdi, dx); with `talib` TA-Lib PLUS_DI and MINUS_DI to
 *   1e-8.
 *
 * @example
 * const movement = new DirectionalMovement(1);
 * movement.next({ high: 10, low: 8, close: 9 }) // => undefined
 * movement.next({ high: 13, low: 9, close: 10 }) // => { plusDi: 75, minusDi: 0, dx: 100 }
 */
export class DirectionalMovement implements Indicator<HighLowClose, DirectionalMovementValue> {
  readonly warmUp: number;
  private readonly highs = new Window(1);
  private readonly lows = new Window(1);
  private readonly trueRange = new TrueRange();
  private readonly plus: WilderSum;
  private readonly minus: WilderSum;
  private readonly range: WilderSum;
  private isDefined = false;
  private readonly output = { plusDi: Number.NaN, minusDi: Number.NaN, dx: Number.NaN };

  constructor(length: number, settings: DirectionalMovementSettings = {}) {
    const seed = requireChoice('seed', settings.seed, ['wilder', 'talib']);
    const seedLength = requireLength('length', length) - (seed === 'talib' ? 1 : 0);
    this.plus = new WilderSum(length, seedLength);
    this.minus = new WilderSum(length, seedLength);
    this.range = new WilderSum(length, seedLength);
    this.warmUp = length + 1;
  }

  get value(): DirectionalMovementValue | undefined {
    return this.isDefined ? this.output : undefined;
  }

  next({ high, low, close }: HighLowClose): DirectionalMovementValue | undefined {
    const sum = high + low + close;
    const exists = sum - sum === 0;
    const up = high - this.highs.push(exists ? high : Number.NaN);
    const down = this.lows.push(exists ? low : Number.NaN) - low;
    const range = this.range.step(this.trueRange.step(high, low, close));
    const plus = this.plus.step(movement(up, down));
    const minus = this.minus.step(movement(down, up));
    const { output } = this;
    output.plusDi = 100 * (plus / range);
    output.minusDi = 100 * (minus / range);
    const both = output.plusDi + output.minusDi;
    output.dx = 100 * (Math.abs(output.plusDi - output.minusDi) / both);
    this.isDefined = !Number.isNaN(output.dx);
    return this.isDefined ? output : undefined;
  }

  replaceLast(bar: HighLowClose): DirectionalMovementValue | undefined {
    this.undo();
    return this.next(bar);
  }

  /** Takes back the last bar; nothing more until the next one. */
  undo(): void {
    this.highs.undo();
    this.lows.undo();
    this.trueRange.undo();
    this.plus.undo();
    this.minus.undo();
    this.range.undo();
  }
}

/** What counts of a movement beside the one in the other direction; NaN while unknown. */
function movement(here: number, there: number): number {
  if (Number.isNaN(here)) return here;
  return here > there && here > 0 ? here : 0;
}

/** The columns of {@link DirectionalMovement}. */
export interface DirectionalMovementColumns {
  readonly plusDi: Float64Array;
  readonly minusDi: Float64Array;
  readonly dx: Float64Array;
}

/** {@link DirectionalMovement} of every bar; NaN before index `length`. */
export function directionalMovementColumns(
  columns: BarColumns<HighLowClose>,
  length: number,
  settings?: DirectionalMovementSettings,
): DirectionalMovementColumns {
  const { high, low, close } = columns;
  const bars = new BarCursor({ high, low, close });
  const indicator = new DirectionalMovement(length, settings);
  const plusDi = new Float64Array(bars.length).fill(Number.NaN);
  const minusDi = plusDi.slice();
  const dx = plusDi.slice();
  for (let i = 0; i < bars.length; i++) {
    const output = indicator.next(bars.at(i));
    if (output === undefined) continue;
    plusDi[i] = output.plusDi;
    minusDi[i] = output.minusDi;
    dx[i] = output.dx;
  }
  return { plusDi, minusDi, dx };
}
