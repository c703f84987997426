import {
  alwaysOpenCalendar,
  type Clock,
  createVirtualClock,
  type Session,
  sessionDate,
  type TradingCalendar,
  type VirtualClock,
} from '@tradewright/core';
import { describe, expect, it } from 'vitest';
import {
  type ClockBench,
  type ClockClause,
  clockContract,
  type TradingCalendarBench,
  type TradingCalendarClause,
  tradingCalendarContract,
} from '../src/index.js';
import { runSuite } from './failing-clauses.js';

const options = { patienceMs: 50 };

// Clock ------------------------------------------------------------------------------------------

type Wind = (clock: VirtualClock) => Partial<Clock> & { readonly lost?: () => number };

function clockBench(wind: Wind): ClockBench {
  const clock = createVirtualClock({ startAt: 1000 });
  const { lost = () => 0, ...broken } = wind(clock);
  return {
    clock: { ...clock, ...broken },
    pass: (durationMs) => clock.advanceBy(durationMs),
    sleeping: () => clock.pendingCount() + lost(),
  };
}

const brokenClocks: Record<ClockClause, Wind> = {
  'whole-milliseconds': (clock) => ({ now: () => clock.now() + 0.25 }),
  // Falls now and then, as a wall clock that is set back.
  monotonic: (clock) => {
    let asked = 0;
    return {
      monotonicMs: () => (asked++ === 3 ? 0 : clock.monotonicMs()),
    };
  },
  // Rounds five milliseconds down to four.
  'never-early': (clock) => ({
    sleep: (durationMs, signal) => clock.sleep(durationMs === 5 ? 4 : durationMs, signal),
  }),
  // Resolves a sleep of nothing at once.
  'zero-is-a-turn': (clock) => ({
    sleep: async (durationMs, signal) => {
      signal?.throwIfAborted();
      if (!(durationMs <= 0)) await clock.sleep(durationMs, signal);
    },
  }),
  // Rejects with a reason of its own.
  abort: (clock) => ({
    sleep: async (durationMs, signal) => {
      const before = signal?.aborted;
      await clock.sleep(durationMs, signal).catch((error: unknown) => {
        if (before === true || signal === undefined) throw error;
        throw new Error('the sleep was aborted', { cause: error });
      });
    },
  }),
  // Looks at the signal only while it sleeps.
  'aborted-before': (clock) => ({
    sleep: async (durationMs, signal) => {
      if (signal?.aborted !== true || durationMs > 0) return clock.sleep(durationMs, signal);
      return clock.sleep(durationMs);
    },
  }),
  // Forgets to clear the timer.
  'leaves-no-timer': (clock) => {
    let lost = 0;
    return {
      lost: () => lost,
      sleep: async (durationMs, signal) => {
        const before = signal?.aborted === true;
        await clock.sleep(durationMs, signal).catch((error: unknown) => {
          if (!before && durationMs > 0) lost++;
          throw error;
        });
      },
    };
  },
  // Forgets to take its listener back.
  'leaves-no-listener': (clock) => ({
    sleep: (durationMs, signal) => {
      signal?.addEventListener('abort', () => undefined);
      return clock.sleep(durationMs, signal);
    },
  }),
  // Takes what is not a number for nothing.
  'refuses-endless': (clock) => ({
    sleep: (durationMs, signal) =>
      clock.sleep(Number.isFinite(durationMs) ? durationMs : 0, signal),
  }),
};

describe('the clock contract', () => {
  it('holds for a clock that keeps it', async () => {
    const outcome = await runSuite((runner) => {
      clockContract(runner, { ...options, create: () => clockBench(() => ({})) });
    });
    expect(outcome.failed).toEqual([]);
    expect(outcome.passed).toEqual(Object.keys(brokenClocks));
  });

  it.each(Object.entries(brokenClocks))('finds one that breaks "%s"', async (clause, wind) => {
    const outcome = await runSuite((runner) => {
      clockContract(runner, { ...options, create: () => clockBench(wind) });
    });
    expect(outcome.failed).toEqual([clause]);
  });
});

// Calendar ---------------------------------------------------------------------------------------

const from = Date.UTC(2024, 0, 10);
const to = Date.UTC(2024, 0, 20);
const hour = 3_600_000;

/** Every day from 08:00 to 16:00 UTC; the loss day ends at 20:00. Covers January 2024. */
const officeHours = {
  name: 'OFFICE',
  sessionAt: (at: number): Session | undefined => {
    const session = sessionOf(dayOf(at));
    return session.opensAt <= at && at < session.closesAt ? session : undefined;
  },
  sessionOn: (on: Session['on']): Session | undefined => alwaysOpenSession(on),
  nextSession: (at: number) => {
    const today = sessionOf(dayOf(at));
    return today.opensAt > at ? today : sessionOf(dayOf(at) + 1);
  },
  previousSession: (at: number) => {
    const today = sessionOf(dayOf(at));
    return today.closesAt <= at ? today : sessionOf(dayOf(at) - 1);
  },
  nextLossDayAt: (at: number) => lossDayEnd(at),
  lossDayOf: (at: number) => sessionOf(dayOf(lossDayEnd(at))).on,
} satisfies TradingCalendar;

function dayOf(at: number): number {
  return Math.floor(alwaysOpenSessionAt(at).opensAt / (24 * hour));
}

function alwaysOpenSessionAt(at: number): Session {
  if (at < Date.UTC(2024, 0, 1) || at >= Date.UTC(2024, 1, 1)) alwaysOpenCalendar.sessionAt(-1e14);
  return alwaysOpenCalendar.sessionAt(at) as Session;
}

function alwaysOpenSession(on: Session['on']): Session {
  const { opensAt } = alwaysOpenCalendar.sessionOn(on) as Session;
  return sessionOf(dayOf(opensAt));
}

function sessionOf(day: number): Session {
  const midnight = day * 24 * hour;
  const { on } = alwaysOpenSessionAt(midnight);
  const [opensAt, closesAt] = [midnight + 8 * hour, midnight + 16 * hour];
  const extended = { extendedOpensAt: midnight + 6 * hour, extendedClosesAt: midnight + 18 * hour };
  return { on, opensAt, closesAt, ...extended, earlyClose: false };
}

function lossDayEnd(at: number): number {
  const today = dayOf(at) * 24 * hour + 20 * hour;
  return today > at ? today : today + 24 * hour;
}

function calendarBench(broken: Partial<TradingCalendar>): TradingCalendarBench {
  const outside = { at: Date.UTC(2024, 1, 2), on: sessionDate('2024-02-02') };
  return { calendar: { ...officeHours, ...broken }, from, to, outside };
}

const { sessionAt, sessionOn, nextSession, previousSession, nextLossDayAt } = officeHours;

/** Calls through, and answers otherwise for the instants at which this is so. */
function except<T>(
  ask: (at: number) => T,
  so: (at: number) => boolean,
  otherwise: (at: number) => T,
): (at: number) => T {
  return (at) => (so(at) ? otherwise(at) : ask(at));
}

const opens = (at: number): boolean => at % (24 * hour) === 8 * hour;
const closes = (at: number): boolean => at % (24 * hour) === 16 * hour;

const brokenCalendars: Record<TradingCalendarClause, Partial<TradingCalendar>> = {
  // Lets extended hours end before the regular ones.
  'ordered-sessions': {
    nextSession: (at) => {
      const session = nextSession(at);
      return { ...session, extendedClosesAt: session.closesAt - 1 };
    },
    sessionOn: (on) => {
      const session = sessionOn(on) as Session;
      return { ...session, extendedClosesAt: session.closesAt - 1 };
    },
  },
  // Counts the close itself to the session.
  'session-at': { sessionAt: except(sessionAt, closes, (at) => sessionAt(at - 1)) },
  // Is closed on one day, as far as this question goes.
  'session-on': { sessionOn: (on) => (on === '2024-01-15' ? undefined : sessionOn(on)) },
  // Skips a session that opens in a millisecond.
  'next-session': {
    nextSession: except(
      nextSession,
      (at) => opens(at + 1),
      (at) => nextSession(at + 1),
    ),
  },
  // Calls a session previous that closes in a millisecond.
  'previous-session': {
    previousSession: except(
      previousSession,
      (at) => closes(at + 1),
      (at) => previousSession(at + 1),
    ),
  },
  // Counts the boundary to the day that it ends.
  'loss-days': {
    nextLossDayAt: except(
      nextLossDayAt,
      (at) => at % (24 * hour) === 20 * hour,
      (at) => at,
    ),
  },
  // Rolls the trading date at midnight.
  'loss-day-of': { lossDayOf: (at) => sessionOf(dayOf(at)).on },
  // Remembers the last question.
  pure: {
    sessionAt: (() => {
      let last = Number.NEGATIVE_INFINITY;
      return (at: number) => {
        const backwards = at < last - 2 * hour && !opens(at) && !opens(at + 1) && !closes(at + 1);
        last = at;
        return backwards ? undefined : sessionAt(at);
      };
    })(),
  },
  // Knows nothing beyond, and says so without a code.
  'out-of-range': {
    sessionOn: (on) => {
      if (on === '2024-02-02') throw new Error('no idea');
      return sessionOn(on);
    },
  },
  // Answers for dates that do not exist.
  'no-such-date': {
    sessionOn: (on) => (/-02-30|-13-|today/.test(on) ? undefined : sessionOn(on)),
  },
};

describe('the trading calendar contract', () => {
  it('holds for a calendar that keeps it', async () => {
    const outcome = await runSuite((runner) => {
      tradingCalendarContract(runner, { ...options, create: () => calendarBench({}) });
    });
    expect(outcome.failed).toEqual([]);
    expect(outcome.passed).toEqual(Object.keys(brokenCalendars));
  });

  it.each(Object.entries(brokenCalendars))('finds one that breaks "%s"', async (clause, broken) => {
    const outcome = await runSuite((runner) => {
      tradingCalendarContract(runner, { ...options, create: () => calendarBench(broken) });
    });
    expect(outcome.failed).toEqual([clause]);
  });
});
