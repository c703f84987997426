import { describe, expect, it } from 'vitest';
import { alwaysOpenCalendar } from '../calendar/always-open-calendar.js';
import { usEquityCalendar } from '../calendar/us-equity-calendar.js';
import { parseInstant } from '../time/parse-instant.js';
import { sessionDate } from '../time/session-date.js';
import type { BarSeries } from './bar-series.js';
import { barsFromRows } from './bars-from-rows.js';
import { missingBars } from './missing-bars.js';

const minuteMs = 60_000;

function barsAt(times: readonly (number | string)[], periodMs: number): BarSeries {
  const rows = times.map((time) => ({ time, open: 10, high: 10, low: 10, close: 10 }));
  return barsFromRows(rows, { symbol: 'SPY', periodMs });
}

function dailyBars(...dates: readonly string[]): BarSeries {
  const opens = dates.map((date) => usEquityCalendar.sessionOn(sessionDate(date))!.opensAt);
  return barsAt(opens, 24 * 60 * minuteMs);
}

describe('missingBars of daily series', () => {
  it('finds sessions without a bar, not weekends and holidays', () => {
    const series = dailyBars('2024-07-02', '2024-07-08', '2024-07-09');
    const gaps = missingBars(series, usEquityCalendar);
    expect(gaps.map(({ on, count }) => [on, count])).toEqual([
      ['2024-07-03', 1],
      ['2024-07-05', 1],
    ]);
    expect(gaps[0]).toMatchObject({
      fromAt: parseInstant('2024-07-03T09:30-04:00'),
      toAt: parseInstant('2024-07-03T13:00-04:00'),
    });
  });

  it('finds nothing in a whole series, in one bar, and up to the end of the calendar', () => {
    expect(missingBars(dailyBars('2024-07-03', '2024-07-05'), usEquityCalendar)).toEqual([]);
    expect(missingBars(dailyBars('2024-07-03'), usEquityCalendar)).toEqual([]);
    expect(missingBars(dailyBars('2030-12-30', '2030-12-31'), usEquityCalendar)).toEqual([]);
  });

  it('expects one bar a session of bars without a length', () => {
    const closes = ['2024-07-02', '2024-07-05'].map((date) => `${date}T15:59:59-04:00`);
    const gaps = missingBars(barsAt(closes, 0), usEquityCalendar);
    expect(gaps.map(({ on }) => on)).toEqual(['2024-07-03']);
  });

  it('expects every day of the calendar that never closes', () => {
    const days = barsAt(['2024-02-28T00:00Z', '2024-03-01T00:00Z'], 24 * 60 * minuteMs);
    expect(missingBars(days, alwaysOpenCalendar).map(({ on }) => on)).toEqual(['2024-02-29']);
  });
});

describe('missingBars of intraday series', () => {
  it('joins minutes that are missing in a row', () => {
    const minutes = ['09:30', '09:31', '09:34', '09:36', '09:37'];
    const times = minutes.map((minute) => `2024-07-05T${minute}-04:00`);
    expect(missingBars(barsAt(times, minuteMs), usEquityCalendar)).toEqual([
      {
        on: '2024-07-05',
        fromAt: parseInstant('2024-07-05T09:32-04:00'),
        toAt: parseInstant('2024-07-05T09:34-04:00'),
        count: 2,
      },
      {
        on: '2024-07-05',
        fromAt: parseInstant('2024-07-05T09:35-04:00'),
        toAt: parseInstant('2024-07-05T09:36-04:00'),
        count: 1,
      },
    ]);
  });

  it('counts from the first bar to the last, session by session', () => {
    const times = ['2024-07-02T15:58-04:00', '2024-07-05T09:31-04:00'];
    const gaps = missingBars(barsAt(times, minuteMs), usEquityCalendar);
    expect(gaps.map(({ on, count }) => [on, count])).toEqual([
      ['2024-07-02', 1],
      ['2024-07-03', 210],
      ['2024-07-05', 1],
    ]);
  });

  it('does not expect bars outside of regular hours, nor takes them for missing ones', () => {
    const times = ['2024-07-05T08:00-04:00', '2024-07-05T09:30-04:00', '2024-07-05T17:00-04:00'];
    const gaps = missingBars(barsAt(times, minuteMs), usEquityCalendar);
    expect(gaps.map(({ count }) => count)).toEqual([389]);
  });

  it('takes a bar that starts within the period', () => {
    const times = ['09:30:00', '09:31:20', '09:32:40', '09:34:00'];
    const series = barsAt(
      times.map((time) => `2024-07-05T${time}-04:00`),
      minuteMs,
    );
    const gaps = missingBars(series, usEquityCalendar);
    expect(gaps.map(({ fromAt }) => fromAt)).toEqual([parseInstant('2024-07-05T09:33-04:00')]);
  });

  it('throws where the calendar ends', () => {
    expect(() => missingBars(barsAt([0, minuteMs], minuteMs), usEquityCalendar)).toThrow(
      /covers 1990-01-01/,
    );
  });
});
