import {
  addDays,
  isSdkError,
  type Session,
  type SessionDate,
  type TradingCalendar,
  type UnixMs,
} from '@tradewright/core';
import { type Clause, type ContractOptions, runContract } from './run-contract.js';
import type { TestRunner } from './test-runner.js';

/** A calendar, and the span in which it is looked at. */
export interface TradingCalendarBench {
  readonly calendar: TradingCalendar;
  /** Some weeks well inside what the calendar covers; holidays and early closes are welcome. */
  readonly from: UnixMs;
  readonly to: UnixMs;
  /** An instant and a date that the calendar does not cover. */
  readonly outside: { readonly at: UnixMs; readonly on: SessionDate };
}

/** The clauses of the trading calendar contract. */
export type TradingCalendarClause =
  | 'ordered-sessions'
  | 'session-at'
  | 'session-on'
  | 'next-session'
  | 'previous-session'
  | 'loss-days'
  | 'loss-day-of'
  | 'pure'
  | 'out-of-range'
  | 'no-such-date';

const clauses: Readonly<Record<TradingCalendarClause, Clause<TradingCalendarBench>>> = {
  'ordered-sessions': {
    title: 'has sessions that follow each other and never overlap',
    async check(bench, { expect }) {
      const sessions = sessionsOf(bench);
      expect(sessions.length >= 5).toBe(true);
      const wrong = sessions.filter(({ on, opensAt, closesAt, ...extended }, i) => {
        const { extendedOpensAt, extendedClosesAt } = extended;
        const before = sessions[i - 1];
        const inside = extendedOpensAt <= opensAt && closesAt <= extendedClosesAt;
        const after = before === undefined || (before.closesAt <= opensAt && before.on < on);
        return !(inside && opensAt < closesAt && after);
      });
      expect(wrong).toEqual([]);
    },
  },
  'session-at': {
    title: 'finds a session from its open up to, not including, its close',
    async check(bench, { expect }) {
      const { calendar } = bench;
      for (const { on, opensAt, closesAt } of sessionsOf(bench)) {
        expect(calendar.sessionAt(opensAt)?.on).toBe(on);
        expect(calendar.sessionAt(closesAt - 1)?.on).toBe(on);
        expect(calendar.sessionAt(closesAt)?.on === on).toBe(false);
        expect(calendar.sessionAt(opensAt - 1)?.on === on).toBe(false);
      }
    },
  },
  'session-on': {
    title: 'finds every session by its trading day, and none on the days between',
    async check(bench, { expect }) {
      const { calendar } = bench;
      const sessions = sessionsOf(bench);
      const known = new Map<string, Session>(sessions.map((session) => [session.on, session]));
      const [first, last] = [sessions[0], sessions.at(-1)] as [Session, Session];
      for (let on = first.on; on <= last.on; on = addDays(on, 1)) {
        expect(calendar.sessionOn(on)).toEqual(known.get(on));
      }
    },
  },
  'next-session': {
    title: 'calls next the first session that opens after the instant',
    async check(bench, { expect }) {
      const { calendar } = bench;
      const sessions = sessionsOf(bench);
      sessions.slice(0, -1).forEach(({ on, opensAt }, i) => {
        expect(calendar.nextSession(opensAt - 1).on).toBe(on);
        expect(calendar.nextSession(opensAt).on).toBe(sessions[i + 1]?.on);
      });
    },
  },
  'previous-session': {
    title: 'calls previous the last session that closed at or before the instant',
    async check(bench, { expect }) {
      const { calendar } = bench;
      const sessions = sessionsOf(bench);
      sessions.slice(1).forEach(({ on, closesAt }, i) => {
        expect(calendar.previousSession(closesAt).on).toBe(on);
        expect(calendar.previousSession(closesAt - 1).on).toBe(sessions[i]?.on);
      });
    },
  },
  'loss-days': {
    title: 'ends one loss-accounting day per session; a boundary belongs to the day it begins',
    async check(bench, { expect }) {
      const { calendar } = bench;
      const sessions = sessionsOf(bench);
      const ends = sessions.map((session) => calendar.nextLossDayAt(session.opensAt));
      expect(new Set(ends).size).toBe(sessions.length);
      ends.slice(0, -1).forEach((endsAt, i) => {
        expect(endsAt >= (sessions[i] as Session).closesAt).toBe(true);
        expect(calendar.nextLossDayAt(endsAt)).toBe(ends[i + 1]);
        expect(calendar.nextLossDayAt(endsAt - 1)).toBe(endsAt);
      });
    },
  },
  'loss-day-of': {
    title: 'names the trading date of an instant: its session, and what lies before it',
    async check(bench, { expect }) {
      const { calendar } = bench;
      sessionsOf(bench).forEach(({ on, opensAt, closesAt }) => {
        const endsAt = calendar.nextLossDayAt(opensAt);
        for (const at of [opensAt, closesAt - 1, endsAt - 1]) {
          expect(calendar.lossDayOf(at)).toBe(on);
        }
        expect(calendar.lossDayOf(endsAt)).toBe(calendar.nextSession(closesAt - 1).on);
      });
    },
  },
  pure: {
    title: 'answers the same question the same way, whatever was asked between',
    async check(bench, { expect }) {
      const { calendar, from, to } = bench;
      const ask = (at: UnixMs): unknown => [
        calendar.sessionAt(at),
        calendar.nextSession(at),
        calendar.previousSession(at),
        calendar.nextLossDayAt(at),
        calendar.lossDayOf(at),
      ];
      const instants = Array.from(
        { length: 50 },
        (_, i) => from + Math.floor((i * (to - from)) / 50),
      );
      const forwards = instants.map(ask);
      const backwards = [...instants].reverse().map(ask).reverse();
      expect(backwards).toEqual(forwards);
    },
  },
  'out-of-range': {
    title: 'throws CALENDAR_OUT_OF_RANGE for what it does not cover',
    async check({ calendar, outside }, { expect }) {
      const asked = [outside.at, Number.NaN].flatMap((at) => [
        () => calendar.sessionAt(at),
        () => calendar.nextSession(at),
        () => calendar.previousSession(at),
        () => calendar.nextLossDayAt(at),
        () => calendar.lossDayOf(at),
      ]);
      const codes = [...asked, () => calendar.sessionOn(outside.on)].map(codeOf);
      expect([...new Set(codes)]).toEqual(['CALENDAR_OUT_OF_RANGE']);
    },
  },
  'no-such-date': {
    title: 'throws TIME_INVALID for a date that does not exist',
    async check({ calendar, from }, { expect }) {
      const year = new Date(from).getUTCFullYear();
      for (const date of [`${year}-02-30`, `${year}-13-01`, 'today']) {
        expect(codeOf(() => calendar.sessionOn(date as SessionDate))).toBe('TIME_INVALID');
      }
    },
  },
};

/** The sessions that open in the span, as the calendar names them one after the other. */
function sessionsOf({ calendar, from, to }: TradingCalendarBench): readonly Session[] {
  const sessions: Session[] = [];
  let session = calendar.nextSession(from);
  // A calendar that does not move on would keep us here for ever.
  for (let i = 0; i < 1000 && session.opensAt < to; i++) {
    sessions.push(session);
    session = calendar.nextSession(session.opensAt);
  }
  return sessions;
}

function codeOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return isSdkError(error) ? error.code : 'another error';
  }
  return 'no error';
}

/**
 * What every `TradingCalendar` must do, one test per clause.
 *
 * @param runner The test functions of Vitest, Jest or the like.
 */
export function tradingCalendarContract(
  runner: TestRunner,
  options: ContractOptions<TradingCalendarBench, TradingCalendarClause>,
): void {
  const release = async (): Promise<void> => {};
  runContract(runner, { port: 'trading calendar', clauses, release }, options);
}
