import { invalidValue, type SessionDate, type UnixMs } from '@tradewright/core';
import { growthCurve } from '../returns/growth-curve.js';
import { periodicRate } from '../returns/periodic-rate.js';
import { findSessionEnds, type SessionSource } from '../returns/sample-sessions.js';
import { toReturns } from '../returns/to-returns.js';
import type { OpenLot, RoundTrip } from '../round-trips/round-trip.js';
import { roundTrips } from '../round-trips/round-trips.js';
import type { TradeFill } from '../round-trips/trade-fill.js';
import {
  checkIncreasing,
  checkPositive,
  checkSameLength,
  type Returns,
} from '../statistic/check-input.js';
import { type NumberLikes, readNumbers } from '../statistic/number-like.js';
import type { PresetName } from './list-statistics.js';
import type { Sample } from './sample.js';

/** What a summary is computed from. Only `equity` and `periodsPerYear` are needed. */
export interface PerformanceInput {
  /** Value of the account at each point, oldest first; numbers or `Decimal`s. */
  readonly equity: NumberLikes;
  /** Instant of each point, UTC milliseconds, strictly increasing. */
  readonly time?: Float64Array | readonly UnixMs[] | undefined;
  /** 252 for sessions of equities, 365 for days of a 24/7 market, 52, 12, 4 or 1. */
  readonly periodsPerYear: number;
  /**
   * Computes returns from one value per session instead of from every point. Needs `time`. Default:
   * the points are taken as the periods.
   */
  readonly sessions?: SessionSource | undefined;
  /** Money paid in or out since the point before; see `toReturns`. */
  readonly flows?: NumberLikes | undefined;
  readonly flowsAt?: 'end' | 'start' | undefined;
  /** Value of the benchmark at each point: a price, an index or an equity. */
  readonly benchmark?: NumberLikes | undefined;
  /** Fraction per year. Default 0. */
  readonly riskFreeAnnual?: number | undefined;
  /** Fraction per year that Sortino and omega ratios ask for. Default 0. */
  readonly requiredAnnual?: number | undefined;
  /** In order of time, for turnover and, unless given, for round trips from flat to flat. */
  readonly fills?: Iterable<TradeFill> | undefined;
  readonly roundTrips?: RoundTripInput | undefined;
  /** Market value of longs plus that of shorts at each point, both positive. */
  readonly grossExposure?: NumberLikes | undefined;
  /** Whose definitions to use. Default `default`. */
  readonly preset?: PresetName | undefined;
}

/** What `roundTrips` gives, or trips from elsewhere. */
export interface RoundTripInput {
  readonly closed: readonly RoundTrip[];
  readonly open?: readonly OpenLot[] | undefined;
}

const msPerYear = 365.25 * 86_400_000;
/** Fewer points than this say nothing about how dense they are. */
const densePointsMin = 10;

/** Checks the input once and derives what the statistics share. */
export function readSample(input: PerformanceInput): Sample {
  const { periodsPerYear, time, riskFreeAnnual = 0, requiredAnnual = 0 } = input;
  checkPositive(periodsPerYear, 'periodsPerYear');
  const equity = readNumbers(input.equity, 'equity');
  const flows = input.flows === undefined ? undefined : readNumbers(input.flows, 'flows');
  const gross = optionalNumbers(input.grossExposure, 'grossExposure', equity.length);
  if (time !== undefined) {
    checkSameLength(time, 'time', equity.length);
    checkIncreasing(time, 'time');
  }
  const barReturns = toReturns(equity, { ...input, flows });
  const { points, dates } = choosePoints(input, equity.length);
  const pick = (values: Float64Array): Float64Array =>
    Float64Array.from(points, (point) => values[point] as number);
  const curve = flows === undefined ? equity : growthCurve(barReturns);
  const market = optionalNumbers(input.benchmark, 'benchmark', equity.length);
  const trips = input.roundTrips ?? (input.fills && roundTrips(input.fills));
  return {
    returns: points.length === equity.length ? barReturns : toReturns(pick(curve)),
    dates,
    periodsPerYear,
    riskFreeAnnual,
    riskFreePerPeriod: periodicRate(riskFreeAnnual, periodsPerYear),
    requiredPerPeriod: periodicRate(requiredAnnual, periodsPerYear),
    curve,
    equity,
    time,
    benchmark: market === undefined ? undefined : toBenchmarkReturns(pick(market)),
    fills: input.fills,
    trips: trips?.closed,
    openLots: trips?.open ?? [],
    grossExposure: gross,
  };
}

function choosePoints(
  { sessions, time, periodsPerYear }: PerformanceInput,
  count: number,
): { readonly points: readonly number[]; readonly dates: readonly SessionDate[] | undefined } {
  const all = { points: Array.from({ length: count }, (_, i) => i), dates: undefined };
  if (sessions === undefined) {
    if (time !== undefined) checkDensity(time, periodsPerYear);
    return all;
  }
  if (time !== undefined) return findSessionEnds(time, sessions);
  throw invalidValue('VALUE_INVALID', {
    field: 'time',
    value: time,
    must: 'the instant of each point when sessions are given',
  });
}

/** Minutes that pass for days would multiply every ratio by the root of how many there are. */
function checkDensity(time: Returns, periodsPerYear: number): void {
  const periods = time.length - 1;
  if (periods < densePointsMin) return;
  const perYear = (periods * msPerYear) / ((time[periods] as number) - (time[0] as number));
  if (perYear <= 2 * periodsPerYear) return;
  throw invalidValue('VALUE_INVALID', {
    field: 'periodsPerYear',
    value: periodsPerYear,
    must: `near ${Math.round(perYear)}, which is how many points there are in a year of \`time\``,
    fix: 'give `sessions` to compute from one value per session, or the number that fits',
  });
}

function optionalNumbers(
  values: NumberLikes | undefined,
  field: string,
  length: number,
): Float64Array | undefined {
  if (values === undefined) return undefined;
  const numbers = readNumbers(values, field);
  checkSameLength(numbers, field, length);
  return numbers;
}

/** A benchmark is a curve like any other; only the name in the error differs. */
function toBenchmarkReturns(values: Float64Array): Float64Array {
  const index = values.findIndex((value) => value <= 0);
  if (index < 0) return toReturns(values);
  throw invalidValue('VALUE_INVALID', {
    field: `benchmark[${index}]`,
    value: values[index],
    must: 'above zero',
  });
}
