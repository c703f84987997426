import {
  type ClientOrderId,
  formatUtc,
  invalidValue,
  type OrderEvent,
  type OrderExplanation,
  type OrderIntent,
  orderFact,
  type OrderState,
  type ReviewedLimit,
  unitsToText,
} from '@tradewright/core';
import { namedFacts } from '@tradewright/risk';
import type { FillRow } from '../fill-log.js';
import type { Kernel } from '../kernel.js';

/**
 * Tells the life of one order: what was asked, what the risk review compared, what happened.
 *
 * @throws SdkError `VALUE_INVALID` for an id that no order of the run has.
 */
export function explainOrder(kernel: Kernel, id: ClientOrderId): OrderExplanation {
  const malformed = kernel.malformed.find((one) => one.clientOrderId === id);
  if (malformed !== undefined) {
    const text = malformed.refusals.map((one) => one.message).join('; ');
    const timeline = [{ at: malformed.decidedAt, event: 'denied', text }];
    return { order: malformed, limits: [], refusals: malformed.refusals, timeline };
  }
  const order = kernel.orders.findById(id);
  if (order === undefined) {
    const must = 'the clientOrderId of an order of this run';
    throw invalidValue('VALUE_INVALID', { field: 'clientOrderId', value: id, must });
  }
  return {
    order,
    limits: comparisons(kernel, order),
    refusals: order.refusals,
    timeline: timeline(kernel, order),
  };
}

function comparisons(kernel: Kernel, order: OrderState): readonly ReviewedLimit[] {
  const review = kernel.desk.log.find(order.intent.sequence);
  if (review === undefined) return [];
  const facts = namedFacts(review.facts);
  return kernel.desk.limitRules.map((rule) => {
    const actual = facts[rule.fact];
    const limit = rule.bound * facts[rule.of];
    return {
      code: rule.code,
      label: rule.label,
      actual: Number.isNaN(actual) ? undefined : actual,
      limit: Number.isNaN(limit) ? undefined : limit,
      passed: actual <= limit,
      exempt: rule.scope === 'increasing' && !review.increases,
    };
  });
}

function timeline(kernel: Kernel, order: OrderState): readonly OrderEvent[] {
  const { intent } = order;
  const { quantityDigits, priceDigits } = intent.instrument;
  const quantity = unitsToText(intent.quantityUnits, quantityDigits);
  const what = `${intent.side} ${quantity} ${intent.symbol} ${intent.type}${pricesOf(intent)}`;
  const slice = typeof intent.turn === 'number' ? formatUtc(intent.turn) : intent.turn;
  const decided = `${what}, decided from the slice of ${slice}`;
  const events: OrderEvent[] = [{ at: intent.decidedAt, event: 'decided', text: decided }];
  const push = (at: number, event: string, text: string): void => {
    events.push({ at, event, text });
  };
  const reasons = order.refusals.map((one) => `${one.code}: ${one.message}`).join('; ');
  if (order.status === 'denied') push(intent.decidedAt, 'denied', reasons);
  else push(intent.decidedAt, 'approved', 'every limit that applies was kept; exposure reserved');
  if ((order.facts & orderFact.held) !== 0) {
    push(intent.decidedAt, 'held', 'the venue has the order, which waits for its entry');
  }
  if (!Number.isNaN(order.acceptedAt))
    push(order.acceptedAt, 'accepted', 'the venue has the order');
  for (const row of fillsOf(kernel, order)) {
    const size = unitsToText(Math.abs(row.signedUnits), quantityDigits);
    push(row.filledAt, 'filled', `${size} at ${unitsToText(row.priceUnits, priceDigits)}`);
  }
  if (order.status === 'rejected') push(order.finishedAt, 'rejected', reasons);
  if (order.status === 'canceled') push(order.finishedAt, 'canceled', 'no longer working');
  if (order.status === 'replaced') {
    const next = order.replacement?.clientOrderId ?? 'another order';
    push(order.finishedAt, 'replaced', `${next} is in its place`);
  }
  if (order.status === 'expired') push(order.finishedAt, 'expired', 'its session is over');
  return events;
}

function pricesOf(intent: OrderIntent): string {
  const { limitPrice, stopPrice, trailAmount, trailPercent } = intent;
  const limit = limitPrice === undefined ? '' : ` at ${limitPrice.toFixed()}`;
  const stop = stopPrice === undefined ? '' : ` stop ${stopPrice.toFixed()}`;
  const trail = trailAmount === undefined ? '' : ` trailing ${trailAmount.toFixed()}`;
  const percent = trailPercent === undefined ? '' : ` trailing ${trailPercent.toFixed()} %`;
  return `${stop}${trail}${percent}${limit}`;
}

function* fillsOf(kernel: Kernel, order: OrderState): Generator<FillRow> {
  for (let index = 0; index < kernel.fills.length; index++) {
    const row = kernel.fills.find(index);
    if (row?.sequence === order.intent.sequence) yield row;
  }
}
