import { expect, it } from 'vitest';
import { LiveBars } from '../src/live-bars.js';
import { barOf } from './trader-bench.js';

it('shows the average price of a live bar, and none where the bar has none', () => {
  const live = new LiveBars(['AAA']);
  const seen = [10.5, undefined, 11.25].map((vwap, i) => {
    const [bar] = live.show([{ ...barOf('AAA', i, 10 + i), vwap }]);
    return [bar?.close, bar?.vwap];
  });
  expect(seen).toEqual([
    [10, 10.5],
    [11, undefined],
    [12, 11.25],
  ]);
});
