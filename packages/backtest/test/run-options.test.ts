import { alwaysOpenCalendar, isSdkError } from '@tradewright/core';
import { type BacktestProgress, runBacktest } from '@tradewright/backtest';
import { describe, expect, it } from 'vitest';
import { always, minuteBars, type Prices } from './scripted-run.js';

const rows: Prices[] = Array.from({ length: 25 }, (_, i) => [10 + i, 12 + i, 9 + i, 11 + i]);
const alternating = always((context) => {
  const side = context.position('A') > 0 ? 'sell' : 'buy';
  context.submit({ symbol: 'A', side, quantity: 3 });
});
const settings = {
  strategy: alternating,
  series: [minuteBars('A', rows), minuteBars('B', rows.slice(0, 10))],
  cash: 100_000,
  calendar: alwaysOpenCalendar,
  limits: {},
};

describe('a run', () => {
  it.each([1, 2, 7, 35, 1_000_000])('in chunks of %d bars has the same hash', async (chunkBars) => {
    const whole = await runBacktest(settings);
    const report = await runBacktest(settings, { chunkBars });
    expect(report.hash()).toBe(whole.hash());
    expect([...report.equity.value]).toEqual([...whole.equity.value]);
    expect(report.summary).toEqual(whole.summary);
  });

  it('tells how far it is, after every chunk, to the last bar', async () => {
    const told: BacktestProgress[] = [];
    await runBacktest(settings, { chunkBars: 10, onProgress: (progress) => told.push(progress) });
    expect(told.map(({ barsDone }) => barsDone)).toEqual([10, 20, 30, 35]);
    expect(new Set(told.map(({ barsTotal }) => barsTotal))).toEqual(new Set([35]));
  });

  it('is stopped by its signal between chunks', async () => {
    const abort = new AbortController();
    const reason = new Error('the user left');
    let done = 0;
    const attempt = runBacktest(settings, {
      chunkBars: 5,
      signal: abort.signal,
      onProgress: ({ barsDone }) => {
        done = barsDone;
        if (barsDone >= 15) abort.abort(reason);
      },
    });
    const error: unknown = await attempt.catch((thrown: unknown) => thrown);
    expect(isSdkError(error, 'RUN_ABORTED')).toBe(true);
    expect(String(error)).toContain(`the backtest was aborted after ${done} of 35 bars`);
    expect((error as Error).cause).toBe(reason);
    expect(done).toBeLessThan(25);
  });

  it('does not start when it is aborted already', async () => {
    let asked = 0;
    const strategy = always(() => (asked += 1));
    const attempt = runBacktest({ ...settings, strategy }, { signal: AbortSignal.abort() });
    const error: unknown = await attempt.catch((thrown: unknown) => thrown);
    expect(isSdkError(error, 'RUN_ABORTED')).toBe(true);
    expect(asked).toBe(0);
  });

  it('gives the event loop a turn between chunks', async () => {
    let turns = 0;
    const ticker = setInterval(() => (turns += 1), 0);
    let running = true;
    const immediate = (): void => {
      turns += 1;
      if (running) setImmediate(immediate);
    };
    setImmediate(immediate);
    await runBacktest(settings, { chunkBars: 1 });
    running = false;
    clearInterval(ticker);
    expect(turns).toBeGreaterThan(5);
  });
});
