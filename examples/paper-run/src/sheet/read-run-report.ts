import {
  type ClientOrderId,
  Decimal,
  type EquityCurve,
  type Fill,
  type OrderSide,
  parseInstant,
  type PositionReport,
  type RunOrder,
  type RunReport,
  type TargetSkip,
  type UnixMs,
} from '@tradewright/core';
import type {
  EquityPoint,
  PaperReport,
  ReportedFill,
  ReportedOrder,
  ReportedPosition,
  ReportedSkip,
} from '../report/paper-report.js';
import type { RunPlan } from '../trading/plan-run.js';
import { listAssumptions } from './list-assumptions.js';

/**
 * Reads the report of a paper run as what a tear sheet is made of. Nothing is computed: all numbers
 * are those of the report, so page and export agree, and a finished run needs no trader.
 */
export function readRunReport(plan: RunPlan, report: PaperReport): RunReport {
  const { account, period, orders } = report;
  const { slices, settings } = plan;
  // The trader was started when the last slice of its warm-up was over.
  const startedAt = slices[settings.lookback - 1]?.endAt ?? Number.NaN;
  return {
    startedAt,
    endedAt: period.lastAt === null ? startedAt : parseInstant(period.lastAt),
    slices: period.warmUpSlices + period.tradedSlices,
    currency: account.currency,
    deposits: new Decimal(account.deposits),
    cash: new Decimal(account.cash),
    finalEquity: amount(account.equity),
    realized: new Decimal(account.realized),
    unrealized: amount(account.unrealized),
    summary: { fees: new Decimal(account.fees), fills: report.fills.length },
    fills: report.fills.map(readFill),
    orders: orders.map(readOrder),
    positions: report.positions.map(readPosition),
    equity: readCurve(report.equityCurve),
    targetSkips: report.targetSkips.map(readSkip),
    assumptions: listAssumptions(report),
    explain: (id) => ({ timeline: [decided(orders.find((one) => one.clientOrderId === id))] }),
    hash: () => report.hash,
    resultHash: () => report.resultHash,
  };
}

function amount(text: string | null): Decimal | undefined {
  return text === null ? undefined : new Decimal(text);
}

function readFill({ clientOrderId, filledAt, side, ...fill }: ReportedFill): Fill {
  return {
    symbol: fill.symbol,
    clientOrderId: clientOrderId as ClientOrderId,
    side: side as OrderSide,
    quantity: new Decimal(fill.quantity),
    price: new Decimal(fill.price),
    fee: new Decimal(fill.fee),
    filledAt: parseInstant(filledAt),
  };
}

function readOrder({ clientOrderId, quantity, ...order }: ReportedOrder): RunOrder {
  const { symbol, side, status, refusals } = order;
  const id = clientOrderId as ClientOrderId;
  return { clientOrderId: id, symbol, side, status, refusals, quantity: amount(quantity) };
}

function readPosition(position: ReportedPosition): PositionReport {
  return {
    symbol: position.symbol,
    signedQuantity: new Decimal(position.signedQuantity),
    openCost: new Decimal(position.openCost),
    realized: new Decimal(position.realized),
    mark: amount(position.mark),
    marketValue: amount(position.marketValue),
    unrealized: amount(position.unrealized),
  };
}

function readSkip({ at, weight, ...skip }: ReportedSkip): TargetSkip {
  return { ...skip, at: parseInstant(at), weight: weight ?? Number.NaN };
}

function readCurve(points: readonly EquityPoint[]): EquityCurve {
  return {
    length: points.length,
    time: Float64Array.from(points, ({ at }) => parseInstant(at)),
    value: Float64Array.from(points, ({ equity }) => Number(equity ?? Number.NaN)),
  };
}

function decided(order: ReportedOrder | undefined): { at: UnixMs; event: string; text: string } {
  const at = order?.decidedAt ? parseInstant(order.decidedAt) : Number.NaN;
  return { at, event: 'decided', text: '' };
}
