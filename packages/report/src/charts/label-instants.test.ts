import { expect, it } from 'vitest';
import { labelInstants } from './label-instants.js';

function textsOf(length: number, stepMs: number): readonly string[] {
  const start = Date.UTC(2020, 0, 15, 14, 30);
  const time = Float64Array.from({ length }, (_, i) => start + i * stepMs);
  return labelInstants(time).map(({ text }) => text);
}

const day = 86_400_000;

it('labels years, months, days or minutes, five at most', () => {
  expect(textsOf(2000, day)).toEqual(['2021', '2022', '2023', '2024', '2025']);
  expect(textsOf(150, day)).toEqual(['2020-02', '2020-03', '2020-04', '2020-05', '2020-06']);
  expect(textsOf(10, day).length).toBeLessThanOrEqual(5);
  expect(textsOf(61, 60_000).every((text) => /^\d\d:\d\d$/.test(text))).toBe(true);
  expect(textsOf(20_000, day).length).toBeLessThanOrEqual(5);
});

it('labels both ends where nothing else begins', () => {
  expect(textsOf(2, 1000)).toEqual(['2020-01-15 14:30', '2020-01-15 14:30']);
  expect(textsOf(1, day)).toEqual([]);
});
