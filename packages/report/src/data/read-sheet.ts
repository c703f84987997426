import type { RunReport, Fill, SessionDate } from '@tradewright/core';
import {
  periodicRate,
  type PerformanceSummary,
  performanceSummary,
  type PeriodReturn,
  periodReturns,
  rollingSharpeRatio,
  rollingVolatility,
  type RoundTripReport,
  roundTrips,
  sampleSessions,
} from '@tradewright/performance';
import type { TearSheetOptions } from '../tear-sheet-options.js';
import { alignBenchmark } from './align-benchmark.js';
import { binReturns, type ReturnBin } from './bin-returns.js';
import { choosePeriodsPerYear } from './choose-periods-per-year.js';
import { countTargetSkips, type TargetSkipCount } from './count-target-skips.js';
import { listRefusedOrders, type RefusedOrder } from './list-refused-orders.js';
import { type Exposure, measureExposure } from './measure-exposure.js';
import { type Curve, readCurve } from './read-curve.js';

/** Sharpe ratio and volatility of every full window, stamped at its last session. */
export interface Rolling {
  readonly window: number;
  readonly time: Float64Array;
  readonly sharpe: readonly (number | undefined)[];
  readonly volatility: readonly number[];
}

/** A benchmark at the points of the curve. */
export interface SheetBenchmark {
  readonly symbol: string;
  readonly value: Float64Array;
  readonly summary: PerformanceSummary;
  readonly years: readonly PeriodReturn[];
}

/** Every number that a sheet shows and an export holds, computed once. */
export interface SheetData {
  readonly curve: Curve;
  readonly periodsPerYear: number;
  readonly riskFreeAnnual: number;
  readonly summary: PerformanceSummary;
  readonly benchmark: SheetBenchmark | undefined;
  readonly months: readonly PeriodReturn[];
  readonly years: readonly PeriodReturn[];
  readonly rolling: Rolling;
  readonly distribution: readonly ReturnBin[];
  readonly exposure: Exposure | undefined;
  readonly fills: readonly Fill[];
  readonly trips: RoundTripReport;
  readonly refused: readonly RefusedOrder[];
  readonly skips: readonly TargetSkipCount[];
}

/** Computes what sheet, text and export share. */
export function readSheet(report: RunReport, options: TearSheetOptions): SheetData {
  const { sessions = 'utc-day', riskFreeAnnual = 0, prices = [] } = options;
  const curve = readCurve(report);
  const sample = sampleSessions(curve.value, curve.time, sessions);
  const { periodsPerYear = choosePeriodsPerYear(sample.time) } = options;
  const fills = [...report.fills];
  const exposure = measureExposure(curve, fills, prices);
  const trips = roundTrips(fills);
  const shared = { time: curve.time, sessions, periodsPerYear, riskFreeAnnual };
  const market =
    options.benchmark === undefined ? undefined : alignBenchmark(options.benchmark, curve.time);
  const summary = performanceSummary({
    ...shared,
    equity: curve.value,
    benchmark: market,
    fills,
    roundTrips: trips,
    grossExposure: exposure?.gross,
  });
  const { returns, dates = [] } = summary;
  return {
    curve,
    periodsPerYear,
    riskFreeAnnual,
    summary,
    benchmark: market && readBenchmark(options.benchmark?.symbol ?? '', market, shared),
    months: periodReturns(returns, dates, 'month'),
    years: periodReturns(returns, dates, 'year'),
    rolling: roll(returns, sample.time, { ...options, periodsPerYear, riskFreeAnnual }),
    distribution: binReturns(returns),
    exposure,
    fills,
    trips,
    refused: listRefusedOrders(report),
    skips: countTargetSkips(report.targetSkips),
  };
}

function readBenchmark(
  symbol: string,
  value: Float64Array,
  shared: Omit<Parameters<typeof performanceSummary>[0], 'equity'>,
): SheetBenchmark {
  const summary = performanceSummary({ ...shared, equity: value });
  const dates: readonly SessionDate[] = summary.dates ?? [];
  return { symbol, value, summary, years: periodReturns(summary.returns, dates, 'year') };
}

interface RollingInput {
  readonly periodsPerYear: number;
  readonly riskFreeAnnual: number;
  readonly rollingWindow?: number | undefined;
}

function roll(returns: Float64Array, time: Float64Array, input: RollingInput): Rolling {
  const { periodsPerYear, riskFreeAnnual } = input;
  const window = input.rollingWindow ?? Math.max(2, Math.round(periodsPerYear / 2));
  const riskFreePerPeriod = periodicRate(riskFreeAnnual, periodsPerYear);
  const sharpe = rollingSharpeRatio(returns, { window, periodsPerYear, riskFreePerPeriod });
  const volatility = rollingVolatility(returns, { window, periodsPerYear });
  return { window, time: time.slice(window), sharpe, volatility: Array.from(volatility) };
}
