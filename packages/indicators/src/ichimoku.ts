import { BarCursor } from './bar-cursor.js';
import type { BarColumns, HighLow } from './bar-input.js';
import { DonchianChannels } from './donchian-channels.js';
import type { Indicator } from './indicator.js';
import { requireLength } from './require-length.js';
import { Window } from './window.js';

/** Lengths of the lines of Ichimoku. */
export interface IchimokuSettings {
  /** Conversion line (tenkan-sen); default 9. */
  readonly conversion?: number | undefined;
  /** Base line (kijun-sen); default 26. */
  readonly base?: number | undefined;
  /** Second leading span (senkou span B); default 52. */
  readonly span?: number | undefined;
  /** Bars by which the leading spans are drawn ahead; default 26. */
  readonly displacement?: number | undefined;
}

/** The outputs of {@link Ichimoku}, in units of price. */
export interface IchimokuValue {
  readonly conversion: number;
  readonly base: number;
  /** First edge of the cloud at this bar: made `displacement` bars ago of conversion and base. */
  readonly leadingA: number;
  /** Second edge of the cloud at this bar. */
  readonly leadingB: number;
}

/**
 * Ichimoku kinkō hyō: middles of the range over three lengths.
 *
 *     middle(n)  = (highest high + lowest low of the last n bars) ÷ 2
 *     conversion = middle(9);   base = middle(26)
 *     leadingA   = (conversion + base) ÷ 2, leadingB = middle(52), both of 26 bars ago
 *
 * First value: bar number `max(span, base, conversion) + displacement` (index 77 of 9, 26, 52, 26),
 * when all exist; each line alone is the middle of `DonchianChannels` with the present bar. The
 * lagging span is left out: it is the close itself, drawn 26 bars back. Displaced by the full 26
 * bars as in Stock.Indicators; TradingView draws 25 ahead.
 *
 * @throws SdkError `VALUE_INVALID` for lengths out of bounds.
 *
 * Source: Hosoda (1969), "Ichimoku Kinkō Hyō".
 *
 * @example
 * const ichimoku = new Ichimoku({ conversion: 1, base: 1, span: 1, displacement: 1 });
 * ichimoku.next({ high: 12, low: 10 }) // => undefined
 * const { base, leadingA } = ichimoku.next({ high: 14, low: 12 });
 * [base, leadingA] // => [13, 11]
 */
export class Ichimoku implements Indicator<HighLow, IchimokuValue> {
  readonly warmUp: number;
  private readonly conversion: DonchianChannels;
  private readonly base: DonchianChannels;
  private readonly span: DonchianChannels;
  private readonly leadingA: Window;
  private readonly leadingB: Window;
  private isDefined = false;
  private readonly output = {
    conversion: Number.NaN,
    base: Number.NaN,
    leadingA: Number.NaN,
    leadingB: Number.NaN,
  };

  constructor(settings: IchimokuSettings = {}) {
    const { conversion = 9, base = 26, span = 52, displacement = 26 } = settings;
    const withCurrentBar = { currentBar: 'include' } as const;
    this.conversion = new DonchianChannels(requireLength('conversion', conversion), withCurrentBar);
    this.base = new DonchianChannels(requireLength('base', base), withCurrentBar);
    this.span = new DonchianChannels(requireLength('span', span), withCurrentBar);
    this.leadingA = new Window(requireLength('displacement', displacement));
    this.leadingB = new Window(displacement);
    this.warmUp = Math.max(conversion, base, span) + displacement;
  }

  get value(): IchimokuValue | undefined {
    return this.isDefined ? this.output : undefined;
  }

  next(bar: HighLow): IchimokuValue | undefined {
    const { output } = this;
    const conversion = this.conversion.next(bar)?.middle ?? Number.NaN;
    const base = this.base.next(bar)?.middle ?? Number.NaN;
    const span = this.span.next(bar)?.middle ?? Number.NaN;
    output.conversion = conversion;
    output.base = base;
    output.leadingA = this.leadingA.push((conversion + base) / 2);
    output.leadingB = this.leadingB.push(span);
    this.isDefined = !Number.isNaN(output.leadingA + output.leadingB);
    return this.isDefined ? output : undefined;
  }

  replaceLast(bar: HighLow): IchimokuValue | undefined {
    this.undo();
    return this.next(bar);
  }

  /** Takes back the last bar; nothing more until the next one. */
  undo(): void {
    this.conversion.undo();
    this.base.undo();
    this.span.undo();
    this.leadingA.undo();
    this.leadingB.undo();
  }
}

/** The columns of {@link Ichimoku}. */
export interface IchimokuColumns {
  readonly conversion: Float64Array;
  readonly base: Float64Array;
  readonly leadingA: Float64Array;
  readonly leadingB: Float64Array;
}

/** {@link Ichimoku} of every bar; NaN before the first value. */
export function ichimokuColumns(
  columns: BarColumns<HighLow>,
  settings?: IchimokuSettings,
): IchimokuColumns {
  const { high, low } = columns;
  const bars = new BarCursor({ high, low });
  const indicator = new Ichimoku(settings);
  const conversion = new Float64Array(bars.length).fill(Number.NaN);
  const base = conversion.slice();
  const leadingA = conversion.slice();
  const leadingB = conversion.slice();
  for (let i = 0; i < bars.length; i++) {
    const output = indicator.next(bars.at(i));
    if (output === undefined) continue;
    conversion[i] = output.conversion;
    base[i] = output.base;
    leadingA[i] = output.leadingA;
    leadingB[i] = output.leadingB;
  }
  return { conversion, base, leadingA, leadingB };
}
