import { runBacktest } from '@tradewright/backtest';
import { isSdkError, type Strategy } from '@tradewright/core';
import { describe, expect, it } from 'vitest';
import { sweep } from '../src/sweep/sweep.js';
import type { SweepProgress } from '../src/sweep/sweep-settings.js';
import { summaryMetrics } from '../src/sweep/sweep-table.js';
import { failure } from './scripted-run.js';
import { crossover, crossoverFrame, crossoverSweep, type Lengths } from './sweep-subjects.js';

/** The rejection of a sweep. */
const rejection = (attempt: Promise<unknown>): Promise<unknown> =>
  attempt.then(
    () => 'resolved',
    (error: unknown) => error,
  );

describe('a sweep', () => {
  it('has a row for every combination, the first parameter varying slowest', async () => {
    const { rows, parameterNames, metricNames } = await sweep(crossoverSweep());
    expect(rows.map(({ index, parameters }) => [index, parameters.fast, parameters.slow])).toEqual([
      [0, 2, 8],
      [1, 2, 13],
      [2, 3, 8],
      [3, 3, 13],
      [4, 5, 8],
      [5, 5, 13],
    ]);
    expect(parameterNames).toEqual(['fast', 'slow']);
    expect(metricNames).toEqual(summaryMetrics);
  });

  it('has the numbers of the summary, which differ between combinations', async () => {
    const { rows } = await sweep(crossoverSweep());
    const report = await runBacktest({ ...crossoverFrame, parameters: { fast: 3, slow: 8 } });
    const { summary } = report;
    expect(rows[2]?.metrics).toEqual({
      finalEquity: report.finalEquity?.toNumber(),
      returnFraction: summary.returnFraction,
      maxDrawdownFraction: summary.maxDrawdownFraction,
      fills: summary.fills,
      exposureFraction: summary.exposureFraction,
      fees: summary.fees.toNumber(),
    });
    expect(summary.fills).toBeGreaterThan(5);
    expect(new Set(rows.map(({ metrics }) => metrics.finalEquity)).size).toBeGreaterThan(4);
  });

  it('keeps the combinations that `where` keeps', async () => {
    const asked: Lengths[] = [];
    const settings = crossoverSweep({
      grid: { fast: [2, 8, 20], slow: [8, 13] },
      where: (one) => {
        asked.push(one);
        return one.fast < one.slow;
      },
    });
    const { rows } = await sweep(settings);
    expect(asked).toHaveLength(6);
    expect(rows.map(({ index, parameters }) => [index, parameters])).toEqual([
      [0, { fast: 2, slow: 8 }],
      [1, { fast: 2, slow: 13 }],
      [2, { fast: 8, slow: 13 }],
    ]);
  });

  it('adds what `measure` reads from the report', async () => {
    const orders: number[] = [];
    const { rows, metricNames } = await sweep(
      crossoverSweep({
        measure: (report) => {
          orders.push(report.orders.length);
          return { orders: report.orders.length, perYear: undefined, ratio: 1 / 0 };
        },
      }),
    );
    expect(metricNames).toEqual([...summaryMetrics, 'orders', 'perYear', 'ratio']);
    expect(rows.map(({ metrics }) => metrics['orders'])).toEqual(orders);
    expect(new Set(orders).size).toBeGreaterThan(3);
    for (const { metrics } of rows) {
      // Unknown, or not finite: no number stands for it.
      expect(Object.keys(metrics)).toEqual([...summaryMetrics, 'orders']);
    }
  });

  it('is plain data: the same after a way through JSON', async () => {
    const measure = (): Record<string, number> => ({ nothing: -0, unknown: Number.NaN });
    const table = await sweep(crossoverSweep({ measure, hashes: true }));
    expect(JSON.parse(JSON.stringify(table))).toStrictEqual(table);
    expect(table.rows[0]?.metrics['nothing']).toBe(0);
  });

  it('has the hash of each run when it is asked for', async () => {
    const { rows } = await sweep(crossoverSweep({ hashes: true }));
    const { rows: without } = await sweep(crossoverSweep());
    expect(new Set(rows.map(({ hash }) => hash)).size).toBe(6);
    expect(rows.every(({ hash = '' }) => /^[0-9a-f]{64}$/.test(hash))).toBe(true);
    expect(without.some((row) => 'hash' in row)).toBe(false);
  });

  it('gives strategies copies: neither they nor the caller change what the row says', async () => {
    const lengths = [2, 3];
    const weights = [[1, 2], [3]];
    const spoiling: Strategy<Lengths & { readonly weights: number[] }> = {
      ...crossover,
      create: (parameters) => {
        lengths[1] = 7;
        weights[1]?.push(99);
        parameters.weights.push(4);
        return crossover.create(parameters);
      },
    };
    const { rows } = await sweep({
      ...crossoverFrame,
      strategy: spoiling,
      grid: { fast: lengths, weights, slow: [8] },
    });
    expect(rows.map(({ parameters }) => parameters)).toEqual([
      { fast: 2, weights: [1, 2], slow: 8 },
      { fast: 2, weights: [3], slow: 8 },
      { fast: 3, weights: [1, 2], slow: 8 },
      { fast: 3, weights: [3], slow: 8 },
    ]);
    expect(Object.isFrozen(rows[0]?.parameters)).toBe(true);
    expect(Object.isFrozen(rows[0]?.parameters.weights)).toBe(true);
  });
});

describe('a combination that fails', () => {
  /** Throws where it is told to. */
  const fragile = (where: string): typeof crossover => ({
    ...crossover,
    warmUpBars: ({ fast, slow }) => (where === 'warm-up' && fast === 3 ? -1 : slow),
    create: (parameters) => {
      const sound = crossover.create(parameters);
      if (parameters.fast !== 3) return sound;
      if (where === 'create') throw new Error('no average of three');
      let slice = 0;
      return {
        onBars: (context) => {
          if (where === 'bars' && slice++ === 40) throw new Error('no average of three');
          sound.onBars(context);
        },
      };
    },
  });

  it.each([
    ['bars', 'STRATEGY_FAILED', 'no average of three'],
    ['create', 'STRATEGY_FAILED', 'no average of three'],
    ['warm-up', 'SETTINGS_INVALID', 'strategy.warmUpBars() must be a whole number'],
  ])('in %s is a row with its error, and the others are as before', async (where, code, text) => {
    const sound = await sweep(crossoverSweep());
    const table = await sweep(crossoverSweep({ strategy: fragile(where) }));
    for (const [i, row] of table.rows.entries()) {
      if (row.parameters.fast !== 3) {
        expect(row).toEqual(sound.rows[i]);
        continue;
      }
      expect(row.metrics).toEqual({});
      expect(row.error?.code).toBe(code);
      expect(row.error?.message).toContain(text);
    }
    expect(table.rows.filter(({ error }) => error !== undefined)).toHaveLength(2);
  });

  it('in `measure` is a row with its error, too', async () => {
    const table = await sweep(
      crossoverSweep({
        measure: ({ fills }) => {
          if (fills.length > 20) throw new TypeError('too many to look at');
          return {};
        },
      }),
    );
    const failed = table.rows.filter(({ error }) => error !== undefined);
    expect(failed.length).toBeGreaterThan(0);
    expect(failed.length).toBeLessThan(6);
    expect(failed[0]?.error).toEqual({ message: 'too many to look at' });
    expect(JSON.parse(JSON.stringify(table))).toStrictEqual(table);
  });
});

describe('what is thrown that is no error', () => {
  it('is a row with what was thrown', async () => {
    const measure = (): never => {
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- any host code may do it
      throw 'a text';
    };
    const { rows } = await sweep(crossoverSweep({ grid: { fast: [2], slow: [8] }, measure }));
    expect(rows).toEqual([
      { index: 0, parameters: { fast: 2, slow: 8 }, metrics: {}, error: { message: 'a text' } },
    ]);
  });
});

describe('the progress of a sweep', () => {
  it('counts every run once, with its row', async () => {
    const told: SweepProgress<Lengths>[] = [];
    const { rows } = await sweep(crossoverSweep(), { onProgress: (one) => told.push(one) });
    expect(told.map(({ runsDone }) => runsDone)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(told.every(({ runsTotal }) => runsTotal === 6)).toBe(true);
    expect(told.map(({ row }) => row)).toEqual(rows);
  });

  it('gives the event loop a turn after every run', async () => {
    let turns = 0;
    const seen: number[] = [];
    let running = true;
    const turn = (): void => {
      turns += 1;
      if (running) setImmediate(turn);
    };
    setImmediate(turn);
    await sweep(crossoverSweep(), { onProgress: () => seen.push(turns) });
    running = false;
    expect(seen).toHaveLength(6);
    expect(new Set(seen).size).toBe(6);
  });

  it('gives turns within a long run', async () => {
    let turns = 0;
    const timer = setInterval(() => undefined, 1000);
    const turn = (): void => {
      turns += 1;
      if (turns < 1000) setImmediate(turn);
    };
    setImmediate(turn);
    const onProgress = (): void => {
      if (turns < 100) throw new Error(`only ${turns} turns`);
    };
    await sweep(crossoverSweep({ grid: { fast: [2], slow: [8] } }), { chunkBars: 1, onProgress });
    turns = 1000;
    clearInterval(timer);
  });

  it('ends at an abort between runs, and keeps the reason', async () => {
    const abort = new AbortController();
    const reason = new Error('the user left');
    let runs = 0;
    const attempt = sweep(crossoverSweep(), {
      signal: abort.signal,
      onProgress: ({ runsDone }) => {
        runs = runsDone;
        if (runsDone === 4) abort.abort(reason);
      },
    });
    const error = await rejection(attempt);
    expect(isSdkError(error, 'RUN_ABORTED')).toBe(true);
    expect((error as Error).message).toBe('the sweep was aborted after 4 of 6 runs');
    expect((error as Error).cause).toBe(reason);
    expect(runs).toBe(4);
  });

  it('ends at an abort in the middle of a run, which leaves no row', async () => {
    const abort = new AbortController();
    let slices = 0;
    let asked = 0;
    const strategy: typeof crossover = {
      ...crossover,
      create: (parameters) => {
        const sound = crossover.create(parameters);
        return {
          onBars: (context) => {
            slices += 1;
            if (slices === 300) abort.abort();
            sound.onBars(context);
          },
        };
      },
    };
    const attempt = sweep(crossoverSweep({ strategy }), {
      signal: abort.signal,
      chunkBars: 10,
      onProgress: ({ row }) => {
        asked += 1;
        expect(row.error).toBeUndefined();
      },
    });
    const error = await rejection(attempt);
    expect((error as Error).message).toBe('the sweep was aborted after 2 of 6 runs');
    expect([asked, slices]).toEqual([2, 300]);
  });

  it('does not start when it is aborted already', async () => {
    const signal = AbortSignal.abort();
    const attempt = (): Promise<unknown> => sweep(crossoverSweep(), { signal });
    expect(await failure(attempt)).toEqual({
      code: 'RUN_ABORTED',
      message: 'the sweep was aborted after 0 of 6 runs',
    });
  });

  it('with an abort after the last run is complete', async () => {
    const abort = new AbortController();
    const { rows } = await sweep(crossoverSweep(), {
      signal: abort.signal,
      onProgress: ({ runsDone }) => {
        if (runsDone === 6) abort.abort();
      },
    });
    expect(rows).toHaveLength(6);
  });
});
