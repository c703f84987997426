import type { Session, TradingCalendar } from '../ports/trading-calendar.js';
import {
  dateOfDayNumber,
  dayMs,
  dayNumberOf,
  sessionDate,
  weekdayOfDayNumber,
} from '../time/session-date.js';
import type { SessionDate, UnixMs } from '../time/unix-ms.js';
import { type NewYorkSummer, newYorkSummer, newYorkToUtcMs } from './new-york-offset.js';
import { outOfRange } from './out-of-range.js';
import { closingHour } from './us-equity-early-closes.js';
import { closuresOfYear } from './us-equity-holidays.js';

const name = 'XNYS';
const firstYear = 1990;
const lastYear = 2030;
const range = `${firstYear}-01-01 to ${lastYear}-12-31 in New York`;
const hourMs = 3_600_000;
const firstDay = dayNumberOf(sessionDate(`${firstYear}-01-01`));
const lastDay = dayNumberOf(sessionDate(`${lastYear}-12-31`));
// Both in winter.
const startsAt = firstDay * dayMs + 5 * hourMs;
const endsAt = (lastDay + 1) * dayMs + 5 * hourMs;

const opensAfterMidnightMs = 9.5 * hourMs;
const lossDayAfterOpenMs = 20 * hourMs - opensAfterMidnightMs;

/** Every session, made when the calendar is first asked, and columns to search. */
interface SessionTable {
  readonly sessions: readonly Session[];
  readonly opensAt: Float64Array;
  readonly closesAt: Float64Array;
  /** 20:00 New York of each session. */
  readonly lossDayEndsAt: Float64Array;
  /** Session index by days since the first day; −1 when closed. */
  readonly indexOfDay: Int32Array;
}

let table: SessionTable | undefined;

/**
 * Sessions of the New York Stock Exchange and Nasdaq, 1990 to 2030, named by its market code XNYS.
 *
 * Regular hours are 09:30 to 16:00 New York, 13:00 on half days (14:00 until 1992); extended hours
 * 04:00 to four hours after the close, as they are today. The loss-day boundary is 20:00 New York
 * of every session, half days included. Holidays and half days come from rules and tables: the
 * years to come are what the exchange's present rules say, and special closures are added here
 * when the exchange announces them. Asking a broker each morning (`checkBrokerClock`) catches
 * what this calendar cannot know.
 *
 * @example
 * usEquityCalendar.sessionOn(sessionDate('2024-07-03'))?.earlyClose // => true
 */
export const usEquityCalendar: TradingCalendar = Object.freeze({
  name,
  sessionAt,
  sessionOn,
  nextSession,
  previousSession,
  nextLossDayAt: (at) => findLossDay(at).endsAt,
  lossDayOf: (at) => findLossDay(at).session.on,
} satisfies TradingCalendar);

function sessionAt(at: UnixMs): Session | undefined {
  const { sessions, closesAt } = tableFor(at);
  const session = sessions[countUpTo(closesAt, at)];
  return session !== undefined && session.opensAt <= at ? session : undefined;
}

function sessionOn(on: SessionDate): Session | undefined {
  const day = dayNumberOf(sessionDate(on));
  if (!(day >= firstDay && day <= lastDay)) throw outOfRange(name, on, range);
  const { sessions, indexOfDay } = getTable();
  return sessions[indexOfDay[day - firstDay] ?? -1];
}

function nextSession(at: UnixMs): Session {
  const { sessions, opensAt } = tableFor(at);
  return sessions[countUpTo(opensAt, at)] ?? fail(at);
}

function previousSession(at: UnixMs): Session {
  const { sessions, closesAt } = tableFor(at);
  return sessions[countUpTo(closesAt, at) - 1] ?? fail(at);
}

function findLossDay(at: UnixMs): { readonly endsAt: UnixMs; readonly session: Session } {
  const { sessions, lossDayEndsAt } = tableFor(at);
  const index = countUpTo(lossDayEndsAt, at);
  const endsAt = lossDayEndsAt[index] ?? fail(at);
  return { endsAt, session: sessions[index] ?? fail(at) };
}

function tableFor(at: UnixMs): SessionTable {
  return at >= startsAt && at < endsAt ? getTable() : fail(at);
}

function fail(at: UnixMs): never {
  throw outOfRange(name, at, range);
}

/** How many of the sorted instants are at or before `at`. */
function countUpTo(instants: Float64Array, at: UnixMs): number {
  let low = 0;
  let high = instants.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (instants[middle]! <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

function getTable(): SessionTable {
  table ??= createTable();
  return table;
}

function createTable(): SessionTable {
  const sessions: Session[] = [];
  for (let year = firstYear; year <= lastYear; year += 1) addSessionsOfYear(sessions, year);
  const indexOfDay = new Int32Array(lastDay - firstDay + 1).fill(-1);
  for (const [index, { on }] of sessions.entries()) indexOfDay[dayNumberOf(on) - firstDay] = index;
  const column = (value: (each: Session) => number): Float64Array =>
    Float64Array.from(sessions, value);
  return {
    sessions,
    opensAt: column((each) => each.opensAt),
    closesAt: column((each) => each.closesAt),
    lossDayEndsAt: column((each) => each.opensAt + lossDayAfterOpenMs),
    indexOfDay,
  };
}

function addSessionsOfYear(sessions: Session[], year: number): void {
  const closures = closuresOfYear(year);
  const summer = newYorkSummer(year);
  const end = dayNumberOf(sessionDate(`${year}-12-31`));
  for (let day = dayNumberOf(sessionDate(`${year}-01-01`)); day <= end; day += 1) {
    const weekday = weekdayOfDayNumber(day);
    const open = weekday !== 0 && weekday !== 6 && !closures.has(day);
    if (open) sessions.push(createSession(day, year, summer));
  }
}

function createSession(day: number, year: number, summer: NewYorkSummer): Session {
  const on = dateOfDayNumber(day);
  const midnight = day * dayMs + newYorkToUtcMs(day, summer);
  const hour = closingHour({ number: day, year, monthDay: on.slice(5) });
  const closesAt = midnight + hour * hourMs;
  return Object.freeze({
    on,
    opensAt: midnight + opensAfterMidnightMs,
    closesAt,
    extendedOpensAt: midnight + 4 * hourMs,
    extendedClosesAt: closesAt + 4 * hourMs,
    earlyClose: hour < 16,
  });
}
