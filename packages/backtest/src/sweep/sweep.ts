import { isSdkError, nextTurn, SdkError } from '@tradewright/core';
import type { BacktestSettings, RunOptions } from '../backtest-settings.js';
import { runBacktest } from '../run-backtest.js';
import { parseSweepSettings, type ResolvedSweep } from './parse-sweep-settings.js';
import { checkMeasured, readMetrics } from './read-metrics.js';
import type { SweepOptions, SweepSettings } from './sweep-settings.js';
import { type SweepError, type SweepRow, type SweepTable, summaryMetrics } from './sweep-table.js';

/**
 * Runs a backtest for every combination of parameters, one after the other in this process, and
 * makes a table of their numbers. Each run is a `runBacktest` of its own over the same columns,
 * which are never copied; of its report only the row stays. The row of a combination does not
 * depend on the others, nor on their order.
 *
 * A run that fails is a row with an error, and the sweep goes on. The event loop gets a turn after
 * every run.
 *
 * The best row of many is better than it deserves: see `docs/guides/parameter-sweep.md`.
 *
 * @returns The table, in the order of the grid.
 * @throws SdkError `SETTINGS_INVALID` and what else `runBacktest` throws for wrong settings, before
 *   anything runs; `SETTINGS_INVALID` for a `measure` that returns a name twice or no numbers;
 *   `RUN_ABORTED` when the signal says so.
 *
 * @example
 * const close = [10, 11, 12, 11, 10, 11, 12, 13];
 * const time = close.map((_, i) => i * 60_000);
 * const columns = { symbol: 'SPY', time, open: close, high: close, low: close, close };
 * const buyLater = {
 *   name: 'buy-later',
 *   version: '1',
 *   warmUpBars: () => 0,
 *   create: ({ after }) => {
 *     let seen = 0;
 *     return {
 *       onBars: (context) => {
 *         if (++seen === after) context.submit({ symbol: 'SPY', side: 'buy', quantity: 5 });
 *       },
 *     };
 *   },
 * };
 * const table = await sweep({
 *   strategy: buyLater,
 *   grid: { after: [1, 4] },
 *   series: [barsFromColumns(columns, { periodMs: 60_000 })],
 *   cash: 1000,
 *   calendar: alwaysOpenCalendar,
 *   limits: {},
 * });
 * table.rows.map(({ parameters }) => parameters) // => [{ after: 1 }, { after: 4 }]
 * table.rows.map(({ metrics }) => metrics.finalEquity) // => [1010, 1015]
 */
export async function sweep<P extends object>(
  settings: SweepSettings<P>,
  options: SweepOptions<P> = {},
): Promise<SweepTable<P>> {
  const resolved = parseSweepSettings(settings, options);
  const { combinations, parameterNames } = resolved;
  const { signal, onProgress } = options;
  const rows: SweepRow<P>[] = [];
  const metricNames = new Set<string>(summaryMetrics);
  for (const parameters of combinations) {
    if (signal?.aborted === true) throw aborted(rows.length, combinations.length, signal);
    const place = { index: rows.length, parameters, metricNames };
    const row = await runOne(resolved, place, options);
    if (row === undefined) continue;
    rows.push(row);
    onProgress?.({ runsDone: rows.length, runsTotal: combinations.length, row });
    // One turn a run, however short: it costs less than a hundredth of one.
    await nextTurn();
  }
  return { parameterNames, metricNames: [...metricNames], rows };
}

/** Which run of a sweep. */
interface Place<P> {
  readonly index: number;
  readonly parameters: Readonly<P>;
  /** Takes the names that `measure` gives, also of numbers that are unknown. */
  readonly metricNames: Set<string>;
}

/** The row of one run; `undefined` when the signal ended it. */
async function runOne<P extends object>(
  { frame, strategy, measure, parameterNames, hashes }: ResolvedSweep<P>,
  { index, parameters, metricNames }: Place<P>,
  { signal, chunkBars }: Pick<RunOptions, 'signal' | 'chunkBars'>,
): Promise<SweepRow<P> | undefined> {
  const settings = { ...frame, strategy, parameters } as unknown as BacktestSettings<P>;
  let attempt;
  try {
    const report = await runBacktest(settings, { signal, chunkBars });
    attempt = { report, measured: measure?.(report) ?? {} };
  } catch (error) {
    if (signal?.aborted === true && isSdkError(error, 'RUN_ABORTED')) return undefined;
    return { index, parameters, metrics: {}, error: describe(error) };
  }
  const { report } = attempt;
  const measured = checkMeasured(attempt.measured, parameterNames);
  for (const name of Object.keys(measured)) metricNames.add(name);
  const metrics = readMetrics(report, measured);
  return { index, parameters, metrics, ...(hashes ? { hash: report.hash() } : {}) };
}

/** An error as plain data. */
function describe(error: unknown): SweepError {
  const message = error instanceof Error ? error.message : String(error);
  return isSdkError(error) ? { code: error.code, message } : { message };
}

function aborted(done: number, total: number, { reason }: AbortSignal): SdkError {
  return new SdkError('RUN_ABORTED', `the sweep was aborted after ${done} of ${total} runs`, {
    cause: reason as unknown,
    details: { runsDone: done, runsTotal: total },
  });
}
