import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayMs, sessionDate } from '../time/session-date.js';
import type { SessionDate } from '../time/unix-ms.js';
import { alwaysOpenCalendar as calendar } from './always-open-calendar.js';

describe('the calendar of markets that never close', () => {
  it('has a session on every day, from midnight to midnight UTC', () => {
    expect(calendar.sessionOn(sessionDate('2024-02-29'))).toEqual({
      on: '2024-02-29',
      opensAt: Date.UTC(2024, 1, 29),
      closesAt: Date.UTC(2024, 2, 1),
      extendedOpensAt: Date.UTC(2024, 1, 29),
      extendedClosesAt: Date.UTC(2024, 2, 1),
      earlyClose: false,
    });
  });

  it('puts midnight in the session that begins', () => {
    expect(calendar.sessionAt(-1)?.on).toBe('1969-12-31');
    expect(calendar.sessionAt(0)?.on).toBe('1970-01-01');
    expect(calendar.nextSession(0).on).toBe('1970-01-02');
    expect(calendar.nextSession(-1).on).toBe('1970-01-01');
    expect(calendar.previousSession(0).on).toBe('1969-12-31');
    expect(calendar.nextLossDayAt(0)).toBe(dayMs);
  });

  it('answers for any instant in agreement with itself', () => {
    const instants = fc.integer({ min: Date.UTC(1900, 0, 2), max: Date.UTC(2199, 11, 30) });
    fc.assert(
      fc.property(instants, (at) => {
        const session = calendar.sessionAt(at)!;
        expect(session.opensAt).toBeLessThanOrEqual(at);
        expect(session.closesAt).toBeGreaterThan(at);
        expect(calendar.sessionOn(session.on)).toEqual(session);
        expect(calendar.nextSession(at).opensAt).toBe(session.closesAt);
        expect(calendar.previousSession(at).closesAt).toBe(session.opensAt);
        expect(calendar.lossDayOf(at)).toBe(session.on);
        expect(calendar.nextLossDayAt(at)).toBe(session.closesAt);
      }),
    );
  });

  it.each<[string, () => unknown]>([
    ['an instant before 1900', () => calendar.sessionAt(Date.UTC(1899, 11, 31))],
    ['an instant after 2199', () => calendar.lossDayOf(Date.UTC(2200, 0, 1))],
    ['the session after the last', () => calendar.nextSession(Date.UTC(2199, 11, 31))],
    ['the session before the first', () => calendar.previousSession(Date.UTC(1900, 0, 1))],
    ['a date after 2199', () => calendar.sessionOn(sessionDate('2200-01-01'))],
    ['no number', () => calendar.nextLossDayAt(Number.NaN)],
  ])('refuses %s', (_, ask) => {
    try {
      ask();
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ code: 'CALENDAR_OUT_OF_RANGE' });
    }
  });

  it('refuses a date that does not exist', () => {
    expect(() => calendar.sessionOn('2023-02-29' as SessionDate)).toThrow(/a date that exists/);
  });
});
