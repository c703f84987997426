import {
  orderFact,
  type OrderReport,
  type OrderState,
  type ReportedExecution,
  ReportedFacts,
  textToUnits,
} from '@tradewright/core';
import { adoptExternal, resizeExternal } from './adopt-external.js';
import type { Kernel } from './kernel.js';
import type { FillFacts } from './fill-log.js';
import { readReportedFill } from './read-reported-fill.js';

/**
 * What a report did. `applied`: something changed. `known`: it said nothing new. `external`: it was
 * of an order that we did not make: in the book now, and exposure, if its symbol is traded here.
 * `anomaly`: it cannot be true or cannot be booked; the order, if there is one, is marked
 * `anomalous`, and the driver must stop increasing risk until a person has looked.
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
  const wasAnomalous = order.anomalous;
  // A fill is booked before anybody hears what the broker counts with it.
  const isFill = report.kind === 'fill';
  const before = !isFill && noteClaim(kernel, order, report);
  const applied = applyKind(kernel, order, report);
  const after = isFill && noteClaim(kernel, order, report);
  if (order.external) resizeExternal(kernel, order, report);
  const outcome = applied === 'known' && (before || after) ? 'applied' : applied;
  // Too much is filled: the report says so, or books more of it.
  const isNews = !wasAnomalous || isFill || report.kind === 'corrected';
  if (outcome === 'applied' && order.anomalous && isNews) return 'anomaly';
  // What else it says counts all the same.
  if (!(claimedUnits(order, report) >= 0)) return anomaly(order);
  if (!left && outcome !== 'known') return anomaly(order);
  return known === undefined && outcome !== 'anomaly' ? 'external' : outcome;
}

/**
 * The largest cumulative quantity ever reported stays; the executions behind it are reserved. Says
 * whether some of them are missing that were not before.
 */
function noteClaim(kernel: Kernel, order: OrderState, report: OrderReport): boolean {
  const { kind, reportedAt: at } = report;
  const units = claimedUnits(order, report);
  const reported = (order.reported ??= new ReportedFacts());
  const before = order.missingUnits;
  // Written so that a count that cannot be read changes nothing. What is counted beside an
  // execution that is taken back is said of the same instant, before or after it: nobody can tell.
  if (units > 0 && kind !== 'busted' && kind !== 'corrected') reported.claim({ at, units });
  if (order.missingUnits <= before) return false;
  kernel.claimed(order, at);
  return true;
}

/** NaN for what cannot be read. */
function claimedUnits({ intent }: OrderState, { cumulativeQuantity }: OrderReport): number {
  return textToUnits(cumulativeQuantity, intent.instrument.quantityDigits);
}

function applyKind(kernel: Kernel, order: OrderState, report: OrderReport): ReportOutcome {
  switch (report.kind) {
    case 'fill':
      return bookFill(kernel, order, report);
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
      return takeBack(kernel, order, report);
    case 'corrected':
      return correct(kernel, order, report);
    default:
      return anomaly(order);
  }
}

const noReason = { code: 'REJECTED', message: 'the broker gave no reason' };

/** Both or neither: a correction that cannot be read takes nothing back. */
function correct(kernel: Kernel, order: OrderState, report: OrderReport): ReportOutcome {
  const facts = readFill(kernel, order, report);
  const { executionRef: wrong } = report;
  if (facts === undefined || !isName(wrong) || wrong === facts.execution) return anomaly(order);
  let [back, booked]: ReportOutcome[] = [];
  try {
    back = takeBack(kernel, order, report);
  } finally {
    // Whatever the strategy does on hearing of it, what is right is booked.
    booked = bookFill(kernel, order, report);
  }
  return booked === 'known' ? back : booked;
}

function bookFill(kernel: Kernel, order: OrderState, report: OrderReport): ReportOutcome {
  const facts = readFill(kernel, order, report);
  if (facts === undefined) return anomaly(order);
  const { execution, filledAt } = facts;
  const { executions } = (order.reported ??= new ReportedFacts());
  const before = executions.get(execution);
  if (before !== undefined && before.units !== 0) {
    return isSame(kernel, before, facts) ? 'known' : anomaly(order);
  }
  const { rows } = kernel.fills;
  const units = facts.quantityUnits;
  if (before === undefined) {
    executions.set(execution, { row: rows, units, takenBackAt: Number.POSITIVE_INFINITY });
  } else before.units = units;
  try {
    if ((order.facts & orderFact.accepted) === 0) kernel.accepted(order, filledAt);
  } finally {
    // Whatever the strategy does on hearing of the acceptance, the fill is booked; one that was
    // taken back before it was seen never was, and only now is known how much it was.
    if (before === undefined) kernel.filled(order, facts);
    else kernel.busted(order, before.takenBackAt);
  }
  return 'applied';
}

/** The fill of a report; `undefined` when it cannot be booked. */
function readFill(
  { ledger }: Kernel,
  { intent, filledUnits }: OrderState,
  { fill }: OrderReport,
): FillFacts | undefined {
  const facts = readReportedFill(fill, intent.instrument, ledger);
  if (facts === undefined) return undefined;
  const { quantityUnits } = facts;
  const after = (ledger.quantity[intent.slot] as number) + intent.sign * quantityUnits;
  const fits = Number.isSafeInteger(after) && Number.isSafeInteger(filledUnits + quantityUnits);
  return fits ? facts : undefined;
}

/** Says whether an execution that came again is the one that was booked. */
function isSame({ fills }: Kernel, { row, units }: ReportedExecution, facts: FillFacts): boolean {
  return (
    units === facts.quantityUnits && (row < 0 || fills.read(row).priceUnits === facts.priceUnits)
  );
}

/** An execution never was: the account becomes the one without it. */
function takeBack(kernel: Kernel, order: OrderState, report: OrderReport): ReportOutcome {
  const { executionRef: execution, reportedAt: at } = report;
  if (!isName(execution)) return anomaly(order);
  const { executions } = (order.reported ??= new ReportedFacts());
  const known = executions.get(execution);
  if (known === undefined) {
    executions.set(execution, { row: -1, units: 0, takenBackAt: at });
    return 'applied';
  }
  const { row } = known;
  // What is said twice counts from the first time.
  const isFirst = at < known.takenBackAt;
  if (isFirst) known.takenBackAt = at;
  known.row = -1;
  if (row >= 0) kernel.tookBack(order, row, at);
  else if (isFirst) kernel.claimed(order, at);
  return row >= 0 ? 'applied' : 'known';
}

function isName(execution: string | undefined): execution is string {
  return typeof execution === 'string' && execution !== '';
}

function anomaly(order: OrderState): ReportOutcome {
  order.facts |= orderFact.anomalous;
  return 'anomaly';
}
