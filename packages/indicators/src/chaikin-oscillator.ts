import { AccumulationDistribution } from './accumulation-distribution.js';
import { BarCursor } from './bar-cursor.js';
import type { BarColumns, HighLowCloseVolume } from './bar-input.js';
import { defined } from './defined.js';
import { Ema, type EmaSettings } from './ema.js';
import type { Indicator } from './indicator.js';
import { requireLength } from './require-length.js';

/** Lengths of the averages and how they begin. */
export interface ChaikinOscillatorSettings {
  /** Length of the fast average; default 3. */
  readonly fast?: number | undefined;
  /** Length of the slow average, above that of the fast one; default 10. */
  readonly slow?: number | undefined;
  /** How the averages begin: `sma` (default) as in Stock.Indicators, `first` as in TA-Lib. */
  readonly seed?: EmaSettings['seed'];
}

/**
 * Chaikin oscillator: the momentum of the {@link AccumulationDistribution} line.
 *
 *     ema(line, fast) − ema(line, slow)
 *
 * First value: bar number `slow` (index `slow − 1`).
 *
 * @throws SdkError `VALUE_INVALID` for lengths or a seed out of bounds.
 *
 * Source: Chaikin, as in Achelis (2000), "Technical Analysis from A to Z".
 * Agrees with: TA-Lib ADOSC with `seed: 'first'` to 1e-8.
 *
 * @example
 * const oscillator = new ChaikinOscillator({ fast: 1, slow: 2 });
 * oscillator.next({ high: 12, low: 8, close: 11, volume: 100 }) // => undefined
 * oscillator.next({ high: 12, low: 8, close: 12, volume: 60 }) // => 30
 */
export class ChaikinOscillator implements Indicator<HighLowCloseVolume, number> {
  readonly warmUp: number;
  private readonly line = new AccumulationDistribution();
  private readonly fast: Ema;
  private readonly slow: Ema;
  private latest = Number.NaN;

  constructor(settings: ChaikinOscillatorSettings = {}) {
    const fast = requireLength('fast', settings.fast ?? 3);
    const slow = requireLength('slow', settings.slow ?? 10, fast + 1);
    this.fast = new Ema(fast, { seed: settings.seed });
    this.slow = new Ema(slow, { seed: settings.seed });
    this.warmUp = slow;
  }

  get value(): number | undefined {
    return defined(this.latest);
  }

  next(bar: HighLowCloseVolume): number | undefined {
    return defined(this.step(bar));
  }

  replaceLast(bar: HighLowCloseVolume): number | undefined {
    this.undo();
    return this.next(bar);
  }

  /** The same as `next` with NaN for `undefined`: a hot loop then allocates nothing. */
  step(bar: HighLowCloseVolume): number {
    const line = this.line.step(bar);
    return (this.latest = this.fast.step(line) - this.slow.step(line));
  }

  /** Takes back the last bar; nothing more until the next one. */
  undo(): void {
    this.line.undo();
    this.fast.undo();
    this.slow.undo();
  }
}

/** {@link ChaikinOscillator} of every bar; NaN before index `slow − 1`. */
export function chaikinOscillatorColumn(
  columns: BarColumns<HighLowCloseVolume>,
  settings?: ChaikinOscillatorSettings,
): Float64Array {
  const { high, low, close, volume } = columns;
  const bars = new BarCursor({ high, low, close, volume });
  const oscillator = new ChaikinOscillator(settings);
  const result = new Float64Array(bars.length);
  for (let i = 0; i < result.length; i++) result[i] = oscillator.step(bars.at(i));
  return result;
}
