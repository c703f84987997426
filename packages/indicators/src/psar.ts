import type { BarColumns, HighLow } from './bar-input.js';
import { columnLength } from './column-length.js';
import { defined } from './defined.js';
import type { Indicator } from './indicator.js';
import { requireWithin } from './require-within.js';

/** How fast the stop follows the price. */
export interface PsarSettings {
  /** First acceleration, and its growth with each new extreme; above 0, at most 1; default 0.02. */
  readonly step?: number | undefined;
  /** Greatest acceleration, from `step` to 1; default 0.2. */
  readonly maximum?: number | undefined;
}

/** Where the stop stands after a bar. */
interface Stop {
  /** Bars seen, up to two. */
  seen: number;
  isRising: boolean;
  /** Stop for the next bar. */
  stop: number;
  /** Highest high of a rise, lowest low of a fall. */
  extreme: number;
  acceleration: number;
  high: number;
  low: number;
}

/**
 * Parabolic stop and reverse: a trailing stop that closes in on the price.
 *
 *     stop[t+1] = stop[t] + acceleration × (extreme − stop[t])
 *
 * The stop never enters the range of the last two bars; where the price reaches it, it jumps to the
 * extreme of the trend that ended and runs the other way. The value of a bar is the stop that held
 * for it, or the new one where it was reached. First value: the second bar. The first trend falls
 * only if the second bar moved more downwards than upwards (TA-Lib; others guess otherwise and
 * agree after the first reversals).
 *
 * @throws SdkError `VALUE_INVALID` for a step or maximum out of bounds.
 *
 * Source: Wilder (1978), "New Concepts in Technical Trading Systems".
 * Agrees with: TA-Lib SAR to 1e-8.
 *
 * @example
 * const psar = new Psar();
 * psar.next({ high: 11, low: 10 }) // => undefined
 * psar.next({ high: 12, low: 11 }) // => 10
 */
export class Psar implements Indicator<HighLow, number> {
  readonly warmUp = 2;
  private readonly step0: number;
  private readonly maximum: number;
  private readonly state: Stop = {
    seen: 0,
    isRising: true,
    stop: 0,
    extreme: 0,
    acceleration: 0,
    high: 0,
    low: 0,
  };
  private readonly before: Stop = { ...this.state };
  private latest = Number.NaN;

  constructor(settings: PsarSettings = {}) {
    const { step = 0.02, maximum = 0.2 } = settings;
    this.step0 = requireWithin('step', step, { min: Number.MIN_VALUE, max: 1 });
    this.maximum = requireWithin('maximum', maximum, { min: step, max: 1 });
  }

  get value(): number | undefined {
    return defined(this.latest);
  }

  next(bar: HighLow): number | undefined {
    return defined(this.step(bar.high, bar.low));
  }

  replaceLast(bar: HighLow): number | undefined {
    this.undo();
    return this.next(bar);
  }

  /** The same as `next` with NaN for `undefined`: a hot loop then allocates nothing. */
  step(high: number, low: number): number {
    const { state } = this;
    copyStop(state, this.before);
    if (high + low - (high + low) !== 0) return (this.latest = Number.NaN);
    if (state.seen === 1) this.begin(high, low);
    this.latest = state.seen === 0 ? Number.NaN : this.follow(high, low);
    if (state.seen < 2) state.seen++;
    state.high = high;
    state.low = low;
    return this.latest;
  }

  /** Takes back the last bar; nothing more until the next one. */
  undo(): void {
    copyStop(this.before, this.state);
  }

  private begin(high: number, low: number): void {
    const { state } = this;
    const down = state.low - low;
    state.isRising = !(down > 0 && down > high - state.high);
    state.stop = state.isRising ? state.low : state.high;
    state.extreme = state.isRising ? high : low;
    state.acceleration = this.step0;
    // The first bar limits the stop no more.
    state.high = high;
    state.low = low;
  }

  private follow(high: number, low: number): number {
    const { state } = this;
    const isReached = state.isRising ? low <= state.stop : high >= state.stop;
    if (isReached) {
      state.isRising = !state.isRising;
      state.stop = outside(state, state.extreme, { high, low });
      state.extreme = state.isRising ? high : low;
      state.acceleration = this.step0;
    }
    const { stop } = state;
    const isNew = state.isRising ? high > state.extreme : low < state.extreme;
    if (isNew) {
      state.extreme = state.isRising ? high : low;
      state.acceleration = Math.min(state.acceleration + this.step0, this.maximum);
    }
    const moved = stop + state.acceleration * (state.extreme - stop);
    state.stop = outside(state, moved, { high, low });
    return stop;
  }
}

/** Keeps a stop outside the range of this bar and the one before. */
function outside(state: Stop, stop: number, { high, low }: HighLow): number {
  return state.isRising ? Math.min(stop, state.low, low) : Math.max(stop, state.high, high);
}

function copyStop(from: Stop, to: Stop): void {
  to.seen = from.seen;
  to.isRising = from.isRising;
  to.stop = from.stop;
  to.extreme = from.extreme;
  to.acceleration = from.acceleration;
  to.high = from.high;
  to.low = from.low;
}

/** {@link Psar} of every bar; NaN at index 0. */
export function psarColumn(columns: BarColumns<HighLow>, settings?: PsarSettings): Float64Array {
  const { high, low } = columns;
  const psar = new Psar(settings);
  const result = new Float64Array(columnLength({ high, low }));
  for (let i = 0; i < result.length; i++) result[i] = psar.step(high[i]!, low[i]!);
  return result;
}
