import {
  alwaysOpenCalendar,
  type Session,
  type SessionDate,
  type TradingCalendar,
  type UnixMs,
  usEquityCalendar,
} from '@tradewright/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { periodReturns } from './period-returns.js';
import { sampleSessions } from './sample-sessions.js';
import { toReturns } from './to-returns.js';
import { totalReturn } from './total-return.js';

const hour = 3_600_000;
const day = 24 * hour;
const dateOf = (at: UnixMs): SessionDate => new Date(at).toISOString().slice(0, 10) as SessionDate;

/** Loss days that roll at 20:00 UTC; a Saturday and a Sunday belong to Monday. */
function createWeekdays(): TradingCalendar & { readonly questions: number } {
  let questions = 0;
  const rollAfter = (at: UnixMs): UnixMs => {
    let roll = Math.floor((at - 20 * hour) / day) * day + 20 * hour + day;
    while ([0, 6].includes(new Date(roll).getUTCDay())) roll += day;
    return roll;
  };
  const refuse = (): Session => {
    throw new Error('not asked for');
  };
  return {
    get questions() {
      return questions;
    },
    name: 'weekdays',
    sessionAt: refuse,
    sessionOn: refuse,
    nextSession: refuse,
    previousSession: refuse,
    nextLossDayAt: rollAfter,
    lossDayOf: (at) => {
      questions++;
      return dateOf(rollAfter(at));
    },
  };
}

const monday = Date.UTC(2024, 0, 8);

describe('sampleSessions', () => {
  it('keeps the start and the last value of each day', () => {
    const time = [9, 12, 16, 33, 40].map((at) => monday + at * hour);
    const sample = sampleSessions([100, 101, 102, 103, 104], time, 'utc-day');
    expect([...sample.equity]).toEqual([100, 102, 104]);
    expect(sample.dates).toEqual(['2024-01-08', '2024-01-09']);
    expect([...sample.time]).toEqual([time[0], time[2], time[4]]);
  });

  it('leaves daily values as they are, the first as the start', () => {
    const time = [0, 1, 2].map((i) => monday + i * day);
    const sample = sampleSessions([100, 101, 102], time, 'utc-day');
    expect([...sample.equity]).toEqual([100, 101, 102]);
    expect(sample.dates).toEqual(['2024-01-09', '2024-01-10']);
  });

  it('lets the calendar say which day it is, at the millisecond before the mark', () => {
    const friday = monday - 3 * day;
    const time = [16, 20, 21, 3 * 24 + 16].map((at) => friday + at * hour);
    const sample = sampleSessions([100, 101, 102, 103], time, createWeekdays());
    expect([...sample.equity]).toEqual([100, 101, 103]);
    expect(sample.dates).toEqual(['2024-01-05', '2024-01-08']);
  });

  it('asks the calendar once a day, not once a minute', () => {
    const calendar = createWeekdays();
    const time = Array.from({ length: 3 * 24 * 60 }, (_, i) => monday + (i + 1) * 60_000);
    sampleSessions(
      time.map(() => 100),
      time,
      calendar,
    );
    expect(calendar.questions).toBe(4);
  });

  it('dates closes of New York by its sessions, holidays and after hours included', () => {
    const marks = [
      '2024-07-02T20:00Z', // Tuesday, the close
      '2024-07-03T00:00Z', // still Tuesday: the last after-hours bar ends at 20:00 in New York
      '2024-07-03T17:00Z', // a half day
      '2024-07-03T20:00Z',
      '2024-07-05T20:00Z', // after the holiday
      '2024-07-06T00:01Z', // Friday night belongs to Monday
      '2024-07-08T20:00Z',
    ].map((at) => Date.parse(at));
    const sample = sampleSessions([1, 2, 3, 4, 5, 6, 7], marks, usEquityCalendar);
    expect(sample.dates).toEqual(['2024-07-02', '2024-07-03', '2024-07-05', '2024-07-08']);
    expect([...sample.equity]).toEqual([1, 2, 4, 5, 7]);
  });

  it('dates days of a market that never closes by the day that ends at the mark', () => {
    const midnights = [1, 2, 3].map((i) => monday + i * day);
    const sample = sampleSessions([100, 101, 102], midnights, alwaysOpenCalendar);
    expect(sample.dates).toEqual(['2024-01-09', '2024-01-10']);
  });

  it('gives one date for each return', () => {
    const steps = fc.array(fc.integer({ min: 1, max: 2 * day }), { maxLength: 50 });
    fc.assert(
      fc.property(steps, (gaps) => {
        let at = monday;
        const time = gaps.map((gap) => (at += gap));
        const sample = sampleSessions(
          time.map((_, i) => i + 1),
          time,
          'utc-day',
        );
        expect(sample.dates).toHaveLength(Math.max(0, sample.equity.length - 1));
        expect(new Set(sample.dates).size).toBe(sample.dates.length);
        expect(sample.equity[0]).toBe(time.length === 0 ? undefined : 1);
        if (time.length > 1) expect(sample.equity.at(-1)).toBe(time.length);
      }),
    );
  });

  it('has nothing for no points', () => {
    expect(sampleSessions([], [], 'utc-day').equity).toHaveLength(0);
  });

  it('refuses what does not fit', () => {
    expect(() => sampleSessions([1, 2], [0], 'utc-day')).toThrow('time.length must be 2');
    expect(() => sampleSessions([1, 2], [5, 5], 'utc-day')).toThrow('time[1] must be later');
    expect(() => sampleSessions([1], [9e15], 'utc-day')).toThrow('time must be an instant');
    expect(() => sampleSessions([1], [0], 'daily' as 'utc-day')).toThrow(
      'sessions must be a TradingCalendar or "utc-day", was "daily"',
    );
  });
});

describe('periodReturns', () => {
  const dates = ['2023-12-28', '2023-12-29', '2024-01-02', '2024-03-01'] as SessionDate[];
  const returns = [0.1, 0.1, -0.5, 1];

  it('compounds months and years', () => {
    expect(periodReturns(returns, dates, 'month').map((each) => each.label)).toEqual([
      '2023-12',
      '2024-01',
      '2024-03',
    ]);
    expect(periodReturns(returns, dates, 'year')).toEqual([
      {
        label: '2023',
        year: 2023,
        month: undefined,
        return: expect.closeTo(0.21, 12) as number,
        sessions: 2,
        firstOn: '2023-12-28',
        lastOn: '2023-12-29',
      },
      {
        label: '2024',
        year: 2024,
        month: undefined,
        return: 0,
        sessions: 2,
        firstOn: '2024-01-02',
        lastOn: '2024-03-01',
      },
    ]);
    expect(periodReturns(returns, dates, 'month')[2]).toMatchObject({ year: 2024, month: 3 });
  });

  it('compound to the total return, by month and by year', () => {
    const curve = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 2, maxLength: 400 });
    fc.assert(
      fc.property(curve, fc.integer({ min: 0, max: 20_000 }), (equity, start) => {
        const all = toReturns(equity);
        const days = Array.from(all, (_, i) => dateOf((start + i) * day));
        for (const period of ['month', 'year'] as const) {
          const parts = periodReturns(all, days, period).map((each) => each.return);
          expect((1 + totalReturn(parts)!) / (1 + totalReturn(all)!)).toBeCloseTo(1, 9);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('is empty for no returns', () => {
    expect(periodReturns([], [], 'month')).toEqual([]);
  });

  it.each([
    [['2024-01-02', '2024-01-01'], 'dates[1] must be later than dates[0], 2024-01-02'],
    [['2024-01-02', '2024-01-02'], 'dates[1] must be later than dates[0], 2024-01-02'],
    [['2024-01-02', '2024-13-01'], 'dates[1] must be a date such as "2024-03-01"'],
    [['2.1.2024', '2024-01-03'], 'dates[0] must be a date such as "2024-03-01", was "2.1.2024"'],
    [['2024-01-02'], 'dates.length must be 2'],
  ])('refuses %j', (bad, message) => {
    expect(() => periodReturns([0.1, 0.1], bad as SessionDate[], 'year')).toThrow(message);
  });
});
