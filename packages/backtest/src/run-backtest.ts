import { type BacktestReport, invalidValue, nextTurn, SdkError } from '@tradewright/core';
import { createTimeline, Kernel } from '@tradewright/kernel';
import type { BacktestSettings, RunOptions } from './backtest-settings.js';
import { createReport } from './create-report.js';
import { EquityRecorder } from './equity-recorder.js';
import { LazyEquityCurve } from './lazy-equity-curve.js';
import { createAccountDesk, createLendingGuard } from './margin/create-account-desk.js';
import { parseBacktestSettings, type ResolvedBacktest } from './parse-backtest-settings.js';
import { SimulatedVenue } from './simulated-venue.js';
import { KernelSink, SliceDriver } from './slice-driver.js';

const chunkBarsDefault = 50_000;

/**
 * Runs a strategy over bars, through the same kernel that trades live, against a simulated venue.
 *
 * The loop is synchronous; between chunks it gives the event loop a turn, so that it can run inside
 * a service. Same settings, same bytes: see `BacktestReport.hash`.
 *
 * @returns The report. Positions that are open at the end are marked, not closed.
 * @throws SdkError `SETTINGS_INVALID` and `CURRENCY_MISMATCH` before anything runs;
 *   `STRATEGY_FAILED` when the strategy throws; `RUN_ABORTED` when the signal says so.
 *
 * @example
 * const rows = [
 *   { time: 0, open: 10, high: 12, low: 9, close: 11 },
 *   { time: 60_000, open: 11, high: 12, low: 10, close: 11 },
 * ];
 * const bars = barsFromRows(rows, { symbol: 'SPY', periodMs: 60_000 });
 * const once = {
 *   name: 'once',
 *   version: '1',
 *   warmUpBars: () => 0,
 *   create: () => ({
 *     onBars: (context) => {
 *       if (context.position('SPY') === 0) {
 *         context.submit({ symbol: 'SPY', side: 'buy', quantity: 5 });
 *       }
 *     },
 *   }),
 * };
 * const report = await runBacktest({
 *   strategy: once,
 *   series: [bars],
 *   cash: 1000,
 *   calendar: alwaysOpenCalendar,
 *   limits: {},
 * });
 * report.fills.at(0).price.toFixed() // => '11'
 */
export async function runBacktest<P>(
  settings: BacktestSettings<P>,
  options: RunOptions = {},
): Promise<BacktestReport> {
  const { signal, onProgress, chunkBars = chunkBarsDefault } = options;
  if (!(Number.isSafeInteger(chunkBars) && chunkBars > 0)) {
    const must = 'a whole number above zero';
    throw invalidValue('SETTINGS_INVALID', { field: 'chunkBars', value: chunkBars, must });
  }
  const run = parseBacktestSettings(settings);
  const { driver, finish } = prepare(run);
  const barsTotal = run.endRows.reduce(
    (sum, end, i) => sum + end - (run.firstRows[i] as number),
    0,
  );
  for (;;) {
    if (signal?.aborted === true) {
      const message = `the backtest was aborted after ${driver.barsDone} of ${barsTotal} bars`;
      throw new SdkError('RUN_ABORTED', message, { cause: signal.reason });
    }
    driver.run(chunkBars);
    onProgress?.({ barsDone: driver.barsDone, barsTotal });
    if (driver.done) return finish();
    await nextTurn();
  }
}

function prepare(run: ResolvedBacktest): {
  readonly driver: SliceDriver;
  readonly finish: () => BacktestReport;
} {
  const { instruments, calendar, series, firstRows, venue: settings } = run;
  const kernel = new Kernel({ ...run, strategy: run.strategyName, archive: true });
  const { ledger } = kernel;
  const slices = countSlices(run);
  const recorder = new EquityRecorder({ ledger, series, firstRows, slices });
  const guard = createLendingGuard(kernel, run.lending);
  const isLent = run.lending !== undefined && run.lending.margin !== 'cash';
  const venue = new SimulatedVenue({
    instruments,
    series,
    calendar,
    // A margin account owes money as far as its guard lets it.
    settings: isLent ? { ...settings, negativeCash: true } : settings,
    rules: run.venueRules,
    ticks: run.ticks,
    scale: ledger.scale,
    account: ledger,
    guard,
    sink: new KernelSink(kernel, recorder),
  });
  const timeline = createTimeline(series, run);
  const atThisClose = settings.fillAt === 'this-close';
  const account = createAccountDesk(run, { kernel, venue, recorder });
  const driver = new SliceDriver({
    kernel,
    venue,
    timeline,
    recorder,
    atThisClose,
    withTicks: run.ticks.length > 0,
    account,
  });
  return {
    driver,
    finish: () => {
      const equity = new LazyEquityCurve(recorder.value, series, firstRows);
      const { offTickFills } = venue;
      return createReport({
        kernel,
        run,
        equity,
        recorder,
        offTickFills,
        actionsDone: account?.actionsDone ?? 0,
        marginCalls: account?.marginCalls ?? 0,
      });
    },
  };
}

/** How many slices a run has: the number of different starts among its bars. */
function countSlices({ series, firstRows, endRows }: ResolvedBacktest): number {
  const timeline = createTimeline(series, { firstRows, endRows });
  if (timeline.inStep) return (endRows[0] as number) - (firstRows[0] as number);
  let slices = 0;
  while (timeline.advance()) slices++;
  return slices;
}
