import { type ApprovedOrder, orderFact, type OrderState } from '@tradewright/core';
import type { Gate, RiskDesk } from './risk-desk.js';

/**
 * Reviews an order and, in the same synchronous step, reserves its worst case. The only maker of
 * {@link ApprovedOrder}: what did not pass here cannot be given to a broker.
 *
 * @param gate A reason outside the limits why orders may not leave now.
 * @returns The approved order, frozen; or `undefined`, and then the order is `denied` and carries
 *   every refusal with the numbers that were compared, and nothing is reserved.
 */
export function reviewOrder(
  desk: RiskDesk,
  order: OrderState,
  gate?: Gate,
): ApprovedOrder | undefined {
  const refusals = desk.judge(order, gate);
  if (refusals !== undefined) {
    order.refusals = refusals;
    order.facts |= orderFact.denied;
    return undefined;
  }
  desk.reserve(order);
  return Object.freeze(order.intent) as ApprovedOrder;
}
