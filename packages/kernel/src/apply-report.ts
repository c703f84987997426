import {
  type Instrument,
  type Ledger,
  moneyDigits,
  orderFact,
  type OrderReport,
  type OrderState,
  type ReportedFill,
  textToUnits,
  isDecimalText,
  Decimal,
} from '@tradewright/core';
import { FillFacts } from './fill-log.js';
import type { Kernel } from './kernel.js';

/**
 * What a report did. `applied`: something changed. `known`: it said nothing new. `external`: the
 * kernel has no such order. `anomaly`: it cannot be true or cannot be booked; the order is marked
 * `anomalous`, and the driver must stop increasing risk until a person has looked.
 */
export type ReportOutcome = 'applied' | 'known' | 'external' | 'anomaly';

const endFacts = {
  canceled: orderFact.canceled,
  expired: orderFact.expired,
} as const;

/**
 * Applies a broker's report to the kernel. Reports may come in any order and as often as they like:
 * facts only accumulate, and an execution is booked once, by its id.
 */
export function applyReport(kernel: Kernel, report: OrderReport): ReportOutcome {
  const order = kernel.orders.findById(report.clientOrderId);
  if (order === undefined) return 'external';
  if (report.symbol !== order.symbol || report.side !== order.side) return anomaly(order);
  // The broker speaks of an order that, for all we know, never left: somebody must look.
  const left = (order.facts & (orderFact.notSent | orderFact.denied)) === 0;
  const outcome = applyKind(kernel, order, report);
  return left || outcome === 'known' ? outcome : anomaly(order);
}

function applyKind(kernel: Kernel, order: OrderState, report: OrderReport): ReportOutcome {
  switch (report.kind) {
    case 'fill':
      return bookFill(kernel, order, report.fill);
    case 'accepted':
      if ((order.facts & orderFact.accepted) !== 0) return 'known';
      kernel.accepted(order, report.reportedAt);
      return 'applied';
    case 'held':
      if ((order.facts & orderFact.held) !== 0) return 'known';
      order.facts |= orderFact.held;
      return 'applied';
    case 'rejected':
      if ((order.facts & orderFact.rejected) !== 0) return 'known';
      kernel.rejected(order, report.reason ?? noReason, report.reportedAt);
      return 'applied';
    case 'canceled':
    case 'expired':
      if ((order.facts & endFacts[report.kind]) !== 0) return 'known';
      kernel.ended(order, endFacts[report.kind], report.reportedAt);
      return 'applied';
  }
}

const noReason = { code: 'REJECTED', message: 'the broker gave no reason' };

function bookFill(
  kernel: Kernel,
  order: OrderState,
  fill: ReportedFill | undefined,
): ReportOutcome {
  if (fill === undefined) return anomaly(order);
  if (order.executions?.has(fill.executionId) === true) return 'known';
  const facts = readFill(fill, order.intent.instrument, kernel.ledger);
  if (facts === undefined) return anomaly(order);
  (order.executions ??= new Set()).add(fill.executionId);
  try {
    if ((order.facts & orderFact.accepted) === 0) kernel.accepted(order, fill.filledAt);
  } finally {
    // Whatever the strategy does on hearing of the acceptance, the fill is booked.
    kernel.filled(order, facts);
  }
  return (order.facts & orderFact.anomalous) === 0 ? 'applied' : 'anomaly';
}

/** A reported fill in whole units; `undefined` when it does not fit the instrument's steps. */
function readFill(
  fill: ReportedFill,
  { quantityDigits, priceDigits }: Instrument,
  ledger: Ledger,
): FillFacts | undefined {
  const facts = new FillFacts();
  facts.filledAt = fill.filledAt;
  facts.quantityUnits = textToUnits(fill.quantity, quantityDigits);
  facts.priceUnits = textToUnits(fill.price, priceDigits);
  facts.feeTicks = textToUnits(fill.fee, ledger.scale.digits);
  const whole = facts.quantityUnits > 0 && facts.priceUnits > 0 && isDecimalText(fill.fee);
  if (!whole) return undefined;
  if (Number.isNaN(facts.feeTicks)) {
    facts.feeExact = BigInt(new Decimal(fill.fee).times(`1e${moneyDigits}`).toFixed(0));
  }
  return facts;
}

function anomaly(order: OrderState): ReportOutcome {
  order.facts |= orderFact.anomalous;
  return 'anomaly';
}
