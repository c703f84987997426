import { invalidValue } from '../errors/invalid-value.js';
import type { DoubleColumns } from './bar-columns.js';
import { barFaultError } from './bar-fault-error.js';
import type { BarSeries } from './bar-series.js';
import type { ParsedBarsOptions } from './bars-options.js';
import { type BarFault, checkBars } from './check-bars.js';
import { markBarSeries } from './is-bar-series.js';

/**
 * Checks columns and makes a marked series of them: the one way to a `BarSeries`.
 *
 * @param toError Tells of a fault in the words of the loader.
 * @internal
 */
export function createBarSeries(
  columns: DoubleColumns,
  facts: ParsedBarsOptions & { readonly symbol: string },
  toError: (fault: BarFault) => Error = barFaultError,
): BarSeries {
  const { symbol, periodMs, adjustment, label } = facts;
  const { length } = columns.time;
  const bars = {
    ...columns,
    time: label === 'end' ? toStarts(columns, periodMs) : columns.time,
    volume: columns.volume ?? new Float64Array(length),
    periodMs,
  };
  const fault = checkBars(bars);
  if (fault !== undefined) throw toError(fault);
  return markBarSeries({ symbol, length, ...bars, adjustment });
}

function toStarts({ time, endTime }: DoubleColumns, periodMs: number): Float64Array {
  if (endTime === undefined) return time.map((end) => end - periodMs);
  const must = '"start" for bars that have endTime';
  throw invalidValue('BARS_INVALID', { field: 'label', value: 'end', must });
}
