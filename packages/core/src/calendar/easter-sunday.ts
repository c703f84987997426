import { dayNumber } from '../time/session-date.js';

/**
 * Easter Sunday of a year in the Gregorian calendar, as a day number. Good Friday is two days
 * before.
 *
 * Source: the "anonymous Gregorian" computus in Meeus, "Astronomical Algorithms", chapter 8.
 */
export function easterSunday(year: number): number {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const inCentury = year % 100;
  const leapCenturies = Math.floor(century / 4);
  const lunarShift = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - leapCenturies - lunarShift + 15) % 30;
  const leapYears = 2 * (century % 4) + 2 * Math.floor(inCentury / 4);
  const toSunday = (32 + leapYears - epact - (inCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * toSunday) / 451);
  const fromMarch = epact + toSunday - 7 * late + 114;
  return dayNumber(year, Math.floor(fromMarch / 31), (fromMarch % 31) + 1);
}
