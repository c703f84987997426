import type { Session, TradingCalendar } from '../ports/trading-calendar.js';
import { type UnixMs, unixMsMax } from '../time/unix-ms.js';
import type { BarFinding } from './bar-finding.js';

/**
 * Compares the times of bars, in any order, with the sessions of a calendar: sessions between the
 * first and the last bar without a bar, and bars outside of the extended hours of every session.
 *
 * @internal
 */
export function reviewSessions(time: Float64Array, calendar: TradingCalendar): BarFinding[] {
  const findings: BarFinding[] = [];
  const rows: { readonly at: UnixMs; readonly row: number }[] = [];
  for (const [row, at] of time.entries()) if (Math.abs(at) <= unixMsMax) rows.push({ at, row });
  rows.sort((left, right) => left.at - right.at);
  let previous: Session | undefined;
  for (const { at, row } of rows) {
    const session = calendar.sessionOn(calendar.lossDayOf(at));
    if (session === undefined || at < session.extendedOpensAt || at >= session.extendedClosesAt) {
      findings.push({ code: 'SESSION_UNKNOWN', row, at, numbers: {} });
      continue;
    }
    if (session.on === previous?.on) continue;
    for (const missing of sessionsBetween(previous, session, calendar)) {
      findings.push({ code: 'SESSION_MISSING', row, at: missing.opensAt, numbers: {} });
    }
    previous = session;
  }
  return findings;
}

function* sessionsBetween(
  first: Session | undefined,
  last: Session,
  calendar: TradingCalendar,
): Generator<Session> {
  if (first === undefined) return;
  let session = calendar.nextSession(first.opensAt);
  for (; session.opensAt < last.opensAt; session = calendar.nextSession(session.opensAt)) {
    yield session;
  }
}
