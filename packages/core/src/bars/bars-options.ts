import { invalidValue } from '../errors/invalid-value.js';
import type { TradingCalendar } from '../ports/trading-calendar.js';
import { unixMsMax } from '../time/unix-ms.js';
import type { BarAdjustment } from './bar-series.js';

/** What the values of a series themselves do not say. */
export interface BarsOptions {
  /** Length of a bar, whole milliseconds from 0: 60 000 for minutes. */
  readonly periodMs: number;
  /** Default `raw`. */
  readonly adjustment?: BarAdjustment | undefined;
  /**
   * Which end of a bar the source names it by. Default `start`; with `end` the times are moved
   * back by `periodMs`, so that no bar is seen before it is complete.
   */
  readonly label?: BarLabel | undefined;
}

/** Which end of a bar its time names. */
export type BarLabel = 'start' | 'end';

/**
 * Options with every field present.
 *
 * @internal
 */
export interface ParsedBarsOptions {
  readonly periodMs: number;
  readonly adjustment: BarAdjustment;
  readonly label: BarLabel;
}

/** What a CSV file of bars does not say itself. */
export interface BarsFromCsvOptions {
  /** For a file without a `symbol` column, and only for such. */
  readonly symbol?: string | undefined;
  /**
   * Length of a bar in milliseconds. Needed for files of times; files of dates hold daily bars,
   * nominally 86 400 000, whose real ends are in `endTime`.
   */
  readonly periodMs?: number | undefined;
  /** IANA zone of times without an offset, such as `America/New_York`. No effect on others. */
  readonly zone?: string | undefined;
  /** Calendar whose sessions the dates of a file name. No effect on files of times. */
  readonly calendar?: TradingCalendar | undefined;
  /** Default `raw`. */
  readonly adjustment?: BarAdjustment | undefined;
  /** As for the other loaders. No effect on files of dates. */
  readonly label?: BarLabel | undefined;
  /** Default false: a column that bars do not have is refused, because it may be misspelled. */
  readonly ignoreUnknownColumns?: boolean | undefined;
}

const adjustments: readonly unknown[] = ['raw', 'split', 'total'];
const labels: readonly unknown[] = ['start', 'end'];

/**
 * Checks the options of a loader and fills in defaults.
 *
 * @internal
 * @throws SdkError `BARS_INVALID`
 */
export function parseBarsOptions(options: BarsOptions): ParsedBarsOptions {
  refuseNoObject(options);
  const { periodMs, adjustment = 'raw', label = 'start' } = options;
  if (!Number.isInteger(periodMs) || periodMs < 0 || periodMs > unixMsMax) {
    throw invalid('periodMs', periodMs, 'whole milliseconds from 0, such as 60000');
  }
  if (!adjustments.includes(adjustment)) {
    throw invalid('adjustment', adjustment, '"raw", "split" or "total"');
  }
  if (!labels.includes(label)) throw invalid('label', label, '"start" or "end"');
  return { periodMs, adjustment, label };
}

/**
 * Refuses options that are missing, as JavaScript allows.
 *
 * @internal
 * @throws SdkError `BARS_INVALID`
 */
export function refuseNoObject(options: unknown): void {
  if (typeof options === 'object' && options !== null) return;
  throw invalid('options', options, 'an object of options');
}

function invalid(field: string, value: unknown, must: string): Error {
  return invalidValue('BARS_INVALID', { field, value, must });
}
