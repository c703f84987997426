import { isSdkError } from '../errors/sdk-error.js';
import type { OrderIntent } from '../orders/order-intent.js';
import type { Refusal } from '../orders/refusal.js';
import type { Session, TradingCalendar } from '../ports/trading-calendar.js';
import { formatUtc, type UnixMs } from '../time/unix-ms.js';
import { venueRefusal } from './venue-refusal.js';
import type { VenueClosedWindow, VenueRules } from './venue-rules.js';

const minuteMs = 60_000;

/** When an order is made, and by which sessions. */
export interface OrderMoment {
  readonly at: UnixMs;
  readonly calendar: TradingCalendar;
}

/**
 * Checks whether the venue takes orders for this auction now, and orders for the session while
 * there is none. On days without a session nothing is closed: orders wait for the next one.
 *
 * An instant that the calendar does not cover is refused, because nobody knows.
 */
export function checkOrderWindow(
  rules: VenueRules,
  order: OrderIntent,
  moment: OrderMoment,
): Refusal | undefined {
  const { timeInForce } = order;
  const window =
    timeInForce === 'opg' || timeInForce === 'cls' ? rules.closedWindows[timeInForce] : null;
  const waits = timeInForce !== 'day' || rules.dayAfterClose === 'next-session';
  if (window === null && waits) return undefined;
  try {
    return window === null
      ? checkSession(rules, order, moment)
      : checkAuction(window, order, moment);
  } catch (error) {
    if (!isSdkError(error, 'CALENDAR_OUT_OF_RANGE')) throw error;
    const what = `timeInForce "${timeInForce}" must fall among the sessions of the calendar`;
    return venueRefusal('ORDER_WINDOW_CLOSED', `${what}: ${error.message}`);
  }
}

function checkSession(
  rules: VenueRules,
  order: OrderIntent,
  { at, calendar }: OrderMoment,
): Refusal | undefined {
  if (order.details.extendedHours || calendar.sessionAt(at) !== undefined) return undefined;
  const opensAt = formatUtc(calendar.nextSession(at).opensAt);
  const what = `timeInForce "day" must be sent during a session at ${rules.name}`;
  return venueRefusal('ORDER_WINDOW_CLOSED', `${what}; the next one begins ${opensAt}`);
}

function checkAuction(
  window: VenueClosedWindow,
  order: OrderIntent,
  { at, calendar }: OrderMoment,
): Refusal | undefined {
  const now = calendar.sessionAt(at);
  const closed =
    now === undefined
      ? (findClosed(calendar.previousSession(at), window, at) ??
        findClosed(calendar.nextSession(at), window, at))
      : findClosed(now, window, at);
  if (closed === undefined) return undefined;
  const until = formatUtc(endOf(closed, window));
  const what = `timeInForce "${order.timeInForce}" must be sent before the auction's deadline`;
  return venueRefusal('ORDER_WINDOW_CLOSED', `${what} or from ${until} on; use "day" until then`);
}

/** The session if the instant lies in its window. */
function findClosed(session: Session, window: VenueClosedWindow, at: UnixMs): Session | undefined {
  const edge = window.before === 'open' ? session.opensAt : session.closesAt;
  const begins = edge - window.minutesBefore * minuteMs;
  return at >= begins && at < endOf(session, window) ? session : undefined;
}

function endOf(session: Session, window: VenueClosedWindow): UnixMs {
  return session.opensAt + window.minutesAfterOpen * minuteMs;
}
