import type { BarSeries, UnixMs } from '@tradewright/core';
import type { CheckOptions, FailedCheck, NondeterministicCheck } from './check-report.js';
import {
  compareDecisions,
  type DecisionDifference,
  describeDifference,
} from './compare-decisions.js';
import { nondeterministic } from './detect-lookahead.js';
import { keepBars } from './keep-bars.js';
import { listSlices } from './list-slices.js';
import type { BacktestMaker, Recording } from './record-decisions.js';
import { checkNumber, checkSeries, failedCheck, RunRecorder } from './run-recorder.js';

/** Settings of a check of the warm-up. */
export interface WarmUpSettings extends CheckOptions {
  /** At how many slices, spread over the run, a run is started anew. 1 to 10,000, default 10. */
  readonly starts?: number | undefined;
  /**
   * Weights, quantities and prices are equal when they differ by at most this fraction of the
   * larger one: 0.001 is a tenth of a per cent. Recursive indicators (EMA, RSI, ATR) never quite
   * forget, so they need some. 0 to 1, default 0, which is exact.
   */
  readonly tolerance?: number | undefined;
}

/** The declared warm-up is enough, at the starts that were tried. */
export interface EnoughWarmUp {
  readonly kind: 'clean';
  /** The warm-up that the strategy declares, in slices. */
  readonly warmUpBars: number;
  /** Those that were tried: where a symbol has no bars any more a run cannot begin. */
  readonly starts: number;
  /** Decisions found equal, within the tolerance. */
  readonly compared: number;
  /** Largest difference that was found, as a fraction of the larger number. */
  readonly gapMax: number;
}

/** With more history than the declared warm-up the strategy decides differently. */
export interface WarmUpDependence {
  readonly kind: 'dependent';
  readonly warmUpBars: number;
  /** First slice that may be traded, in both runs. Slices are counted from the first bar of all. */
  readonly start: { readonly slice: number; readonly startAt: UnixMs };
  /** `expected`: decided with all history; `actual`: with exactly the declared warm-up. */
  readonly difference: DecisionDifference;
  /** The finding in one sentence. */
  readonly message: string;
}

/** What a check of the warm-up found. */
export type WarmUpReport = EnoughWarmUp | WarmUpDependence | NondeterministicCheck | FailedCheck;

/**
 * Checks that the declared warm-up is enough: a run that starts later, with exactly `warmUpBars`
 * slices of history, must decide as a run that has seen all history. Both begin to trade at the
 * same slice with the same cash, so accounts differ only when decisions do; what is asked for
 * during the warm-up is not compared. The first start that shows a difference is reported, with
 * the first decision that differs.
 *
 * A strategy that remembers orders which were refused while it was warming up depends on how much
 * there was of it, and is found as well: ask `context.warmingUp`, or read positions.
 *
 * @param make As for `detectLookahead`.
 * @throws SdkError As `detectLookahead`; `SETTINGS_INVALID` when no slice is left behind the
 *   warm-up, or a symbol has ended at every start.
 *
 * @example
 * const close = [10, 11, 10, 12, 11, 13, 12, 14, 13, 15];
 * const time = close.map((_, i) => i * 60_000);
 * const columns = { symbol: 'SPY', time, open: close, high: close, low: close, close };
 * const report = await detectWarmUpDependence(
 *   (series) => ({
 *     strategy: {
 *       name: 'mean-of-all',
 *       version: '1',
 *       warmUpBars: () => 3,
 *       create: () => {
 *         let [sum, count] = [0, 0];
 *         return {
 *           onBars: (context) => {
 *             sum += context.bar('SPY').close;
 *             count++;
 *             context.target('SPY', sum / count / 100);
 *           },
 *         };
 *       },
 *     },
 *     series,
 *     cash: 1000,
 *     calendar: alwaysOpenCalendar,
 *     limits: {},
 *   }),
 *   [barsFromColumns(columns, { periodMs: 60_000 })],
 * );
 * report.kind // => 'dependent'
 * report.start.slice // => 4
 */
export async function detectWarmUpDependence<P>(
  make: BacktestMaker<P>,
  series: readonly BarSeries[],
  settings: WarmUpSettings = {},
): Promise<WarmUpReport> {
  const { starts: count = 10, tolerance = 0 } = settings;
  checkSeries(series);
  checkNumber('starts', count, { min: 1, max: 10_000, whole: true });
  checkNumber('tolerance', tolerance, { min: 0, max: 1, whole: false });
  const runs = new RunRecorder(make, settings);
  const truth = await runs.record({ series });
  const failed = failedCheck(truth);
  if (failed !== undefined) return failed;
  const second = compareDecisions(truth, await runs.record({ series })).difference;
  if (second !== undefined) return nondeterministic(second);
  const { warmUpBars } = truth;
  const slices = listSlices(series, truth.bounds);
  checkNumber('slices of series', slices.length, {
    min: warmUpBars + 2,
    max: Infinity,
    whole: true,
  });
  const starts = chooseStarts(slices.length, warmUpBars, count);
  runs.runsTotal = 2 + 2 * starts.length;
  let [compared, gapMax, tried] = [0, 0, 0];
  for (const slice of starts) {
    const skipped = slice - warmUpBars;
    const shortened = keepBars(series, { from: slices[skipped] });
    if (shortened === undefined) continue;
    tried++;
    const long = tradedFrom(await runs.record({ series, warmUpSlices: slice }), slice);
    const short = moved(await runs.record({ series: shortened }), skipped);
    const comparison = compareDecisions(long, tradedFrom(short, slice), { tolerance });
    compared += comparison.compared;
    gapMax = Math.max(gapMax, comparison.gapMax);
    const { difference } = comparison;
    if (difference === undefined) continue;
    const start = { slice, startAt: slices[slice] as number };
    return {
      kind: 'dependent',
      warmUpBars,
      start,
      difference,
      message: tell(difference, warmUpBars),
    };
  }
  // A run that began later would have lost a symbol, at every start: nothing was compared.
  checkNumber('starts after which every symbol has bars', tried, {
    min: 1,
    max: Infinity,
    whole: true,
  });
  return { kind: 'clean', warmUpBars, starts: tried, compared, gapMax };
}

/** Slices behind the warm-up, spread evenly, each with some history more than the warm-up. */
function chooseStarts(slices: number, warmUpBars: number, count: number): readonly number[] {
  const first = warmUpBars + 1;
  const starts = Array.from({ length: count }, (_, i) =>
    Math.floor(first + (i * (slices - first)) / count),
  );
  return [...new Set(starts)];
}

/** What was decided while it was allowed to trade. */
function tradedFrom(recording: Recording, slice: number): Recording {
  return { ...recording, decisions: recording.decisions.filter((one) => one.slice >= slice) };
}

/** Slices of a run that started later, counted from the first bar of all. */
function moved({ failure, ...recording }: Recording, by: number): Recording {
  const shift = <T extends { readonly slice: number }>(one: T): T => ({
    ...one,
    slice: one.slice + by,
  });
  const decisions = recording.decisions.map(shift);
  return { ...recording, decisions, failure: failure && shift(failure) };
}

function tell(difference: DecisionDifference, warmUpBars: number): string {
  const { gapFraction } = difference;
  const gap = gapFraction === undefined ? '' : `; they differ by a fraction of ${gapFraction}`;
  const words = ['with all history', `with ${warmUpBars} slices of it`] as const;
  return `${describeDifference(difference, words)}${gap}`;
}
