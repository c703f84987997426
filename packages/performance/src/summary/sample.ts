import type { SessionDate } from '@tradewright/core';
import type { OpenLot, RoundTrip } from '../round-trips/round-trip.js';
import type { TradeFill } from '../round-trips/trade-fill.js';
import type { Returns } from '../statistic/check-input.js';
import type { Measured, UndefinedReason } from '../statistic/measured.js';

/** Everything a statistic may look at, checked once. */
export interface Sample {
  /** One fraction per period; per session where sessions were given. */
  readonly returns: Float64Array;
  /** The session of each return, where sessions were given. */
  readonly dates: readonly SessionDate[] | undefined;
  readonly periodsPerYear: number;
  readonly riskFreeAnnual: number;
  readonly riskFreePerPeriod: number;
  readonly requiredPerPeriod: number;
  /** Equity at every point that was given, flows taken out. */
  readonly curve: Float64Array;
  /** Equity at every point that was given, flows included. */
  readonly equity: Float64Array;
  /** UTC milliseconds of every point. */
  readonly time: Returns | undefined;
  /** Returns of the benchmark over the same periods. */
  readonly benchmark: Float64Array | undefined;
  readonly fills: Iterable<TradeFill> | undefined;
  readonly trips: readonly RoundTrip[] | undefined;
  readonly openLots: readonly OpenLot[];
  readonly grossExposure: Float64Array | undefined;
}

/** How a statistic is computed from a sample. */
export type Measure = (sample: Sample) => Measured;

/** What a statistic is, for people. */
export interface StatisticDefinition {
  readonly name: string;
  /** r returns, b benchmark, f risk-free rate, N periods per year, n count of returns. */
  readonly formula: string;
  readonly unit: StatisticUnit;
  /** What goes in, and how little is enough. */
  readonly sample: string;
  /** Every reason that can stand in its place, beside `too-large`. */
  readonly undefinedWhen: readonly UndefinedReason[];
  readonly measure: Measure;
}

/** A fraction is 0.01 for 1 %. */
export type StatisticUnit =
  | 'count'
  | 'fraction'
  | 'fraction per year'
  | 'milliseconds'
  | 'money'
  | 'per year'
  | 'probability'
  | 'ratio';

/** Computes with the benchmark's returns, or says that there are none. */
export function againstBenchmark(
  measure: (sample: Sample, benchmark: Float64Array) => Measured,
): Measure {
  return (sample) =>
    sample.benchmark === undefined ? 'not-supplied' : measure(sample, sample.benchmark);
}

/** Computes with what each round trip earned after fees, or says that there are none. */
export function overTrips(measure: (pnl: Float64Array) => Measured): Measure {
  return ({ trips }) =>
    trips === undefined ? 'not-supplied' : measure(Float64Array.from(trips, (trip) => trip.netPnl));
}
