import {
  orderFact,
  type OrderReport,
  type OrderState,
  type ReportedFill,
  ReportedFacts,
  takenBack,
  textToUnits,
} from '@tradewright/core';
import { adoptExternal } from './adopt-external.js';
import type { Kernel } from './kernel.js';
import { readReportedFill } from './read-reported-fill.js';

/**
 * What a report did. `applied`: something changed. `known`: it said nothing new. `external`: it was
 * of an order that we did not make: in the book now, and exposure, if its symbol is traded here. `anomaly`: it
 * cannot be true or cannot be booked; the order, if there is one, is marked `anomalous`, and the
 * driver must stop increasing risk until a person has looked.
 */
export type ReportOutcome = 'applied' | 'known' | 'external' | 'anomaly';

const endFacts = {
  canceled: orderFact.canceled,
  expired: orderFact.expired,
  replaced: orderFact.replaced,
} as const;

/**
 * Applies a broker's report to the kernel. Reports may come in any order and as often as they like:
 * facts only accumulate, an execution is booked once, by its name, and one that is taken back never
 * was.
 */
export function applyReport(kernel: Kernel, report: OrderReport): ReportOutcome {
  const known = kernel.orders.findById(report.clientOrderId);
  const order = known ?? adoptExternal(kernel, report);
  if (typeof order === 'string') return order;
  if (report.symbol !== order.symbol || report.side !== order.side) return anomaly(order);
  // The broker speaks of an order that, for all we know, never left: somebody must look.
  const left = (order.facts & (orderFact.notSent | orderFact.denied)) === 0;
  const { quantityDigits } = order.intent.instrument;
  const claimed = textToUnits(report.cumulativeQuantity, quantityDigits);
  // A fill is booked before anybody hears what the broker counts with it.
  const isFill = report.kind === 'fill';
  const before = !isFill && noteClaim(kernel, order, claimed);
  const applied = applyKind(kernel, order, report);
  const after = isFill && noteClaim(kernel, order, claimed);
  const outcome = applied === 'known' && (before || after) ? 'applied' : applied;
  // What else it says counts all the same.
  if (!(claimed >= 0)) return anomaly(order);
  if (!left && outcome !== 'known') return anomaly(order);
  return known === undefined && outcome !== 'anomaly' ? 'external' : outcome;
}

/**
 * The largest cumulative quantity ever reported stays; the executions behind it are reserved. Says
 * whether some of them are missing that were not before.
 */
function noteClaim(kernel: Kernel, order: OrderState, units: number): boolean {
  const reported = (order.reported ??= new ReportedFacts());
  // Written so that a count that cannot be read changes nothing.
  if (!(units > reported.claimedUnits)) return false;
  reported.claimedUnits = units;
  if (order.missingUnits <= 0) return false;
  kernel.claimed(order);
  return true;
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
      kernel.held(order);
      return 'applied';
    case 'rejected':
      if ((order.facts & orderFact.rejected) !== 0) return 'known';
      kernel.rejected(order, report.reason ?? noReason, report.reportedAt);
      return 'applied';
    case 'canceled':
    case 'expired':
    case 'replaced':
      if ((order.facts & endFacts[report.kind]) !== 0) return 'known';
      kernel.ended(order, endFacts[report.kind], report.reportedAt);
      return 'applied';
    case 'busted':
      return takeBack(kernel, order, report.executionRef);
    case 'corrected': {
      const { fill, executionRef } = report;
      // Both or neither: a correction that cannot be read takes nothing back.
      if (readReportedFill(fill, order.intent.instrument, kernel.ledger) === undefined) {
        return anomaly(order);
      }
      const back = takeBack(kernel, order, executionRef);
      if (back === 'anomaly') return back;
      const booked = bookFill(kernel, order, fill);
      return booked === 'known' ? back : booked;
    }
    default:
      return anomaly(order);
  }
}

const noReason = { code: 'REJECTED', message: 'the broker gave no reason' };

function bookFill(
  kernel: Kernel,
  order: OrderState,
  fill: ReportedFill | undefined,
): ReportOutcome {
  if (fill === undefined) return anomaly(order);
  const reported = (order.reported ??= new ReportedFacts());
  const before = reported.executions.get(fill.executionId);
  if (before !== undefined && before !== takenBack.unseen) return 'known';
  const facts = readReportedFill(fill, order.intent.instrument, kernel.ledger);
  if (facts === undefined) return anomaly(order);
  if (before === takenBack.unseen) {
    // It was taken back before it was seen: it never was, and what it was is now known.
    reported.executions.set(fill.executionId, takenBack.seen);
    kernel.busted(order, facts.quantityUnits);
    return 'applied';
  }
  reported.executions.set(fill.executionId, kernel.fills.rows);
  try {
    if ((order.facts & orderFact.accepted) === 0) kernel.accepted(order, fill.filledAt);
  } finally {
    // Whatever the strategy does on hearing of the acceptance, the fill is booked.
    kernel.filled(order, facts);
  }
  return (order.facts & orderFact.anomalous) === 0 ? 'applied' : 'anomaly';
}

/** An execution never was: the account becomes the one without it. */
function takeBack(kernel: Kernel, order: OrderState, execution: string | undefined): ReportOutcome {
  if (execution === undefined) return anomaly(order);
  const { executions } = (order.reported ??= new ReportedFacts());
  const row = executions.get(execution);
  if (row !== undefined && row < 0) return 'known';
  if (row === undefined) {
    executions.set(execution, takenBack.unseen);
    return 'applied';
  }
  executions.set(execution, takenBack.seen);
  kernel.tookBack(order, row);
  return 'applied';
}

function anomaly(order: OrderState): ReportOutcome {
  order.facts |= orderFact.anomalous;
  return 'anomaly';
}
