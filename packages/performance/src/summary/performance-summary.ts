import type { SessionDate } from '@tradewright/core';
import { type Drawdown, listDrawdownsOfCurve } from '../drawdowns/list-drawdowns.js';
import { settle, type UndefinedReason } from '../statistic/measured.js';
import { definitionOf, type PresetName } from './list-statistics.js';
import { type PerformanceInput, readSample } from './read-sample.js';
import { type StatisticId, statisticIds } from './statistic-catalog.js';

/** A number, or why there is none. */
export type StatisticResult =
  | { readonly value: number; readonly reason?: undefined }
  | { readonly value: undefined; readonly reason: UndefinedReason };

/** Every statistic of one account over one period. */
export interface PerformanceSummary {
  readonly preset: PresetName;
  readonly statistics: Readonly<Record<StatisticId, StatisticResult>>;
  /** The returns they were computed from, one per period or per session. */
  readonly returns: Float64Array;
  /** The session of each return; only when `sessions` were given. */
  readonly dates?: readonly SessionDate[] | undefined;
  /** Deepest first, marked at every point that was given. */
  readonly drawdowns: readonly Drawdown[];
}

/**
 * Computes every statistic of an account from its equity and, where given, its benchmark, its
 * round trips and its fills.
 *
 * A statistic that does not exist for this data has no value but a reason; it is never zero,
 * infinite or `NaN`. `listStatistics(preset)` says what each one is.
 *
 * @throws SdkError `VALUE_INVALID` naming the first bad field. Times that are much denser than
 *   `periodsPerYear` are refused too: give `sessions` to compute from trading days.
 *
 * @example
 * performanceSummary({ equity: [100, 110, 99, 120], periodsPerYear: 252 })
 *   .statistics.maxDrawdown.value // => -0.09999999999999998
 */
export function performanceSummary(input: PerformanceInput): PerformanceSummary {
  const { preset = 'default' } = input;
  const definitions = statisticIds.map((id) => [id, definitionOf(id, preset)] as const);
  const sample = readSample(input);
  const statistics = Object.fromEntries(
    definitions.map(([id, { measure }]) => [id, resultOf(settle(measure(sample)))]),
  ) as Record<StatisticId, StatisticResult>;
  return {
    preset,
    statistics,
    returns: sample.returns,
    ...(sample.dates === undefined ? {} : { dates: sample.dates }),
    drawdowns: listDrawdownsOfCurve(sample.curve, sample.time),
  };
}

function resultOf(measured: number | UndefinedReason): StatisticResult {
  return typeof measured === 'number'
    ? { value: measured }
    : { value: undefined, reason: measured };
}
