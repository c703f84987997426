import {
  type BarSeries,
  invalidValue,
  isSdkError,
  type Strategy,
  type StrategyInstance,
  type UnixMs,
} from '@tradewright/core';
import type { BacktestSettings } from '../backtest-settings.js';
import { runBacktest } from '../run-backtest.js';
import type { Decision } from './decision.js';
import { RecordingContext } from './recording-context.js';

/**
 * Makes the settings of a backtest from bars. Whatever depends on bars (a strategy that holds them,
 * parameters computed from them) must be made inside, from the bars that are passed: what is made
 * outside stays what it is, and cannot be shown another future.
 */
export type BacktestMaker<P> = (series: readonly BarSeries[]) => BacktestSettings<P>;

/** One run to be recorded. */
export interface RecordedRun<P> {
  readonly make: BacktestMaker<P>;
  /** What the maker is given, and what is run. */
  readonly series: readonly BarSeries[];
  /** Bars that start at or after it are not run, though the maker sees them. */
  readonly to?: UnixMs | undefined;
  /** Warm-up other than what the strategy declares. */
  readonly warmUpSlices?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Why a run ended early. */
export interface RunFailure {
  /** The slice in which it was; −1 before the first. */
  readonly slice: number;
  /** End of that slice; `NaN` before the first. */
  readonly at: UnixMs;
  readonly message: string;
  readonly error: unknown;
}

/** What a strategy asked for in one run, in order. */
export interface Recording {
  readonly decisions: readonly Decision[];
  readonly failure: RunFailure | undefined;
  /** Warm-up that the strategy declares; 0 when it was never asked. */
  readonly warmUpBars: number;
  /** Bounds of the run that the settings name. */
  readonly bounds: { readonly from?: UnixMs | undefined; readonly to?: UnixMs | undefined };
}

/**
 * Runs a backtest and notes what its strategy asks for.
 *
 * @throws SdkError `RUN_ABORTED`; whatever else ends the run is told in `failure`.
 */
export async function recordDecisions<P>(run: RecordedRun<P>): Promise<Recording> {
  const recorder = new RecordingContext();
  const declared = { warmUpBars: 0 };
  let failure: RunFailure | undefined;
  let bounds: Recording['bounds'] = {};
  try {
    const settings = requireSettings(run.make(run.series));
    bounds = { from: settings.from, to: settings.to };
    const strategy = isStrategy(settings.strategy)
      ? recorded(settings.strategy, { recorder, declared, warmUpSlices: run.warmUpSlices })
      : settings.strategy;
    const { to } = run;
    const changed = { strategy, series: run.series, ...(to === undefined ? {} : { to }) };
    await runBacktest({ ...settings, ...changed }, { signal: run.signal });
  } catch (error) {
    if (isSdkError(error, 'RUN_ABORTED')) throw error;
    const message = error instanceof Error ? error.message : String(error);
    failure = { slice: recorder.slice, at: recorder.at, message, error };
  }
  return { decisions: recorder.decisions, failure, bounds, ...declared };
}

/** A maker that is asynchronous or forgets to return is a fault of the caller, not a finding. */
function requireSettings<P>(made: BacktestSettings<P>): BacktestSettings<P> {
  const given: unknown = made;
  if (typeof given === 'object' && given !== null && !('then' in given)) return made;
  const value = typeof given === 'object' && given !== null ? 'a promise' : given;
  const must = 'the settings of a backtest';
  const fix = 'return them at once: what is awaited is not made from the bars that are passed';
  throw invalidValue('SETTINGS_INVALID', { field: 'what make returns', value, must, fix });
}

/** Where what is recorded goes, and what is said in place of the strategy. */
interface RecordingParts {
  readonly recorder: RecordingContext;
  readonly declared: { warmUpBars: number };
  readonly warmUpSlices: number | undefined;
}

function recorded<P>(strategy: Strategy<P>, parts: RecordingParts): Strategy<P> {
  const { recorder, declared, warmUpSlices } = parts;
  return {
    name: strategy.name,
    version: strategy.version,
    warmUpBars: (parameters) => {
      declared.warmUpBars = strategy.warmUpBars(parameters);
      return warmUpSlices ?? declared.warmUpBars;
    },
    create: (parameters) => {
      const instance = strategy.create(parameters);
      return isInstance(instance) ? recorder.wrap(instance) : instance;
    },
  };
}

/** What is no strategy is left as it is: the backtest refuses it in its own words. */
function isStrategy(strategy: unknown): boolean {
  const one = strategy as Partial<Strategy<never>> | null | undefined;
  return typeof one?.create === 'function' && typeof one.warmUpBars === 'function';
}

function isInstance(instance: unknown): boolean {
  const one = instance as Partial<StrategyInstance> | null | undefined;
  return typeof one?.onBars === 'function';
}
