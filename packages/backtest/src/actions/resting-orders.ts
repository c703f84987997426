import {
  type Instrument,
  type OrderState,
  powerOfTen,
  type Refusal,
  type UnixMs,
} from '@tradewright/core';
import type { Kernel, Reissue, ReissuedTerms } from '@tradewright/kernel';
import { RestingOrder } from '../resting-order.js';
import type { SimulatedVenue } from '../simulated-venue.js';
import { VenueGroup } from '../venue-group.js';
import type { ResolvedSplit } from './corporate-action.js';
import { splitOrder } from './split-order.js';

/** Where orders rest, and who keeps book of them. */
export interface OrderDesk {
  readonly kernel: Kernel;
  readonly venue: SimulatedVenue;
}

/** One resting order, and what a split leaves of it. */
interface Change {
  readonly one: RestingOrder;
  readonly terms: ReissuedTerms | undefined;
}

/**
 * Puts split-adjusted orders in the place of those that rest at a symbol, in the same order. What
 * a split leaves nothing of is canceled, and so is a group whose entry is filled in part: its exits
 * would be in two units.
 *
 * @param key Part of the ids of the new orders.
 */
export function splitRestingOrders(
  desk: OrderDesk,
  action: ResolvedSplit,
  { key, at }: { readonly key: string; readonly at: UnixMs },
): void {
  const { kernel, venue } = desk;
  const { instruments } = kernel;
  const one = instruments[action.slot] as Instrument;
  let ordinal = 0;
  for (const members of unitsOf(liveOrders(desk, action.slot, at))) {
    const changes = members.map((each) => ({ one: each, terms: splitOrder(each, one, action) }));
    if (!mayGoOn(changes)) {
      cancelAll(desk, members, { at, reason: splitReason(action) });
      continue;
    }
    const reissues: Reissue[] = changes.map(({ one: each, terms }) => ({
      order: stateOf(kernel, each),
      terms: terms as ReissuedTerms,
    }));
    const states = kernel.reissue(reissues, { key, at, ordinal });
    ordinal += states.length;
    const next = states.map((state, i) => restAgain(members[i] as RestingOrder, state, action));
    regroup(desk, next);
    venue.swap(action.slot, members, next);
    states.forEach((state, i) => {
      if (next[i]?.held === true) kernel.held(state);
      else kernel.accepted(state, at);
    });
  }
}

/** Cancels everything that rests at a symbol, and says why. */
export function cancelRestingOrders(
  desk: OrderDesk,
  slot: number,
  cause: { readonly at: UnixMs; readonly reason: Refusal },
): void {
  for (const members of unitsOf(liveOrders(desk, slot, cause.at))) cancelAll(desk, members, cause);
}

/** Orders that rest at a symbol and are not about to expire, oldest first. */
function liveOrders({ venue }: OrderDesk, slot: number, at: UnixMs): readonly RestingOrder[] {
  return venue.restingAt(slot).filter((one) => !one.done && one.expiresAt > at);
}

/** Orders that belong together: one alone, or a group with its entry first. */
function unitsOf(orders: readonly RestingOrder[]): readonly (readonly RestingOrder[])[] {
  const units = new Map<object, RestingOrder[]>();
  for (const one of orders) {
    const key = one.group ?? one;
    const members = units.get(key);
    if (members === undefined) units.set(key, [one]);
    else members.push(one);
  }
  return [...units.values()].map((members) =>
    members.sort((a, b) => Number(isExit(a)) - Number(isExit(b))),
  );
}

function isExit({ order }: RestingOrder): boolean {
  return order.details.leg !== undefined;
}

function mayGoOn(changes: readonly Change[]): boolean {
  if (changes.some(({ terms }) => terms === undefined)) return false;
  const entry = changes[0]?.one;
  if (entry === undefined || changes.length === 1 || isExit(entry)) return true;
  return entry.leavesUnits === entry.order.quantityUnits;
}

function stateOf(kernel: Kernel, { order }: RestingOrder): OrderState {
  return kernel.orders.find(order.sequence) as OrderState;
}

/** The new order rests as far along as the old one was: triggered, held, trailing. */
function restAgain(
  old: RestingOrder,
  { intent }: OrderState,
  { from, to }: ResolvedSplit,
): RestingOrder {
  const { slot, activeFrom, expiresAt } = old;
  const scale = powerOfTen(intent.instrument.priceDigits);
  const next = new RestingOrder(intent, slot, scale);
  next.activeFrom = activeFrom;
  next.expiresAt = expiresAt;
  const ratio = from / to;
  next.kind = old.kind;
  next.hasTurned = old.hasTurned;
  next.fromTick = old.fromTick;
  next.onBook = old.onBook;
  next.held = old.held;
  next.best = old.best * ratio;
  next.commissionSoFar = old.commissionSoFar;
  // A limit or a stop that the venue has set itself, such as that of a trailing stop.
  if (!(next.limit > 0)) next.limit = old.limit * ratio;
  if (!(next.stop > 0)) next.stop = old.stop * ratio;
  return next;
}

function regroup({ kernel, venue }: OrderDesk, next: readonly RestingOrder[]): void {
  const [first] = next;
  if (first === undefined || first.order.details.orderClass === 'simple') return;
  const entry = isExit(first) ? undefined : first;
  const exits = entry === undefined ? [...next] : next.slice(1);
  new VenueGroup({ entry, exits }, venue.groups, kernel.venueRules.groups);
}

/** Exits first: an entry that ends would let them work on. */
function cancelAll(
  { kernel, venue }: OrderDesk,
  members: readonly RestingOrder[],
  { at, reason }: { readonly at: UnixMs; readonly reason: Refusal },
): void {
  for (const one of members) stateOf(kernel, one).refusals = [reason];
  for (const one of [...members].reverse()) venue.cancel(one.order, at);
}

function splitReason({ symbol, from, to }: ResolvedSplit): Refusal {
  const message = `a split of ${symbol}, ${from} to ${to}, leaves nothing whole of it; order again`;
  return { code: 'CORPORATE_ACTION', message };
}
