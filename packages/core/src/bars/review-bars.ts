import type { TradingCalendar } from '../ports/trading-calendar.js';
import { unixMsMax } from '../time/unix-ms.js';
import { type BarColumns, type DoubleColumns, toDoubleColumns } from './bar-columns.js';
import type { BarFinding, BarFindingCode } from './bar-finding.js';
import { reviewSessions } from './review-sessions.js';

/** What counts as doubtful. */
export interface BarReviewSettings {
  /** Compares times with its sessions. Default: sessions are not looked at. */
  readonly calendar?: TradingCalendar | undefined;
  /**
   * The largest plausible change as a fraction: 0.5 finds what rises by more than 50 % or falls by
   * more than a third. Default 0.5, which an ordinary two-for-one split exceeds.
   */
  readonly moveMax?: number | undefined;
  /** How many equal bars in a row are stale. Default 5. */
  readonly staleMin?: number | undefined;
}

/** A new level of prices is believed once this many bars in a row agree with it. */
const agreeingBarsMin = 3;

/** Collects findings of one series. */
type Report = (
  code: BarFindingCode,
  row: number,
  numbers?: Readonly<Record<string, number>>,
) => void;

/**
 * Looks for doubtful bars, raw columns of a vendor as well as finished series, and changes nothing.
 *
 * What a loader would refuse is a finding here, so that all of a file is seen at once. Moves are
 * measured from the last good close, so that one bad bar is not two findings; when prices stay on a
 * new level (a split that was not applied, another unit), the first three bars are found and the
 * level then counts as good. Findings are ordered by row.
 *
 * @throws SdkError `BARS_INVALID` for columns of different length or not of numbers;
 *   `CALENDAR_OUT_OF_RANGE` as the calendar.
 *
 * @example
 * const bars = { symbol: 'A', time: [0, 60_000], open: [10, 10], high: [10, 10], low: [9, 9] };
 * const [worst] = reviewBars({ ...bars, close: [10, 1000] });
 * worst.numbers.ratio // => 100
 */
export function reviewBars(
  columns: BarColumns,
  settings: BarReviewSettings = {},
): readonly BarFinding[] {
  const { calendar, moveMax = 0.5, staleMin = 5 } = settings;
  const bars = toDoubleColumns(columns);
  const findings: BarFinding[] = [];
  const report: Report = (code, row, numbers = {}) => {
    findings.push({ code, row, at: bars.time[row]!, numbers });
  };
  reviewTimes(bars, report);
  reviewPrices(bars, report);
  reviewMoves(bars, moveMax, report);
  reviewVolumes(bars, report);
  reviewRepeats(bars, staleMin, report);
  if (calendar !== undefined) findings.push(...reviewSessions(bars.time, calendar));
  return findings.sort((left, right) => left.row - right.row || (left.code < right.code ? -1 : 1));
}

function reviewTimes({ time }: DoubleColumns, report: Report): void {
  for (let row = 0; row < time.length; row += 1) {
    const at = time[row]!;
    const previous = row === 0 ? Number.NEGATIVE_INFINITY : time[row - 1]!;
    if (!Number.isInteger(at) || Math.abs(at) > unixMsMax) report('TIME_INVALID', row);
    else if (at === previous) report('TIME_DUPLICATE', row);
    else if (at < previous) report('TIME_UNSORTED', row, { previous });
  }
}

function reviewPrices(bars: DoubleColumns, report: Report): void {
  for (let row = 0; row < bars.time.length; row += 1) {
    const [open, high, low, close] = pricesOf(bars, row);
    if (![open, high, low, close].every(isPrice)) {
      report('PRICE_INVALID', row, { open, high, low, close });
    } else if (low > Math.min(open, close) || high < Math.max(open, close)) {
      report('RANGE_INVALID', row, { open, high, low, close });
    }
  }
}

function reviewMoves(bars: DoubleColumns, moveMax: number, report: Report): void {
  const isFar = (value: number, from: number): boolean =>
    value > from * (1 + moveMax) || value * (1 + moveMax) < from;
  let lastGood: number | undefined;
  let candidate = Number.NaN;
  let agreeing = 0;
  for (let row = 0; row < bars.time.length; row += 1) {
    const [open, high, low, close] = pricesOf(bars, row);
    if (![open, high, low, close].every(isPrice)) continue;
    const reference = lastGood ?? close;
    const moved = [open, close].find((price) => isFar(price, reference));
    if (moved === undefined) {
      lastGood = close;
      candidate = Number.NaN;
    } else {
      report('OUTLIER_MOVE', row, { price: moved, lastGood: reference, ratio: moved / reference });
      agreeing = isFar(close, candidate) || Number.isNaN(candidate) ? 1 : agreeing + 1;
      candidate = close;
      if (agreeing >= agreeingBarsMin) lastGood = close;
    }
    const [lowBody, highBody] = [Math.min(open, close), Math.max(open, close)];
    if (isFar(low, lowBody) || isFar(high, highBody)) {
      report('OUTLIER_RANGE', row, { open, high, low, close });
    }
  }
}

function reviewVolumes({ volume }: DoubleColumns, report: Report): void {
  if (volume === undefined) return;
  for (let row = 0; row < volume.length; row += 1) {
    const value = volume[row]!;
    if (!(value >= 0 && value < Number.POSITIVE_INFINITY))
      report('VOLUME_INVALID', row, { volume: value });
    else if (value === 0) report('VOLUME_ZERO', row);
  }
}

function reviewRepeats(bars: DoubleColumns, staleMin: number, report: Report): void {
  let first = 0;
  for (let row = 1; row <= bars.time.length; row += 1) {
    if (row < bars.time.length && isEqualBar(bars, row, first)) continue;
    if (row - first >= staleMin) report('STALE', first, { bars: row - first });
    first = row;
  }
}

function isEqualBar(
  { open, high, low, close }: DoubleColumns,
  row: number,
  other: number,
): boolean {
  return [open, high, low, close].every((column) => column[row] === column[other]);
}

function pricesOf(bars: DoubleColumns, row: number): [number, number, number, number] {
  return [bars.open[row]!, bars.high[row]!, bars.low[row]!, bars.close[row]!];
}

function isPrice(value: number): boolean {
  return value > 0 && value < Number.POSITIVE_INFINITY;
}
