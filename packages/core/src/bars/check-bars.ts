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
  let previous = Number.NEGATIVE_INFINITY;
  let previousEnd = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < time.length; row += 1) {
    const at = time[row]!;
    const end = endTime === undefined ? at + periodMs : endTime[row]!;
    // Each comparison is false for NaN, so that NaN ends up in the explanation.
    const known = at > previous && at >= -unixMsMax && Math.floor(at) === at;
    if (!(known && at >= previousEnd && end >= at && end <= unixMsMax && Math.floor(end) === end)) {
      return explainTime(bars, row, previousEnd);
    }
    previous = at;
    previousEnd = end;
  }
  return undefined;
}

function explainTime(bars: UncheckedBars, row: number, previousEnd: number): BarFault {
  const { time, endTime } = bars;
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
    const must = `at or after the end of the bar before it (${formatUtc(previousEnd)})`;
    return { ...fault, must, fix: overlapFix };
  }
  if (endTime === undefined) {
    return { ...fault, must: 'such that the bar ends within the range of a Date' };
  }
  const must = `whole UTC milliseconds at or after the start of the bar (${formatUtc(at)})`;
  return { row, column: 'endTime', value: endTime[row]!, must };
}

function findPriceFault(bars: UncheckedBars): BarFault | undefined {
  const { open, high, low, close } = bars;
  for (let row = 0; row < open.length; row += 1) {
    const o = open[row]!;
    const h = high[row]!;
    const l = low[row]!;
    const c = close[row]!;
    if (!(l > 0 && l <= o && o <= h && l <= c && c <= h && h < Number.POSITIVE_INFINITY)) {
      return explainPrice(bars, row);
    }
  }
  return undefined;
}

function explainPrice(bars: UncheckedBars, row: number): BarFault {
  for (const column of ['open', 'high', 'low', 'close'] as const) {
    const value = bars[column][row]!;
    if (!(value > 0 && value < Number.POSITIVE_INFINITY)) {
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
  const whole = column === 'tradeCount';
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row]!;
    const counted = value >= 0 && value < Number.POSITIVE_INFINITY;
    if (!counted || (value === 0 && Object.is(value, -0)) || (whole && value % 1 !== 0)) {
      return { row, column, value, must: `a finite ${whole ? 'whole ' : ''}number from 0` };
    }
  }
  return undefined;
}

function findVwapFault(values: Float64Array | undefined): BarFault | undefined {
  if (values === undefined) return undefined;
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row]!;
    if (!(value > 0 && value < Number.POSITIVE_INFINITY)) {
      const fix = 'leave the column out where the source lacks it';
      return { row, column: 'vwap', value, must: 'a finite price above zero', fix };
    }
  }
  return undefined;
}
