import { describe, expect, it } from 'vitest';
import { dateOfDayNumber, weekdayOfDayNumber } from '../time/session-date.js';
import { easterSunday } from './easter-sunday.js';

describe('easterSunday', () => {
  it.each([
    ['the earliest', '1818-03-22'],
    ['the latest', '1943-04-25'],
    ['corrected by a week', '1954-04-18'],
    ['corrected by a week', '1981-04-19'],
    ['in a leap year', '2000-04-23'],
    ['early', '2008-03-23'],
    ['', '2024-03-31'],
    ['the latest again', '2038-04-25'],
    ['corrected by a week', '2049-04-18'],
    ['corrected by a week', '2076-04-19'],
    ['the earliest again', '2285-03-22'],
  ])('%s is %s', (_, date) => {
    expect(dateOfDayNumber(easterSunday(Number(date.slice(0, 4))))).toBe(date);
  });

  it('is a Sunday from 22 March to 25 April, every year', () => {
    for (let year = 1583; year < 3000; year += 1) {
      const sunday = easterSunday(year);
      const monthDay = dateOfDayNumber(sunday).slice(5);
      expect(weekdayOfDayNumber(sunday)).toBe(0);
      expect(monthDay >= '03-22' && monthDay <= '04-25').toBe(true);
    }
  });
});
