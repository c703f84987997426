import {
  barEndAt,
  type BarSeries,
  barSeriesDigest,
  type Decimal,
  Decimal as toDecimal,
  type Fill,
  formatUtc,
  type PositionReport,
  sdkVersion,
  type TargetSkip,
} from '@tradewright/core';
import { priceTick } from '../market/price-tick.js';
import { momentumRotation } from '../strategy/momentum-rotation.js';
import type { RunPlan } from '../trading/plan-run.js';
import type { RunRecord } from '../trading/run-paper.js';
import { heldInstead } from './held-instead.js';
import { judgeRun } from './judge-run.js';
import { maxDrawdown } from './max-drawdown.js';
import { monthlyTable } from './monthly-table.js';
import type {
  EquityPoint,
  PaperReport,
  ReportedAccount,
  ReportedFill,
  ReportedMarket,
  ReportedPosition,
  ReportedSkip,
  ReportedSymbol,
} from './paper-report.js';
import { reportOrder } from './report-order.js';
import { runKey } from './run-key.js';
import { sealReport } from './seal-report.js';
import { settingsOfResult } from './settings-of-result.js';
import { signalsAt } from './signals-at.js';

/** Writes the report of a run. Nothing is rounded but the ratios, which say so. */
export function createReport(
  plan: RunPlan,
  record: RunRecord,
  curve: readonly EquityPoint[],
): PaperReport {
  const { settings, market, limits } = plan;
  const { results, status } = record;
  const { top, lookback } = settings;
  return sealReport({
    format: 'tradewright-paper-report',
    formatVersion: 2,
    sdkVersion,
    runKey: runKey(plan),
    ...judgeRun(record),
    settings: settingsOfResult(settings),
    market: reportMarket(market),
    strategy: {
      name: momentumRotation.name,
      version: momentumRotation.version,
      parameters: { top, lookback },
    },
    limits: { ...limits },
    signals: signalsAt(plan, plan.slices[lookback + curve.length - 1]),
    period: {
      firstAt: curve[0]?.at ?? null,
      lastAt: curve.at(-1)?.at ?? null,
      warmUpSlices: lookback,
      tradedSlices: curve.length,
    },
    account: reportAccount(plan, record, curve),
    positions: status.positions.map(reportPosition),
    orders: [...results.orders].map(reportOrder),
    fills: [...results.fills].map(reportFill),
    targetSkips: results.targetSkips.map(reportSkip),
    equityCurve: curve,
    monthly: monthlyTable(curve, settings.cash),
    troubles: { ...status.troubles },
    resultHash: results.resultHash(),
  });
}

function reportMarket(market: RunPlan['market']): ReportedMarket {
  const { source, title, notes, series } = market;
  return {
    source,
    title,
    synthetic: source === 'synthetic',
    notes,
    symbols: series.map(reportSymbol),
  };
}

function reportSymbol(series: BarSeries): ReportedSymbol {
  const { symbol, length, adjustment } = series;
  return {
    symbol,
    bars: length,
    firstAt: formatUtc(barEndAt(series, 0)),
    lastAt: formatUtc(barEndAt(series, length - 1)),
    adjustment,
    priceTick: priceTick(series),
    digest: barSeriesDigest(series),
  };
}

function reportAccount(
  plan: RunPlan,
  { complete, status, results }: RunRecord,
  curve: readonly EquityPoint[],
): ReportedAccount {
  const { cash: deposits } = plan.settings;
  const { cash, equity } = status;
  return {
    currency: 'USD',
    deposits,
    cash: cash.toFixed(),
    equity: text(equity),
    realized: results.realized.toFixed(),
    unrealized: text(results.unrealized),
    fees: results.fees.toFixed(),
    basis: 'realized and unrealized are gross of fees; cash and equity are after fees',
    returnFraction: text(equity?.div(new toDecimal(deposits)).minus(1).toDecimalPlaces(6)),
    maxDrawdownFraction: maxDrawdown(curve, deposits),
    heldInstead: complete ? (heldInstead(plan) ?? null) : null,
  };
}

function reportPosition(position: PositionReport): ReportedPosition {
  const { symbol, signedQuantity, openCost, mark, marketValue, realized, unrealized } = position;
  return {
    symbol,
    signedQuantity: signedQuantity.toFixed(),
    openCost: openCost.toFixed(),
    mark: text(mark),
    marketValue: text(marketValue),
    realized: realized.toFixed(),
    unrealized: text(unrealized),
  };
}

function reportFill(fill: Fill): ReportedFill {
  const { clientOrderId, filledAt, symbol, side, quantity, price, fee } = fill;
  return {
    clientOrderId,
    filledAt: formatUtc(filledAt),
    symbol,
    side,
    quantity: quantity.toFixed(),
    price: price.toFixed(),
    fee: fee.toFixed(),
  };
}

function reportSkip({ at, symbol, weight, reason }: TargetSkip): ReportedSkip {
  return { at: formatUtc(at), symbol, weight: Number.isFinite(weight) ? weight : null, reason };
}

function text(value: Decimal | undefined): string | null {
  return value?.toFixed() ?? null;
}
