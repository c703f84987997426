import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeWithData } from '../../../../test/reference-data.js';
import type { Session } from '../ports/trading-calendar.js';
import { parseInstant } from '../time/parse-instant.js';
import { addDays, sessionDate, weekdayOf } from '../time/session-date.js';
import type { SessionDate } from '../time/unix-ms.js';
import { createTimeZone } from '../time/zoned-time.js';
import { usEquityCalendar as calendar } from './us-equity-calendar.js';

const hourMs = 3_600_000;
const first = sessionDate('1990-01-01');
const last = sessionDate('2030-12-31');

function on(date: string): Session | undefined {
  return calendar.sessionOn(sessionDate(date));
}

function allSessions(): Session[] {
  const sessions: Session[] = [];
  for (let date = first; date <= last; date = addDays(date, 1)) {
    const session = calendar.sessionOn(date);
    if (session !== undefined) sessions.push(session);
  }
  return sessions;
}

describe('sessions of the New York Stock Exchange', () => {
  it('run from 09:30 to 16:00 in New York', () => {
    const session = on('2024-06-03');
    expect(session).toEqual({
      on: '2024-06-03',
      opensAt: parseInstant('2024-06-03T09:30:00-04:00'),
      closesAt: parseInstant('2024-06-03T16:00:00-04:00'),
      extendedOpensAt: parseInstant('2024-06-03T04:00:00-04:00'),
      extendedClosesAt: parseInstant('2024-06-03T20:00:00-04:00'),
      earlyClose: false,
    });
    expect(Object.isFrozen(session)).toBe(true);
  });

  it('end at 13:00 on half days, and after hours at 17:00', () => {
    const session = on('2024-11-29');
    expect(session?.earlyClose).toBe(true);
    expect(session?.closesAt).toBe(parseInstant('2024-11-29T13:00:00-05:00'));
    expect(session?.extendedClosesAt).toBe(parseInstant('2024-11-29T17:00:00-05:00'));
  });

  it.each([
    ['New Year on a Sunday', '2023-01-02'],
    ['Martin Luther King Day', '1998-01-19'],
    ['Presidents Day', '2024-02-19'],
    ['Good Friday', '2024-03-29'],
    ['Good Friday, earliest', '2008-03-21'],
    ['Good Friday, latest', '2011-04-22'],
    ['Memorial Day on the 31st', '2021-05-31'],
    ['Memorial Day on the 25th', '2020-05-25'],
    ['Juneteenth on a Sunday', '2022-06-20'],
    ['Juneteenth on a Saturday', '2027-06-18'],
    ['Independence Day on a Saturday', '2026-07-03'],
    ['Independence Day on a Sunday', '2027-07-05'],
    ['Labor Day', '2030-09-02'],
    ['Thanksgiving', '2028-11-23'],
    ['Christmas on a Saturday', '1999-12-24'],
    ['Christmas on a Sunday', '2022-12-26'],
    ['the funeral of Nixon', '1994-04-27'],
    ['September 11', '2001-09-11'],
    ['September 14', '2001-09-14'],
    ['mourning for Reagan', '2004-06-11'],
    ['mourning for Ford', '2007-01-02'],
    ['Sandy', '2012-10-29'],
    ['Sandy, second day', '2012-10-30'],
    ['mourning for Bush', '2018-12-05'],
    ['mourning for Carter', '2025-01-09'],
  ])('are absent on %s', (_, date) => {
    expect(weekdayOf(sessionDate(date)) % 6).not.toBe(0);
    expect(on(date)).toBeUndefined();
  });

  it.each([
    ['the Friday before New Year on a Saturday', '2021-12-31'],
    ['the Monday after New Year on a Saturday', '2022-01-03'],
    ['Martin Luther King Day until 1997', '1997-01-20'],
    ['Juneteenth until 2021', '2020-06-19'],
    ['Veterans Day', '2024-11-11'],
    ['Columbus Day', '2024-10-14'],
    ['Easter Monday', '2024-04-01'],
    ['the Monday after September 11', '2001-09-17'],
  ])('take place on %s', (_, date) => {
    expect(on(date)?.on).toBe(date);
  });

  it.each([
    ['1992-11-27', 14],
    ['1991-12-24', 14],
    ['1990-12-24', 14],
    ['1993-11-26', 13],
    ['1996-12-24', 13],
    ['1997-12-26', 13],
    ['1999-12-31', 13],
    ['2003-12-26', 13],
    ['1995-07-03', 13],
    ['1996-07-05', 13],
    ['2002-07-05', 13],
    ['2013-07-03', 13],
    ['2019-07-03', 13],
    ['2024-07-03', 13],
    ['2025-12-24', 13],
    ['2028-07-03', 13],
  ])('end early on %s, at %i:00', (date, hour) => {
    const session = on(date);
    expect(session?.earlyClose).toBe(true);
    const zone = createTimeZone('America/New_York');
    expect(zone.localMsAt(session!.closesAt)).toBe(Date.parse(`${date}T${hour}:00:00Z`));
  });

  it.each(['1991-11-29', '1994-07-05', '1996-07-03', '2013-07-05', '2021-07-02', '2026-07-02'])(
    'end at the usual time on %s',
    (date) => {
      expect(on(date)?.earlyClose).toBe(false);
    },
  );

  it('are as many as the rules give: 252 in an ordinary year, 248 in 2001', () => {
    const years = new Map<string, number>();
    for (const session of allSessions()) {
      const year = session.on.slice(0, 4);
      years.set(year, (years.get(year) ?? 0) + 1);
    }
    expect(years.size).toBe(41);
    expect(years.get('2001')).toBe(248);
    expect(years.get('2023')).toBe(250);
    expect(years.get('2024')).toBe(252);
    expect(years.get('2025')).toBe(250);
    for (const count of years.values())
      expect([248, 249, 250, 251, 252, 253, 254]).toContain(count);
  });
});

describe('the calendar through all its years', () => {
  const sessions = allSessions();
  const newYork = createTimeZone('America/New_York');

  it('has ordered sessions that do not overlap', () => {
    for (const [index, session] of sessions.entries()) {
      expect(session.extendedOpensAt).toBeLessThan(session.opensAt);
      expect(session.opensAt).toBeLessThan(session.closesAt);
      expect(session.closesAt).toBeLessThan(session.extendedClosesAt);
      const next = sessions[index + 1];
      if (next === undefined) continue;
      expect(session.on < next.on).toBe(true);
      expect(session.extendedClosesAt).toBeLessThan(next.extendedOpensAt);
    }
  });

  it('opens at 09:30 by the time zone data of the host, on every day', () => {
    for (const { on: date, opensAt } of sessions) {
      expect(newYork.localMsAt(opensAt)).toBe(Date.parse(`${date}T09:30:00Z`));
    }
  });

  it('goes forward and back between the same sessions', () => {
    for (const [index, session] of sessions.entries()) {
      const next = sessions[index + 1];
      if (next === undefined) continue;
      expect(calendar.nextSession(session.opensAt)).toBe(next);
      expect(calendar.previousSession(next.opensAt)).toBe(session);
      expect(calendar.previousSession(session.closesAt)).toBe(session);
      expect(calendar.nextSession(next.opensAt - 1)).toBe(next);
    }
  });

  it('rolls the loss day exactly once per session, at 20:00 New York', () => {
    let at = sessions[0]!.opensAt;
    for (const session of sessions) {
      expect(calendar.lossDayOf(at)).toBe(session.on);
      const rollAt = calendar.nextLossDayAt(at);
      expect(calendar.nextLossDayAt(rollAt - 1)).toBe(rollAt);
      expect(newYork.localMsAt(rollAt)).toBe(Date.parse(`${session.on}T20:00:00Z`));
      at = rollAt;
    }
    expect(() => calendar.nextLossDayAt(at)).toThrow(/covers 1990-01-01 to 2030-12-31/);
  });

  it('answers for any instant in agreement with itself', () => {
    const start = sessions[0]!.closesAt;
    const end = sessions.at(-2)!.opensAt;
    fc.assert(
      fc.property(fc.integer({ min: start, max: end }), (at) => {
        const session = calendar.sessionAt(at);
        const next = calendar.nextSession(at);
        const previous = calendar.previousSession(at);
        expect(next.opensAt).toBeGreaterThan(at);
        expect(previous.closesAt).toBeLessThanOrEqual(at);
        if (session === undefined) {
          expect(calendar.nextSession(previous.opensAt)).toBe(next);
        } else {
          expect(session.opensAt).toBeLessThanOrEqual(at);
          expect(session.closesAt).toBeGreaterThan(at);
          expect(calendar.lossDayOf(at)).toBe(session.on);
        }
        const rollAt = calendar.nextLossDayAt(at);
        expect(rollAt).toBeGreaterThan(at);
        expect(calendar.lossDayOf(rollAt - 1)).toBe(calendar.lossDayOf(at));
        expect(calendar.lossDayOf(rollAt) > calendar.lossDayOf(at)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe('changes of the clock', () => {
  it.each([
    ['the week before 2006-04-02', '2006-03-31', '14:30'],
    ['the week after 2006-04-02', '2006-04-03', '13:30'],
    ['the week after 2006-10-29', '2006-10-30', '14:30'],
    ['three weeks earlier since 2007', '2007-03-12', '13:30'],
    ['one week later since 2007', '2007-11-02', '13:30'],
    ['the week after 2007-11-04', '2007-11-05', '14:30'],
  ])('move the open in UTC: %s', (_, date, time) => {
    expect(new Date(on(date)!.opensAt).toISOString()).toBe(`${date}T${time}:00.000Z`);
  });

  it('make the loss day before the Monday an hour shorter in spring, longer in autumn', () => {
    const length = (from: string, to: string): number =>
      calendar.nextLossDayAt(on(to)!.opensAt) - calendar.nextLossDayAt(on(from)!.opensAt);
    expect(length('2024-03-08', '2024-03-11')).toBe(71 * hourMs);
    expect(length('2024-11-01', '2024-11-04')).toBe(73 * hourMs);
  });
});

describe('borders', () => {
  it('open belongs to the session, close does not', () => {
    const session = on('2024-06-03')!;
    expect(calendar.sessionAt(session.opensAt - 1)).toBeUndefined();
    expect(calendar.sessionAt(session.opensAt)).toBe(session);
    expect(calendar.sessionAt(session.closesAt - 1)).toBe(session);
    expect(calendar.sessionAt(session.closesAt)).toBeUndefined();
  });

  it('an evening after 20:00 belongs to the next session, on Friday to Monday', () => {
    const friday = parseInstant('2024-06-07T20:00:00-04:00');
    expect(calendar.lossDayOf(friday - 1)).toBe('2024-06-07');
    expect(calendar.lossDayOf(friday)).toBe('2024-06-10');
  });

  it('a half day rolls at 20:00, too', () => {
    const at = parseInstant('2024-07-03T13:30:00-04:00');
    expect(calendar.nextLossDayAt(at)).toBe(parseInstant('2024-07-03T20:00:00-04:00'));
    expect(calendar.lossDayOf(at)).toBe('2024-07-03');
  });

  it.each<[string, () => unknown]>([
    ['an instant before 1990', () => calendar.sessionAt(parseInstant('1989-12-31T23:59:59-05:00'))],
    ['an instant after 2030', () => calendar.lossDayOf(parseInstant('2031-01-01T00:00:00-05:00'))],
    ['a date after 2030', () => on('2031-01-02')],
    ['a date before 1990', () => on('1989-12-29')],
    ['the session before the first', () => calendar.previousSession(on('1990-01-02')!.opensAt)],
    ['the session after the last', () => calendar.nextSession(on('2030-12-31')!.opensAt)],
    ['no number', () => calendar.sessionAt(Number.NaN)],
    ['an endless number', () => calendar.nextLossDayAt(Number.POSITIVE_INFINITY)],
    ['a number beyond dates', () => calendar.nextSession(1e300)],
  ])('refuses %s', (_, ask) => {
    try {
      ask();
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ code: 'CALENDAR_OUT_OF_RANGE' });
      expect(String(error)).toContain('XNYS covers 1990-01-01 to 2030-12-31');
    }
  });

  it('refuses a date that does not exist', () => {
    expect(() => calendar.sessionOn('2023-02-29' as SessionDate)).toThrow(/a date that exists/);
    expect(() => calendar.sessionOn('__proto__' as SessionDate)).toThrow(/a date that exists/);
  });
});

describeWithData(
  'agreement with exchange_calendars, 1998 to 2014',
  [
    'nyse-calendar/xnys_sessions.csv',
    'nyse-calendar/weekday_closures.csv',
    'nyse-calendar/early_closes.csv',
  ],
  (paths) => {
    const [sessions, closures, earlyCloses] = paths.map((path) =>
      readFileSync(path, 'utf8')
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => line.split(',')),
    ) as [string[][], string[][], string[][]];

    it(`has the same open and close in all ${sessions.length} sessions`, () => {
      expect(sessions).toHaveLength(4277);
      for (const [date, open, close, early] of sessions) {
        expect(on(date!)).toMatchObject({
          opensAt: parseInstant(open),
          closesAt: parseInstant(close),
          earlyClose: early === '1',
        });
      }
    });

    it(`is closed on all ${closures.length} weekday closures, and on no other weekday`, () => {
      const closed = new Set(closures.map(([date]) => date));
      let count = 0;
      const end = sessionDate('2014-12-31');
      for (let date = sessionDate('1998-01-01'); date <= end; date = addDays(date, 1)) {
        if (weekdayOf(date) % 6 === 0) expect(on(date)).toBeUndefined();
        else if (on(date) === undefined) {
          expect(closed.has(date)).toBe(true);
          count += 1;
        }
      }
      expect(count).toBe(closures.length);
      expect(count).toBe(158);
    });

    it(`ends early on all ${earlyCloses.length} half days`, () => {
      expect(earlyCloses).toHaveLength(39);
      for (const [date, close] of earlyCloses) {
        expect(on(date!)).toMatchObject({ earlyClose: true, closesAt: parseInstant(close) });
      }
    });
  },
);

describeWithData(
  'agreement with the days on which SPY traded',
  ['lean-daily/spy.csv.gz'],
  (paths) => {
    const traded = gunzipSync(readFileSync(paths[0]!))
      .toString()
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.slice(0, 10));

    it(`has a session on each of ${traded.length} days from 1998 to 2021, and on no other`, () => {
      expect(traded).toHaveLength(5849);
      const from = sessionDate(traded[0]);
      const to = sessionDate(traded.at(-1));
      const sessions = allSessions().filter((each) => each.on >= from && each.on <= to);
      expect(sessions.map((each) => each.on)).toEqual(traded);
    });
  },
);
