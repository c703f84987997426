import {
  type RunReport,
  Decimal,
  type Fill,
  formatUtc,
  type PositionReport,
  sdkVersion,
} from '@tradewright/core';
import {
  type Drawdown,
  listStatistics,
  type OpenLot,
  type PerformanceSummary,
  type PeriodReturn,
  type RoundTrip,
} from '@tradewright/performance';
import { readOptions } from '../data/read-options.js';
import { readSheet } from '../data/read-sheet.js';
import type { TearSheetOptions } from '../tear-sheet-options.js';
import { plainDecimal } from '../text/plain-decimal.js';

/**
 * Writes a report as JSON: every number that `createTearSheet` shows with the same options,
 * unrounded and without a row left out, and all fills.
 *
 * Money, prices and quantities of orders and fills are exact decimal text, instants are UTC text
 * with `+00:00`. Statistics, returns and round trips are estimates and therefore JSON numbers; one
 * that does not exist is `null` beside its reason. Curves are columns; `equity.value` is decimal
 * text.
 *
 * @throws SdkError as `createTearSheet`.
 */
export function reportToJson(report: RunReport, options: TearSheetOptions = {}): string {
  const { title } = readOptions(options);
  const data = readSheet(report, options);
  const { curve, benchmark, exposure, rolling } = data;
  return JSON.stringify({
    format: 'tradewright-report',
    formatVersion: 1,
    sdkVersion,
    title,
    startedAt: instant(report.startedAt),
    endedAt: instant(report.endedAt),
    slices: report.slices,
    hash: report.hash(),
    resultHash: report.resultHash(),
    account: accountOf(report),
    periodsPerYear: data.periodsPerYear,
    riskFreeAnnual: data.riskFreeAnnual,
    statistics: statisticsOf(data.summary),
    benchmark: benchmark && {
      symbol: benchmark.symbol,
      statistics: statisticsOf(benchmark.summary),
      years: benchmark.years.map(periodOf),
    },
    months: data.months.map(periodOf),
    years: data.years.map(periodOf),
    drawdowns: data.summary.drawdowns.map(drawdownOf),
    distribution: data.distribution,
    positions: report.positions.map(positionOf),
    roundTrips: data.trips.closed.map(tripOf),
    openLots: data.trips.open.map(lotOf),
    refusedOrders: data.refused.map((each) => ({ ...each, at: instant(each.at) })),
    targetSkips: data.skips.map((each) => ({
      ...each,
      firstAt: instant(each.firstAt),
      lastAt: instant(each.lastAt),
    })),
    assumptions: report.assumptions,
    notes: curve.notes,
    returns: { on: data.summary.dates, value: Array.from(data.summary.returns) },
    rolling: { ...rolling, time: undefined, at: instants(rolling.time) },
    equity: {
      at: instants(curve.time),
      value: decimals(curve.value),
      benchmark: benchmark && decimals(benchmark.value),
      grossExposure: exposure && decimals(exposure.gross),
      netExposure: exposure && decimals(exposure.net),
    },
    fills: data.fills.map(fillOf),
  });
}

function accountOf(report: RunReport): Record<string, unknown> {
  const { currency, deposits, cash, finalEquity, realized, unrealized, summary } = report;
  const { fees } = summary;
  return amounts({ currency, deposits, cash, finalEquity, realized, unrealized, fees });
}

function statisticsOf({ preset, statistics }: PerformanceSummary): Record<string, unknown> {
  const entries = listStatistics(preset).map(({ id, unit, formula }) => {
    const { value = null, reason } = statistics[id];
    return [id, { value, reason, unit, formula }] as const;
  });
  return Object.fromEntries(entries);
}

function periodOf({ label, return: value, sessions }: PeriodReturn): Record<string, unknown> {
  return { label, return: value, sessions };
}

function drawdownOf(each: Drawdown): Record<string, unknown> {
  const { depth, peakAt, troughAt, recoveredAt, durationMs } = each;
  return {
    depth,
    peakAt: instant(peakAt),
    troughAt: instant(troughAt),
    recoveredAt: instant(recoveredAt),
    durationMs,
  };
}

function tripOf(trip: RoundTrip): Record<string, unknown> {
  return { ...trip, openedAt: instant(trip.openedAt), closedAt: instant(trip.closedAt) };
}

function lotOf(lot: OpenLot): Record<string, unknown> {
  return { ...lot, openedAt: instant(lot.openedAt) };
}

function fillOf(fill: Fill): Record<string, unknown> {
  const { clientOrderId, symbol, side, quantity, price, fee, filledAt } = fill;
  return amounts({
    filledAt: instant(filledAt),
    symbol,
    side,
    quantity,
    price,
    fee,
    clientOrderId,
  });
}

function positionOf(position: PositionReport): Record<string, unknown> {
  const { symbol, signedQuantity, openCost, realized, mark, marketValue, unrealized } = position;
  return amounts({ symbol, signedQuantity, openCost, realized, mark, marketValue, unrealized });
}

/** Exact amounts as plain decimal text; left to itself a small one would get an exponent. */
function amounts(members: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(members).map(([name, value]) => [
      name,
      Decimal.isDecimal(value) ? value.toFixed() : value,
    ]),
  );
}

function instant(at: number | undefined): string | undefined {
  return at !== undefined && Math.abs(at) <= 8.64e15 ? formatUtc(at) : undefined;
}

function instants(time: Float64Array): readonly (string | undefined)[] {
  return Array.from(time, instant);
}

function decimals(values: Float64Array): readonly string[] {
  return Array.from(values, plainDecimal);
}
