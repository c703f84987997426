import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { BacktestReport, BarSeries } from '@tradewright/core';
import { describe, expect, it } from 'vitest';
import { sweep } from '../src/sweep/sweep.js';
import { crossoverSweep, wandering } from './sweep-subjects.js';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const arrayBytes = (): number => {
  collect();
  return process.memoryUsage().arrayBuffers;
};

const columns = ['time', 'open', 'high', 'low', 'close', 'volume'] as const;
const bytesOf = (series: BarSeries): number =>
  columns.reduce((sum, name) => sum + series[name].byteLength, 0);

describe('memory of a sweep', () => {
  it('has the columns once: no run copies them, not even while it lasts', async () => {
    const series = wandering(100_000);
    const held = arrayBytes();
    const during: number[] = [];
    await sweep(
      crossoverSweep({
        series: [series],
        strategy: {
          name: 'idle',
          version: '1',
          warmUpBars: () => 0,
          create: () => ({ onBars: () => undefined }),
        },
        measure: (report) => {
          // With its report, everything that a run has made is alive.
          during.push(arrayBytes() - held);
          return { equity: report.equity.length };
        },
      }),
    );
    expect(during).toHaveLength(6);
    // A run keeps its equity, one column of the six, and pages of tables.
    expect(Math.max(...during)).toBeLessThan(bytesOf(series) / 2);
    expect(Math.max(...during)).toBeGreaterThan(series.close.byteLength / 2);
  });

  it('does not grow with the number of runs: of a report only its row stays', async () => {
    const reports: WeakRef<BacktestReport>[] = [];
    const alive: number[] = [];
    const bytes: number[] = [];
    await sweep(
      crossoverSweep({
        grid: { fast: [1, 2, 3, 4, 5, 6, 7], slow: [8, 10, 12, 14, 16] },
        measure: (report) => {
          reports.push(new WeakRef(report));
          return {};
        },
      }),
      {
        onProgress: ({ runsDone }) => {
          if (runsDone % 5 !== 0) return;
          bytes.push(arrayBytes());
          alive.push(reports.slice(0, -1).filter((one) => one.deref() !== undefined).length);
        },
      },
    );
    expect(reports).toHaveLength(35);
    // Of all runs but the one that just ended.
    expect(Math.max(...alive)).toBeLessThanOrEqual(1);
    const [first = 0] = bytes;
    expect((bytes.at(-1) ?? Infinity) - first).toBeLessThan(200_000);
  });
});
