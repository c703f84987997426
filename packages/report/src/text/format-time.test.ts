import { expect, it } from 'vitest';
import { formatDate, formatDuration, formatMinute } from './format-time.js';

it('writes instants in UTC, and nothing for what is none', () => {
  expect(formatMinute(Date.UTC(2024, 2, 1, 14, 30, 59))).toBe('2024-03-01 14:30');
  expect(formatDate(Date.UTC(2024, 2, 1, 14, 30))).toBe('2024-03-01');
  expect(formatMinute(undefined)).toBe('–');
  expect(formatMinute(Number.POSITIVE_INFINITY)).toBe('–');
  expect(formatDate(Number.NaN)).toBe('–');
});

it.each([
  [0, '0 min'],
  [90_000, '2 min'],
  [3_600_000, '1.0 h'],
  [47 * 3_600_000, '47.0 h'],
  [60 * 3_600_000, '2.5 d'],
  [400 * 86_400_000, '400 d'],
  [Number.NaN, '–'],
])('writes %i ms as %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});
