import { expect, it } from 'vitest';
import { choosePeriodsPerYear } from './choose-periods-per-year.js';

const day = 86_400_000;

it.each([
  ['days', day, 365],
  ['sessions', (365.25 / 252) * day, 252],
  ['weeks', 7 * day, 52],
  ['months', 30.4 * day, 12],
  ['quarters', 91 * day, 4],
  ['years', 365 * day, 1],
])('knows %s', (_name, step, periods) => {
  const time = Float64Array.from({ length: 40 }, (_, i) => i * step);
  expect(choosePeriodsPerYear(time)).toBe(periods);
});

it('takes sessions where there are too few to tell', () => {
  expect(choosePeriodsPerYear(Float64Array.from({ length: 29 }, (_, i) => i * day))).toBe(252);
  expect(choosePeriodsPerYear(new Float64Array(0))).toBe(252);
});
