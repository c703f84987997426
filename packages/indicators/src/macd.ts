import { Ema } from './ema.js';
import type { Indicator } from './indicator.js';
import { requireChoice } from './require-choice.js';
import { requireLength } from './require-length.js';

/** Lengths of the averages and how they begin. */
export interface MacdSettings {
  /** Length of the fast average; default 12. */
  readonly fast?: number | undefined;
  /** Length of the slow average, above that of the fast one; default 26. */
  readonly slow?: number | undefined;
  /** Length of the average of the line; default 9. */
  readonly signal?: number | undefined;
  /**
   * `own` (default): each average begins with its own first inputs, as in Stock.Indicators, LEAN,
   * backtrader and TradingView. `aligned`: the fast one begins late, so that both show their first
   * value at the same input, as in TA-Lib. The difference is gone after some hundred bars.
   */
  readonly start?: 'own' | 'aligned' | undefined;
}

/** The outputs of {@link Macd}, in units of price. */
export interface MacdValue {
  /** Fast average less slow average. */
  readonly macd: number;
  /** Average of the line. */
  readonly signal: number;
  /** Line less signal. */
  readonly histogram: number;
}

/**
 * Moving average convergence and divergence.
 *
 *     macd = ema(x, fast) − ema(x, slow);   signal = ema(macd, signal);   histogram = macd − signal
 *
 * First value: input number `slow + signal − 1` (index 33 of 12, 26, 9), when all three exist. The
 * line alone, which some libraries show from index `slow − 1` on, is the difference of two `Ema`.
 *
 * @throws SdkError `VALUE_INVALID` for lengths or a start out of bounds.
 *
 * Source: Appel (1979), "The Moving Average Convergence-Divergence Method".
 * Agrees with: Stock.Indicators ToMacd; with `aligned` TA-Lib MACD to 1e-8.
 *
 * @example
 * const macd = new Macd({ fast: 1, slow: 3, signal: 1 });
 * [10, 10, 16].map((x) => macd.next(x)?.macd) // => [undefined, undefined, 4]
 */
export class Macd implements Indicator<number, MacdValue> {
  readonly warmUp: number;
  private readonly fast: Ema;
  private readonly slow: Ema;
  private readonly signal: Ema;
  /** Inputs that the fast average lets pass before it begins. */
  private idle: number;
  private idleBefore: number;
  private isDefined = false;
  private readonly output = { macd: Number.NaN, signal: Number.NaN, histogram: Number.NaN };

  constructor(settings?: MacdSettings) {
    const { fast, slow, signal, idle } = resolve(settings);
    this.fast = new Ema(fast);
    this.slow = new Ema(slow);
    this.signal = new Ema(signal);
    this.idle = idle;
    this.idleBefore = idle;
    this.warmUp = slow + signal - 1;
  }

  get value(): MacdValue | undefined {
    return this.isDefined ? this.output : undefined;
  }

  next(value: number): MacdValue | undefined {
    const { output, idle } = this;
    this.idleBefore = idle;
    if (idle > 0 && value - value === 0) this.idle = idle - 1;
    const macd = this.fast.step(idle > 0 ? Number.NaN : value) - this.slow.step(value);
    const signal = this.signal.step(macd);
    output.macd = macd;
    output.signal = signal;
    output.histogram = macd - signal;
    this.isDefined = !Number.isNaN(signal);
    return this.isDefined ? output : undefined;
  }

  replaceLast(value: number): MacdValue | undefined {
    this.undo();
    return this.next(value);
  }

  /** Takes back the last input; nothing more until the next one. */
  undo(): void {
    this.fast.undo();
    this.slow.undo();
    this.signal.undo();
    this.idle = this.idleBefore;
  }

  /** `next` for the values of a column from an index on, see `columnOf`. */
  runAhead(values: Float64Array, result: MacdColumns, from: number): number {
    if (!this.isDefined) return from;
    const { macd, signal, histogram } = result;
    const { fast, slow, signal: line } = this;
    let [fastest, slowest, smoothed] = [fast.average, slow.average, line.average];
    let i = from;
    for (; i < values.length; i++) {
      const value = values[i]!;
      if (value - value !== 0) break;
      fastest = fastest + fast.weight * (value - fastest);
      slowest = slowest + slow.weight * (value - slowest);
      const difference = fastest - slowest;
      smoothed = smoothed + line.weight * (difference - smoothed);
      macd[i] = difference;
      signal[i] = smoothed;
      histogram[i] = difference - smoothed;
    }
    fast.average = fastest;
    slow.average = slowest;
    line.average = smoothed;
    return i;
  }
}

/** The columns of {@link Macd}. */
export interface MacdColumns {
  readonly macd: Float64Array;
  readonly signal: Float64Array;
  readonly histogram: Float64Array;
}

/** {@link Macd} of a column; NaN before index `slow + signal − 2`. */
export function macdColumns(values: Float64Array, settings?: MacdSettings): MacdColumns {
  const indicator = new Macd(settings);
  const macd = new Float64Array(values.length);
  const signal = new Float64Array(values.length);
  const histogram = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) {
    i = indicator.runAhead(values, { macd, signal, histogram }, i);
    if (i === values.length) break;
    const output = indicator.next(values[i]!);
    macd[i] = output?.macd ?? Number.NaN;
    signal[i] = output?.signal ?? Number.NaN;
    histogram[i] = output?.histogram ?? Number.NaN;
  }
  return { macd, signal, histogram };
}

interface ResolvedSettings {
  readonly fast: number;
  readonly slow: number;
  readonly signal: number;
  /** Inputs that the fast average lets pass before it begins. */
  readonly idle: number;
}

function resolve(settings: MacdSettings = {}): ResolvedSettings {
  const fast = requireLength('fast', settings.fast ?? 12);
  const slow = requireLength('slow', settings.slow ?? 26, fast + 1);
  const signal = requireLength('signal', settings.signal ?? 9);
  const start = requireChoice('start', settings.start, ['own', 'aligned']);
  return { fast, slow, signal, idle: start === 'aligned' ? slow - fast : 0 };
}
