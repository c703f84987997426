import type { Session, TradingCalendar } from '../ports/trading-calendar.js';
import type { SessionDate, UnixMs } from '../time/unix-ms.js';
import type { BarSeries } from './bar-series.js';

/** Bars that are missing one after the other within a session. */
export interface BarGap {
  readonly on: SessionDate;
  /** Start of the first missing bar. */
  readonly fromAt: UnixMs;
  /** End of the last missing bar. */
  readonly toAt: UnixMs;
  /** How many bars are missing. */
  readonly count: number;
}

/**
 * Finds the bars that a series lacks between its first and its last bar, oldest first.
 *
 * A bar is expected for each period of the regular hours of each session, counted from the open;
 * for bars as long as a session, and such without a length, one for each session. Any bar that
 * starts within the period counts. A minute without a trade has no bar at many vendors: whether a
 * gap is an error depends on how liquid the symbol is.
 *
 * @throws SdkError `CALENDAR_OUT_OF_RANGE` when the series begins before the calendar or ends after
 *   it.
 *
 * @example
 * const prices = { open: [1, 1], high: [1, 1], low: [1, 1], close: [1, 1] };
 * const columns = { symbol: 'BTC', time: [0, 172_800_000], ...prices };
 * const days = barsFromColumns(columns, { periodMs: 86_400_000 });
 * missingBars(days, alwaysOpenCalendar).map(({ on }) => on) // => [ '1970-01-02' ]
 */
export function missingBars(series: BarSeries, calendar: TradingCalendar): readonly BarGap[] {
  const gaps: BarGap[] = [];
  const lastAt = series.time[series.length - 1]!;
  let row = 0;
  let session = firstSession(series.time[0]!, calendar);
  while (session.opensAt < lastAt) {
    row = addGapsOfSession(gaps, { series, session, row });
    if (session.closesAt > lastAt) break;
    session = calendar.nextSession(session.opensAt);
  }
  return gaps;
}

function firstSession(at: UnixMs, calendar: TradingCalendar): Session {
  const session = calendar.sessionAt(at);
  return session ?? calendar.nextSession(at);
}

/** Returns the first row that does not start before the end of the session. */
function addGapsOfSession(
  gaps: BarGap[],
  place: { readonly series: BarSeries; readonly session: Session; readonly row: number },
): number {
  const { time, length, periodMs } = place.series;
  const { on, opensAt, closesAt } = place.session;
  const slotMs = periodMs > 0 ? Math.min(periodMs, closesAt - opensAt) : closesAt - opensAt;
  let row = place.row;
  let gap: BarGap | undefined;
  for (let fromAt = opensAt; fromAt < closesAt; fromAt += slotMs) {
    const toAt = Math.min(fromAt + slotMs, closesAt);
    while (row < length && time[row]! < fromAt) row += 1;
    const isInside = fromAt > time[0]! && fromAt < time[length - 1]!;
    if (!isInside || time[row]! < toAt) {
      if (gap !== undefined) gaps.push(gap);
      gap = undefined;
    } else {
      gap = { on, fromAt: gap?.fromAt ?? fromAt, toAt, count: (gap?.count ?? 0) + 1 };
    }
  }
  if (gap !== undefined) gaps.push(gap);
  return row;
}
