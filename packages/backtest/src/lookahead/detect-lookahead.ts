import type { BarSeries, UnixMs } from '@tradewright/core';
import type { CheckOptions, FailedCheck, NondeterministicCheck } from './check-report.js';
import { chooseCuts } from './choose-cuts.js';
import {
  compareDecisions,
  type DecisionDifference,
  describeDifference,
} from './compare-decisions.js';
import { keepBars } from './keep-bars.js';
import { listSlices } from './list-slices.js';
import type { BacktestMaker, Recording } from './record-decisions.js';
import { replaceBars } from './replace-bars.js';
import { checkNumber, checkSeries, failedCheck, RunRecorder } from './run-recorder.js';

/** Settings of a search for look-ahead. */
export interface LookaheadSettings extends CheckOptions {
  /**
   * After how many slices the future is taken away, at most: half of them spread over the run, half
   * where something was decided. 1 to 10,000, default 40. Each costs two runs up to the cut.
   */
  readonly cuts?: number | undefined;
  /** Of the invented bars, 0 to 4,294,967,295. Default 1. */
  readonly seed?: number | undefined;
}

/** Which other future the decision was made with. */
export type OtherFuture = 'truncated' | 'replaced';

/** Nothing that was decided depended on a bar after it, at the cuts that were tried. */
export interface CleanLookahead {
  readonly kind: 'clean';
  /** Slices after which the future was taken away. */
  readonly cuts: number;
  /** Decisions found equal, counted once for each other future. */
  readonly compared: number;
  /** Decisions of the run on the true bars. */
  readonly decisions: number;
  /**
   * Whether other bars lead to other decisions at all. False for buy and hold. Elsewhere false is
   * suspicious: the strategy may read bars that were not made into it by the maker.
   */
  readonly dependsOnBars: boolean;
}

/** A decision depended on bars that had not ended yet. */
export interface FoundLookahead {
  readonly kind: 'lookahead';
  /** Last slice that both runs saw alike, and its start. */
  readonly cut: { readonly slice: number; readonly startAt: UnixMs };
  readonly future: OtherFuture;
  /** `expected`: what was decided with the true future; `actual`: what with the other one. */
  readonly difference: DecisionDifference;
  /** The finding in one sentence. */
  readonly message: string;
}

/** What a search for look-ahead found. */
export type LookaheadReport = CleanLookahead | FoundLookahead | NondeterministicCheck | FailedCheck;

const bothFutures: readonly OtherFuture[] = ['truncated', 'replaced'];
const seedMax = 2 ** 32 - 1;

/**
 * Searches for decisions that depend on the future. The backtest is run again with the future after
 * a cut taken away, and with the future replaced by invented bars; all that is decided up to the
 * cut must stay the same: orders, target weights, cancellations, exactly. Many cuts, in order; the
 * first one that shows a difference is reported, with the first decision that differs.
 *
 * A clean report is no proof: a leak that changes no decision at any cut is not seen. More cuts
 * find more. Truncated futures are tried where every symbol has begun; elsewhere replaced ones.
 *
 * @param make Makes the settings from bars. All that is computed from bars must be computed inside,
 *   from its argument; `series` of what it returns is replaced by the argument.
 * @param series The true bars.
 * @throws SdkError What `runBacktest` throws for wrong settings; `SETTINGS_INVALID` for wrong
 *   settings of the search, a maker without settings and bars of a single slice; `RUN_ABORTED`. A
 *   strategy that throws is a finding, not an exception.
 *
 * @example
 * const close = [10, 11, 10, 12, 11, 13, 12, 14, 13, 15];
 * const time = close.map((_, i) => i * 60_000);
 * const columns = { symbol: 'SPY', time, open: close, high: close, low: close, close };
 * const report = await detectLookahead(
 *   (series) => ({
 *     strategy: {
 *       name: 'prophet',
 *       version: '1',
 *       warmUpBars: () => 0,
 *       create: () => {
 *         let next = 1;
 *         return {
 *           onBars: (context) => {
 *             const tomorrow = series[0].close[next++];
 *             context.target('SPY', tomorrow > context.bar('SPY').close ? 0.1 : 0);
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
 * report.kind // => 'lookahead'
 * report.difference.slice // => 0
 * report.difference.expected.terms // => { weight: 0.1 }
 */
export async function detectLookahead<P>(
  make: BacktestMaker<P>,
  series: readonly BarSeries[],
  settings: LookaheadSettings = {},
): Promise<LookaheadReport> {
  const { cuts: count = 40, seed = 1 } = settings;
  checkSeries(series);
  checkNumber('cuts', count, { min: 1, max: 10_000, whole: true });
  checkNumber('seed', seed, { min: 0, max: seedMax, whole: true });
  const runs = new RunRecorder(make, settings);
  const truth = await runs.record({ series });
  const failed = failedCheck(truth);
  if (failed !== undefined) return failed;
  const slices = listSlices(series, truth.bounds);
  checkNumber('slices of series', slices.length, { min: 2, max: Infinity, whole: true });
  const cuts = chooseCuts(slices.length, count, truth.decisions);
  runs.runsTotal = 3 + bothFutures.length * cuts.length;
  // Between the two equal runs, so that what runs share is overwritten by other bars.
  const elsewhere = await runs.record({ series: replaceBars(series, -Infinity, seed) });
  const second = compareDecisions(truth, await runs.record({ series })).difference;
  if (second !== undefined) return nondeterministic(second);
  let compared = 0;
  for (const cut of cuts) {
    const startAt = slices[cut] as number;
    for (const future of bothFutures) {
      const shown = otherFuture(series, future, { startAt, seed: (seed + cut) % seedMax });
      if (shown === undefined) continue;
      const other = await runs.record({ series: shown, to: startAt + 1 });
      const comparison = compareDecisions(truth, other, { until: cut });
      compared += comparison.compared;
      if (comparison.difference === undefined) continue;
      return found({ cut: { slice: cut, startAt }, future, difference: comparison.difference });
    }
  }
  const dependsOnBars = differs(truth, elsewhere);
  return {
    kind: 'clean',
    cuts: cuts.length,
    compared,
    decisions: truth.decisions.length,
    dependsOnBars,
  };
}

function otherFuture(
  series: readonly BarSeries[],
  future: OtherFuture,
  { startAt, seed }: { readonly startAt: UnixMs; readonly seed: number },
): readonly BarSeries[] | undefined {
  if (future === 'replaced') return replaceBars(series, startAt, seed);
  return keepBars(series, { until: startAt });
}

/** Invented bars may make a strategy throw; then it depends on them, too. */
function differs(truth: Recording, elsewhere: Recording): boolean {
  return compareDecisions(truth, elsewhere).difference !== undefined;
}

/** @internal */
export function nondeterministic(difference: DecisionDifference): NondeterministicCheck {
  const words = describeDifference(difference, ['in a first run', 'in a second, equal run']);
  return { kind: 'nondeterministic', difference, message: words };
}

function found({
  cut,
  future,
  difference,
}: Omit<FoundLookahead, 'kind' | 'message'>): FoundLookahead {
  const other = `when the future was ${future} after slice ${cut.slice}`;
  const words = ['with the true future', other] as const;
  const message = describeDifference(difference, words);
  return { kind: 'lookahead', cut, future, difference, message };
}
