import type { TradingCalendar } from '../ports/trading-calendar.js';
import type { UnixMs } from '../time/unix-ms.js';

/** What a broker says about the market at one instant of its own clock. */
export interface BrokerClockStatement {
  /** The broker's clock. */
  readonly at: UnixMs;
  readonly isOpen: boolean;
  /** The first open after `at`; while the market is open that of the next session. */
  readonly nextOpenAt: UnixMs;
  /** The first close after `at`; while the market is open that of this session. */
  readonly nextCloseAt: UnixMs;
}

/** With what the statement is compared. */
export interface BrokerClockCheck {
  readonly calendar: TradingCalendar;
  /** Local wall clock before the request left. */
  readonly requestedAt: UnixMs;
  /** Local wall clock when the answer was there. */
  readonly receivedAt: UnixMs;
  /** How far the clocks may differ beyond the time the request took. Default 2000. */
  readonly skewMaxMs?: number | undefined;
}

/** A difference between the broker's statement and what this process believes. */
export type BrokerClockFinding =
  | {
      readonly code: 'CLOCK_SKEW';
      /** Broker minus local, beyond what the request explains: positive when ours is late. */
      readonly skewMs: number;
      readonly limitMs: number;
    }
  | { readonly code: 'OPEN_DIFFERS'; readonly expected: boolean; readonly actual: boolean }
  | {
      readonly code: 'NEXT_OPEN_DIFFERS' | 'NEXT_CLOSE_DIFFERS';
      readonly expectedAt: UnixMs;
      readonly actualAt: UnixMs;
    };

/**
 * Compares a broker's clock with the local clock and the calendar. An empty list means agreement;
 * anything else is a reason not to trade before a person has looked: a calendar that does not know
 * of a special closure, or a host whose clock is wrong.
 *
 * Within `skewMaxMs` of an open or a close the market's state is not compared, because either
 * answer is right there.
 *
 * @throws SdkError `CALENDAR_OUT_OF_RANGE` when the calendar does not cover the broker's instant.
 *
 * @example
 * const opensAt = parseInstant('2024-07-05T09:30:00-04:00');
 * const closesAt = parseInstant('2024-07-03T13:00:00-04:00');
 * const at = parseInstant('2024-07-03T12:00:00-04:00');
 * checkBrokerClock(
 *   { at, isOpen: true, nextOpenAt: opensAt, nextCloseAt: closesAt },
 *   { calendar: usEquityCalendar, requestedAt: at - 20, receivedAt: at + 20 },
 * ) // => []
 */
export function checkBrokerClock(
  statement: BrokerClockStatement,
  check: BrokerClockCheck,
): readonly BrokerClockFinding[] {
  const { skewMaxMs = 2000 } = check;
  const findings: BrokerClockFinding[] = [];
  const skewMs = findSkewMs(statement.at, check);
  if (!(Math.abs(skewMs) <= skewMaxMs)) {
    findings.push({ code: 'CLOCK_SKEW', skewMs, limitMs: skewMaxMs });
  }
  return [...findings, ...compareSessions(statement, check.calendar, skewMaxMs)];
}

function findSkewMs(at: UnixMs, { requestedAt, receivedAt }: BrokerClockCheck): number {
  if (at < requestedAt) return at - requestedAt;
  return at > receivedAt ? at - receivedAt : 0;
}

function compareSessions(
  { at, isOpen, nextOpenAt, nextCloseAt }: BrokerClockStatement,
  calendar: TradingCalendar,
  toleranceMs: number,
): BrokerClockFinding[] {
  const session = calendar.sessionAt(at);
  const next = calendar.nextSession(at);
  const closesAt = (session ?? next).closesAt;
  const boundaries = [
    session?.opensAt,
    calendar.previousSession(at).closesAt,
    next.opensAt,
    closesAt,
  ];
  const isNear = boundaries.some(
    (each) => each !== undefined && Math.abs(each - at) <= toleranceMs,
  );
  if (isNear) return [];
  const findings: BrokerClockFinding[] = [];
  const expected = session !== undefined;
  if (isOpen !== expected) findings.push({ code: 'OPEN_DIFFERS', expected, actual: isOpen });
  if (nextOpenAt !== next.opensAt) {
    findings.push({ code: 'NEXT_OPEN_DIFFERS', expectedAt: next.opensAt, actualAt: nextOpenAt });
  }
  if (nextCloseAt !== closesAt) {
    findings.push({ code: 'NEXT_CLOSE_DIFFERS', expectedAt: closesAt, actualAt: nextCloseAt });
  }
  return findings;
}
