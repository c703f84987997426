import { formatUtc, unixMsMax } from '../time/unix-ms.js';

/** Columns of equal length whose values nobody has looked at yet. */
export interface UncheckedBars {
  readonly time: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume?: Float64Array | undefined;
  readonly vwap?: Float64Array | undefined;
  readonly tradeCount?: Float64Array | undefined;
  readonly endTime?: Float64Array | undefined;
  readonly periodMs: number;
}

/** A column of a series. */
export type BarColumn = Exclude<keyof UncheckedBars, 'periodMs'>;

/** The first value of a series that no series may hold. */
export interface BarFault {
  /** Index of the bar, from 0. */
  readonly row: number;
  readonly column: BarColumn;
  readonly value: unknown;
  /** Completes "the value must be …". */
  readonly must: string;
  readonly fix?: string | undefined;
}

const overlapFix = 'check periodMs, or give endTime where the length of bars varies';

/**
 * Looks at every value of a series once and returns the first that is wrong, or `undefined`.
 *
 * Rules: `time` counts whole milliseconds that a `Date` can hold, strictly increasing; no bar
 * starts before the one before it has ended, because an order made at that end would fill in the
 * past; `0 < low ≤ open, close ≤ high < ∞`; `volume` and `tradeCount` are finite and not negative
 * (no −0, which would give equal series two digests); `vwap` is finite and above zero.
 */
export function checkBars(bars: UncheckedBars): BarFault | undefined {
  return findTimeFault(bars) ?? findPriceFault(bars) ?? findExtraFault(bars);
}

function findTimeFault(bars: UncheckedBars): BarFault | undefined {
  const { time, endTime, periodMs } = bars;
  const ends = endTime ?? time;
  const lengthMs = endTime === undefined ? periodMs : 0;
  const row = findUnorderedRow(time, ends, lengthMs);
  if (row >= 0) return explainTime(bars, row, row === 0 ? -unixMsMax : ends[row - 1]! + lengthMs);
  return endTime === undefined ? undefined : findEndFault(time, endTime);
}

// Loops that return a number and nothing else: engines keep their variables in registers then,
// which makes them up to three times as fast.

function findUnorderedRow(time: Float64Array, ends: Float64Array, lengthMs: number): number {
  const latest = unixMsMax - lengthMs;
  let previous = -unixMsMax - 1;
  let previousEnd = previous;
  for (let row = 0; row < time.length; row += 1) {
    const at = time[row]!;
    // Comparisons are false for NaN: here the time must pass, an end is looked at further down.
    const isOrdered = at > previous && !(at < previousEnd);
    if (!(isOrdered && at <= latest && Math.floor(at) === at)) return row;
    previous = at;
    previousEnd = ends[row]! + lengthMs;
  }
  return -1;
}

function findBadPriceRow({ open, high, low, close }: UncheckedBars): number {
  for (let row = 0; row < open.length; row += 1) {
    const o = open[row]!;
    const h = high[row]!;
    const l = low[row]!;
    const c = close[row]!;
    if (!(l > 0 && l <= o && o <= h && l <= c && c <= h && h < Infinity)) return row;
  }
  return -1;
}

function findBadCountRow(values: Float64Array): number {
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row]!;
    if (!(value >= 0 && value < Infinity) || (value === 0 && Object.is(value, -0))) return row;
  }
  return -1;
}

function explainTime({ time }: UncheckedBars, row: number, previousEnd: number): BarFault {
  const at = time[row]!;
  const previous = row === 0 ? Number.NEGATIVE_INFINITY : time[row - 1]!;
  const fault = { row, column: 'time' as const, value: at };
  if (!Number.isInteger(at) || Math.abs(at) > unixMsMax) {
    return { ...fault, must: 'whole UTC milliseconds within the range of a Date' };
  }
  if (at <= previous) {
    const must = `after the bar before it (${formatUtc(previous)})`;
    return { ...fault, must, fix: 'sort the bars oldest first and remove duplicates' };
  }
  if (at < previousEnd) {
    const must = `at or after the end of the bar before it (${formatEnd(previousEnd)})`;
    return { ...fault, must, fix: overlapFix };
  }
  return { ...fault, must: 'such that the bar ends within the range of a Date' };
}

/** An end that is no instant itself may stand in the message of the bar behind it. */
function formatEnd(at: number): string {
  return Math.abs(at) <= unixMsMax ? formatUtc(at) : String(at);
}

function findEndFault(time: Float64Array, endTime: Float64Array): BarFault | undefined {
  for (let row = 0; row < endTime.length; row += 1) {
    const at = time[row]!;
    const end = endTime[row]!;
    if (!(end >= at && end <= unixMsMax && Math.floor(end) === end)) {
      const must = `whole UTC milliseconds at or after the start of the bar (${formatUtc(at)})`;
      return { row, column: 'endTime', value: end, must };
    }
  }
  return undefined;
}

function findPriceFault(bars: UncheckedBars): BarFault | undefined {
  const row = findBadPriceRow(bars);
  return row < 0 ? undefined : explainPrice(bars, row);
}

function explainPrice(bars: UncheckedBars, row: number): BarFault {
  for (const column of ['open', 'high', 'low', 'close'] as const) {
    const value = bars[column][row]!;
    if (!(value > 0 && value < Infinity)) {
      return { row, column, value, must: 'a finite price above zero', fix: 'remove the bar' };
    }
  }
  const open = bars.open[row]!;
  const close = bars.close[row]!;
  const high = bars.high[row]!;
  const low = bars.low[row]!;
  const fix = 'correct or remove the bar';
  if (high < Math.max(open, close, low)) {
    const must = `at or above open ${open}, low ${low} and close ${close}`;
    return { row, column: 'high', value: high, must, fix };
  }
  const must = `at or below open ${open}, high ${high} and close ${close}`;
  return { row, column: 'low', value: low, must, fix };
}

function findExtraFault(bars: UncheckedBars): BarFault | undefined {
  return (
    findCountFault('volume', bars.volume) ??
    findCountFault('tradeCount', bars.tradeCount) ??
    findVwapFault(bars.vwap)
  );
}

function findCountFault(
  column: 'volume' | 'tradeCount',
  values: Float64Array | undefined,
): BarFault | undefined {
  if (values === undefined) return undefined;
  const isWhole = column === 'tradeCount';
  let row = findBadCountRow(values);
  if (row < 0 && isWhole) row = values.findIndex((value) => !Number.isInteger(value));
  const must = `a finite ${isWhole ? 'whole ' : ''}number from 0`;
  return row < 0 ? undefined : { row, column, value: values[row]!, must };
}

function findVwapFault(values: Float64Array | undefined): BarFault | undefined {
  const row = values?.findIndex((value) => !(value > 0 && value < Infinity)) ?? -1;
  if (values === undefined || row < 0) return undefined;
  const fix = 'leave the column out where the source lacks it';
  return { row, column: 'vwap', value: values[row]!, must: 'a finite price above zero', fix };
}
