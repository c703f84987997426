import type { BacktestReport, Strategy } from '@tradewright/core';
import type { BacktestFrame } from '../backtest-settings.js';
import type { SweepRow } from './sweep-table.js';

/** The values that each parameter takes. One that may be left out may be left out here, too. */
export type ParameterGrid<P> = {
  readonly [Name in keyof P]: readonly Exclude<P[Name], undefined>[];
};

/** A backtest without parameters, and the parameters to try. */
export interface SweepSettings<P extends object> extends BacktestFrame {
  readonly strategy: Strategy<P>;
  /**
   * A list of different values for each parameter: plain data, finite numbers. Every combination
   * is one run. The first name varies slowest, as the outermost of nested loops.
   */
  readonly grid: ParameterGrid<NoInfer<P>>;
  /** Keeps a combination: `({ fast, slow }) => fast < slow`. Default: all. */
  readonly where?: ((parameters: NoInfer<P>) => boolean) | undefined;
  /**
   * Adds numbers of your own to the row of a run, such as statistics of `performance`. Every number
   * has a name that neither a parameter nor {@link summaryMetrics} has. It reads the report during
   * the call; a report that is kept keeps its whole run in memory.
   */
  readonly measure?:
    | ((report: BacktestReport) => Readonly<Record<string, number | undefined>>)
    | undefined;
  /** Puts `BacktestReport.hash` into each row, at some milliseconds a run. Default false. */
  readonly hashes?: boolean | undefined;
  /** How many combinations the grid may have, before `where`. 1 to 1,000,000, default 10,000. */
  readonly combinationsMax?: number | undefined;
}

/** How far a sweep is. */
export interface SweepProgress<P extends object> {
  readonly runsDone: number;
  readonly runsTotal: number;
  /** The row of the run that has just ended: whoever aborts can keep the rows so far. */
  readonly row: SweepRow<P>;
}

/** What accompanies one call and does not change its result. */
export interface SweepOptions<P extends object> {
  /** Ends the sweep between runs, and within a run between chunks: `RUN_ABORTED`. */
  readonly signal?: AbortSignal | undefined;
  /** Called after every run. */
  readonly onProgress?: ((progress: SweepProgress<P>) => void) | undefined;
  /** Bars of one run between two turns of the event loop; there is one after every run, too. */
  readonly chunkBars?: number | undefined;
}
