import { type BarSeries, invalidValue, isBarSeries, isSdkError, nextTurn } from '@tradewright/core';
import type { CheckOptions, FailedCheck } from './check-report.js';
import {
  type BacktestMaker,
  type RecordedRun,
  recordDecisions,
  type Recording,
} from './record-decisions.js';

/** Makes the runs of one check: counts them, and gives the event loop a turn after each. */
export class RunRecorder<P> {
  /** Known when the number of cuts is. */
  runsTotal = 1;
  #runsDone = 0;
  readonly #make: BacktestMaker<P>;
  readonly #options: CheckOptions;

  constructor(make: BacktestMaker<P>, options: CheckOptions) {
    this.#make = make;
    this.#options = options;
  }

  /** @throws SdkError `RUN_ABORTED` */
  async record(run: Omit<RecordedRun<P>, 'make' | 'signal'>): Promise<Recording> {
    const { signal, onProgress } = this.#options;
    const recording = await recordDecisions({ ...run, make: this.#make, signal });
    this.#runsDone++;
    onProgress?.({
      runsDone: this.#runsDone,
      runsTotal: Math.max(this.runsTotal, this.#runsDone),
    });
    await nextTurn();
    return recording;
  }
}

/**
 * Tells of a run on the true bars that failed.
 *
 * @throws SdkError What the backtest itself refused: a fault of the settings is no finding.
 */
export function failedCheck({ failure }: Recording): FailedCheck | undefined {
  if (failure === undefined) return undefined;
  const { slice, message, error } = failure;
  if (isSdkError(error) && error.code !== 'STRATEGY_FAILED') throw error;
  return { kind: 'failed', slice, message };
}

/** @throws SdkError `SETTINGS_INVALID` for what is no list of bars. */
export function checkSeries(series: readonly BarSeries[]): void {
  if (Array.isArray(series) && series.length > 0 && series.every(isBarSeries)) return;
  const must = 'a list of series made by barsFromColumns, barsFromRows or barsFromCsv';
  throw invalidValue('SETTINGS_INVALID', { field: 'series', value: series, must });
}

/** @throws SdkError `SETTINGS_INVALID` for a setting of a check that is out of its bounds. */
export function checkNumber(
  field: string,
  value: number,
  { min, max, whole }: { readonly min: number; readonly max: number; readonly whole: boolean },
): void {
  if (value >= min && value <= max && (!whole || Number.isInteger(value))) return;
  const must = `a ${whole ? 'whole ' : ''}number from ${min} to ${max}`;
  throw invalidValue('SETTINGS_INVALID', { field, value, must });
}
