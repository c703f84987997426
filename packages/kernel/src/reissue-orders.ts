import {
  orderFact,
  type OrderDetails,
  OrderIntent,
  OrderState,
  simpleDetails,
  type UnixMs,
} from '@tradewright/core';
import type { RiskDesk } from '@tradewright/risk';
import { LinkedOrders } from './linked-orders.js';
import type { OrderBook } from './order-book.js';

/** What is different in an order that a venue puts in the place of another, in whole units. */
export interface ReissuedTerms {
  readonly quantityUnits: number;
  readonly limitUnits: number;
  readonly stopUnits: number;
  readonly trailUnits: number;
}

/** One order, and what the venue makes of it. */
export interface Reissue {
  readonly order: OrderState;
  readonly terms: ReissuedTerms;
}

/** When and why orders are reissued. */
export interface ReissueCause {
  /** Part of the ids of the new orders: what happened, once in a run. */
  readonly key: string;
  readonly at: UnixMs;
  /** Number of the first new order of its symbol under this key. */
  readonly ordinal: number;
}

/** What reissued orders are booked in. */
export interface ReissueDesk {
  readonly orders: OrderBook;
  readonly desk: RiskDesk;
  adopt(order: OrderState): void;
  ended(order: OrderState, fact: number, at: UnixMs): void;
}

/**
 * Books that the venue itself puts orders in the place of others, as in a split. Nobody reviews
 * them: they are the same risk in other units. The old ones end `replaced`, which the strategy
 * hears; the reservation moves. A new chain begins: what was filled on the old orders is in the
 * position, and not in the quantity of the new ones.
 *
 * @param changes One order alone, or what is left of one group: its entry first, if it still works.
 * @returns The new orders, in the same order.
 */
export function reissueOrders(
  kernel: ReissueDesk,
  changes: readonly Reissue[],
  cause: ReissueCause,
): readonly OrderState[] {
  const { reservations } = kernel.desk;
  for (const { order } of changes) reservations.releaseAll(order);
  const next = makeOrders(kernel, changes, cause);
  const [first, ...others] = next;
  if (first === undefined) return next;
  kernel.adopt(first);
  for (const other of others) {
    kernel.orders.add(other);
    // The log of reviews has a row for every order, by its number.
    kernel.desk.noteLeg();
  }
  changes.forEach(({ order }, i) => (order.replacement = next[i]));
  if (first.intent.details.group >= 0) {
    kernel.desk.priceExits(next);
    new LinkedOrders(reservations, next).settle();
  }
  for (const { order } of changes) kernel.ended(order, orderFact.replaced, cause.at);
  return next;
}

function makeOrders(
  { orders }: ReissueDesk,
  changes: readonly Reissue[],
  cause: ReissueCause,
): readonly OrderState[] {
  const base = orders.length;
  const make = (i: number, details: Partial<OrderDetails>): OrderIntent =>
    makeIntent(changes[i] as Reissue, { sequence: base + i, cause, ordinal: i, details });
  const isGroup = changes[0]?.order.intent.details.orderClass !== 'simple';
  const group = isGroup ? base : -1;
  const rest = changes.slice(1).map((_, i) => make(i + 1, { group }));
  const hasEntry = changes[0]?.order.intent.details.leg === undefined;
  const first = make(0, { group, legs: hasEntry ? Object.freeze(rest) : simpleDetails.legs });
  const next = [first, ...rest].map((intent) => new OrderState(intent));
  if (hasEntry) (next[0] as OrderState).legs = next.slice(1);
  return next;
}

interface IntentFrame {
  readonly sequence: number;
  readonly cause: ReissueCause;
  readonly ordinal: number;
  readonly details: Partial<OrderDetails>;
}

function makeIntent(
  { order: { intent }, terms }: Reissue,
  { sequence, cause, ordinal, details }: IntentFrame,
): OrderIntent {
  const { quantityUnits, limitUnits, stopUnits, trailUnits } = terms;
  const made = new OrderIntent({
    maker: intent.maker,
    instrument: intent.instrument,
    slot: intent.slot,
    sequence,
    sign: intent.sign,
    type: intent.type,
    timeInForce: intent.timeInForce,
    quantityUnits,
    limitUnits,
    turn: cause.key,
    decidedAt: cause.at,
    ordinal: cause.ordinal + ordinal,
    details: Object.freeze({
      ...intent.details,
      legs: simpleDetails.legs,
      ...details,
      stopUnits,
      trailUnits,
      replaces: intent,
      chainFilledUnits: 0,
    }),
  });
  Object.freeze(made);
  return made;
}
