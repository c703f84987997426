import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSdkError } from '../errors/sdk-error.js';
import {
  addDays,
  dateOfDayNumber,
  dayNumber,
  findDayNumber,
  dayNumberOf,
  isDateText,
  sessionDate,
  weekdayOf,
} from './session-date.js';

describe('session dates', () => {
  it.each(['2024-02-29', '2000-02-29', '1970-01-01', '0100-01-01', '9999-12-31'])(
    'accepts %s',
    (text) => {
      expect(sessionDate(text)).toBe(text);
    },
  );

  it.each([
    '2023-02-29',
    '1900-02-29',
    '2024-04-31',
    '2024-13-01',
    '2024-00-10',
    '2024-01-00',
    '0099-12-31',
    '2024-1-01',
    '2024-01-01T00:00:00Z',
    '２０２４-01-01',
    ' 2024-01-01',
    '',
    20240101,
    null,
    { toString: () => '2024-01-01' },
  ])('refuses %s', (text) => {
    expect(isDateText(text)).toBe(false);
    try {
      sessionDate(text, 'expiresOn');
      expect.unreachable();
    } catch (error) {
      expect(isSdkError(error, 'TIME_INVALID')).toBe(true);
      expect(String(error)).toContain('expiresOn must be a date that exists');
    }
  });

  it('counts days from 1970-01-01', () => {
    expect(dayNumberOf(sessionDate('1970-01-01'))).toBe(0);
    expect(dayNumberOf(sessionDate('1969-12-31'))).toBe(-1);
    expect(dayNumberOf(sessionDate('2000-03-01'))).toBe(11_017);
    expect(dayNumber(2000, 3, 1)).toBe(11_017);
    expect(findDayNumber(2000, 3, 1)).toBe(11_017);
    expect(findDayNumber(2001, 2, 29)).toBeUndefined();
    expect(findDayNumber(2001, 13, 1)).toBeUndefined();
    expect(findDayNumber(2001, 0, 1)).toBeUndefined();
  });

  it('knows the day of the week', () => {
    expect(weekdayOf(sessionDate('1970-01-01'))).toBe(4);
    expect(weekdayOf(sessionDate('1969-12-28'))).toBe(0);
    expect(weekdayOf(sessionDate('2024-06-15'))).toBe(6);
  });

  it('adds across months, leap days and years', () => {
    expect(addDays(sessionDate('2023-02-28'), 1)).toBe('2023-03-01');
    expect(addDays(sessionDate('2024-03-01'), -1)).toBe('2024-02-29');
    expect(addDays(sessionDate('1999-12-31'), 1)).toBe('2000-01-01');
  });

  it('stops at the years 0100 and 9999', () => {
    expect(() => addDays(sessionDate('9999-12-31'), 1)).toThrow(/years 0100 to 9999/);
    expect(() => addDays(sessionDate('0100-01-01'), -1)).toThrow(/years 0100 to 9999/);
    expect(() => addDays(sessionDate('2024-01-01'), 0.5)).toThrow(/whole number of days/);
    expect(() => dateOfDayNumber(Number.NaN)).toThrow(/whole number of days/);
  });

  it('day numbers and dates are inverse, and dates sort as text', () => {
    const days = fc.integer({ min: -683_003, max: 2_932_896 });
    fc.assert(
      fc.property(days, days, (left, right) => {
        const [earlier, later] = [dateOfDayNumber(left), dateOfDayNumber(right)];
        expect(dayNumberOf(earlier)).toBe(left);
        expect(isDateText(earlier)).toBe(true);
        expect(earlier < later).toBe(left < right);
      }),
    );
  });
});
