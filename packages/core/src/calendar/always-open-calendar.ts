import type { Session, TradingCalendar } from '../ports/trading-calendar.js';
import { dateOfDayNumber, dayMs, dayNumberOf, sessionDate } from '../time/session-date.js';
import type { UnixMs } from '../time/unix-ms.js';
import { outOfRange } from './out-of-range.js';

const name = '24/7';
const range = '1900-01-01 to 2199-12-31';
const firstDay = dayNumberOf(sessionDate('1900-01-01'));
const lastDay = dayNumberOf(sessionDate('2199-12-31'));

/**
 * The calendar of markets that never close, such as those of coins: every UTC day is a session
 * from 00:00 to 00:00, and its end is the loss-day boundary. Covers 1900 to 2199.
 *
 * @example
 * alwaysOpenCalendar.lossDayOf(86_399_999) // => '1970-01-01'
 */
export const alwaysOpenCalendar: TradingCalendar = Object.freeze({
  name,
  sessionAt: (at) => sessionOfDay(dayOf(at), at),
  sessionOn: (on) => sessionOfDay(dayNumberOf(sessionDate(on)), on),
  nextSession: (at) => sessionOfDay(dayOf(at) + 1, at),
  previousSession: (at) => sessionOfDay(dayOf(at) - 1, at),
  nextLossDayAt: (at) => (dayOf(at) + 1) * dayMs,
  lossDayOf: (at) => dateOfDayNumber(dayOf(at)),
} satisfies TradingCalendar);

function dayOf(at: UnixMs): number {
  const day = Math.floor(at / dayMs);
  if (day >= firstDay && day <= lastDay) return day;
  throw outOfRange(name, at, range);
}

function sessionOfDay(day: number, asked: UnixMs | string): Session {
  if (!(day >= firstDay && day <= lastDay)) throw outOfRange(name, asked, range);
  const opensAt = day * dayMs;
  const closesAt = opensAt + dayMs;
  return {
    on: dateOfDayNumber(day),
    opensAt,
    closesAt,
    extendedOpensAt: opensAt,
    extendedClosesAt: closesAt,
    earlyClose: false,
  };
}
