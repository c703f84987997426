import { formatUtc, MalformedOrder, OrderState, type OrderView } from '@tradewright/core';
import type { ReportedOrder } from './paper-report.js';

/** One order as plain data. */
export function reportOrder(order: OrderView): ReportedOrder {
  const { clientOrderId, symbol, side, type, status, quantity, filledQuantity, refusals } = order;
  return {
    clientOrderId,
    decidedAt: decidedAt(order),
    symbol,
    side,
    type,
    status,
    quantity: quantity?.toFixed() ?? null,
    filledQuantity: filledQuantity.toFixed(),
    refusals: refusals.map(({ code, message }) => ({ code, message })),
  };
}

function decidedAt(order: OrderView): string {
  if (order instanceof OrderState) return formatUtc(order.intent.decidedAt);
  return order instanceof MalformedOrder ? formatUtc(order.decidedAt) : '';
}
