import { barsFromColumns } from '@tradewright/core';
import { describe, expect, it } from 'vitest';
import { alignBenchmark } from './align-benchmark.js';

const series = barsFromColumns(
  {
    symbol: 'INDEX',
    time: [0, 60_000, 120_000],
    open: [10, 20, 30],
    high: [12, 22, 32],
    low: [9, 19, 29],
    close: [11, 21, 31],
  },
  { periodMs: 60_000 },
);

describe('alignBenchmark', () => {
  it('knows a close when its bar has ended, and before the first one an open', () => {
    const time = Float64Array.of(0, 59_999, 60_000, 119_999, 120_000, 999_999);
    expect([...alignBenchmark(series, time)]).toEqual([10, 10, 11, 11, 21, 31]);
  });

  it('refuses to begin before the benchmark does', () => {
    expect(() => alignBenchmark(series, Float64Array.of(-1, 5))).toThrow(
      'options.benchmark must be bars that begin at or before 1969-12-31T23:59:59.999+00:00',
    );
  });
});
