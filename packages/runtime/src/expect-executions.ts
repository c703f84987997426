import { type OrderReport, type OrderState, textToUnits } from '@tradewright/core';
import { track, type TraderContext, untilEnded } from './trader-context.js';

/**
 * Reports may come in any order, so one may count executions that are still on their way. What has
 * not come after the grace period is missing: the position is not what we think.
 */
export function expectExecutions(context: TraderContext, report: OrderReport): void {
  const { kernel, awaiting } = context;
  const order = kernel.orders.findById(report.clientOrderId);
  if (order === undefined) return;
  const { quantityDigits } = order.intent.instrument;
  const claimed = textToUnits(report.cumulativeQuantity, quantityDigits);
  const before = awaiting.get(order);
  if (!(claimed > order.filledUnits) || claimed <= (before ?? 0)) return;
  awaiting.set(order, claimed);
  if (before === undefined) track(context, awaitExecutions(context, order));
}

async function awaitExecutions(context: TraderContext, order: OrderState): Promise<void> {
  const { clock, settings, awaiting, kernel, logger, troubles } = context;
  let claimed: number | undefined;
  // A larger claim that came meanwhile has a grace period of its own.
  while (claimed !== awaiting.get(order)) {
    claimed = awaiting.get(order);
    try {
      await untilEnded(context, (signal) => clock.sleep(settings.settleMs, signal));
    } catch {
      return;
    }
  }
  awaiting.delete(order);
  // Asked of the order: what came may have been taken back since, and is not missing then.
  if (order.missingUnits <= 0) return;
  const { clientOrderId } = order;
  troubles.anomalies++;
  logger.error('executions are missing: trading stopped', { clientOrderId });
  kernel.stop(`executions of ${clientOrderId} are missing`);
}
