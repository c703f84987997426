import { type BarSeries, barsFromColumns } from '@tradewright/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTimeline } from './timeline.js';

function seriesOf(symbol: string, minutes: readonly number[]): BarSeries {
  const price = minutes.map((minute) => minute + 1);
  const time = minutes.map((minute) => minute * 60_000);
  const columns = { symbol, time, open: price, high: price, low: price, close: price };
  return barsFromColumns(columns, { periodMs: 60_000 });
}

/** Slices as plain data: start, end, and the close of each symbol. */
function walk(series: readonly BarSeries[], firstRows: number[], endRows: number[]): unknown[] {
  const timeline = createTimeline(series, { firstRows, endRows });
  const slices: unknown[] = [];
  while (timeline.advance()) {
    timeline.show();
    const bars = timeline.bars.map(({ symbol, slot, close, time }) => [symbol, slot, close, time]);
    slices.push([timeline.startAt, timeline.endAt, bars]);
  }
  expect(timeline.advance()).toBe(false);
  return slices;
}

/** The same by sorting all bars. */
function expected(series: readonly BarSeries[], firstRows: number[], endRows: number[]): unknown[] {
  const bars = series.flatMap((one, slot) =>
    [...one.time.slice(firstRows[slot], endRows[slot])].map((time, i) => ({
      time,
      bar: [one.symbol, slot, one.close[(firstRows[slot] ?? 0) + i], time],
    })),
  );
  const starts = [...new Set(bars.map(({ time }) => time))].sort((a, b) => a - b);
  return starts.map((start) => [
    start,
    start + 60_000,
    bars.filter(({ time }) => time === start).map(({ bar }) => bar),
  ]);
}

const minutes = fc
  .uniqueArray(fc.nat(30), { minLength: 1, maxLength: 20 })
  .map((list) => list.sort((a, b) => a - b));

describe('a timeline', () => {
  it('visits every bar of every range once, slice by slice in order of time', () => {
    const market = fc.array(fc.tuple(minutes, fc.nat(5), fc.nat(5)), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(market, (list) => {
        const series = list.map(([each], i) => seriesOf(`S${i}`, each));
        const firstRows = list.map(([each, skip]) => Math.min(skip, each.length));
        const endRows = list.map(([each, , drop], i) =>
          Math.max(firstRows[i] ?? 0, each.length - drop),
        );
        expect(walk(series, firstRows, endRows)).toEqual(expected(series, firstRows, endRows));
      }),
      { numRuns: 300 },
    );
  });

  it('is the same for series in step', () => {
    fc.assert(
      fc.property(minutes, fc.integer({ min: 1, max: 4 }), (each, count) => {
        const series = Array.from({ length: count }, (_, i) => seriesOf(`S${i}`, each));
        const [first, end] = [series.map(() => 0), series.map(() => each.length)];
        expect(walk(series, first, end)).toEqual(expected(series, first, end));
      }),
    );
  });

  it('does not take series of equal length for series in step', () => {
    const series = [seriesOf('A', [1, 2, 4]), seriesOf('B', [1, 3, 4])];
    expect(walk(series, [0, 0], [3, 3])).toEqual(expected(series, [0, 0], [3, 3]));
  });

  it('with nothing in its range ends at once', () => {
    const series = [seriesOf('A', [1, 2, 3])];
    expect(walk(series, [3], [3])).toEqual([]);
  });
});
