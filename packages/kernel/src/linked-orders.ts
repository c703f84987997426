import type { OrderFamily, OrderState } from '@tradewright/core';
import type { Reservations } from '@tradewright/risk';

/**
 * Orders that depend on each other's fills: a group of entry and exits, or an order and what it was
 * replaced with. What one of them takes, the others may not fill any more; exits of a group exclude
 * each other and are reserved once; of two versions of an order the larger is reserved, at the
 * dearer price.
 *
 * Everything is computed afresh from what is known of each member, so it cannot matter in which
 * order that became known.
 */
export class LinkedOrders implements OrderFamily {
  readonly members: OrderState[];
  readonly #reservations: Reservations;

  constructor(reservations: Reservations, members: readonly OrderState[]) {
    this.#reservations = reservations;
    this.members = [...members];
    for (const member of members) member.family = this;
  }

  /** A new version of one of the members. */
  join(order: OrderState): void {
    this.members.push(order);
    order.family = this;
  }

  settle(): void {
    const entries = this.members.filter((one) => !isExit(one));
    const exits = this.members.filter(isExit);
    for (const entry of entries) entry.shrunkUnits = this.#takenByVersions(entry);
    const exited = sum(exits, (one) => one.cumulativeUnits);
    const most = mostExited(entries, exits);
    for (const exit of exits) {
      const { quantityUnits } = exit.intent;
      const others = exited - exit.cumulativeUnits;
      exit.shrunkUnits = quantityUnits - clamp(most - others, quantityUnits);
    }
    this.#reserveVersions(entries);
    this.#reserveExits(entries, exits, exited);
  }

  /**
   * Says whether what an order may still fill is reserved. An exit is covered by what its group
   * has reserved, which is nothing before the entry fills; a version by all versions together.
   */
  covers(order: OrderState): boolean {
    if (isExit(order)) return true;
    const entries = this.members.filter((one) => !isExit(one));
    return sum(entries, (one) => one.reservedUnits) >= order.exposedUnits;
  }

  /** Gives back what the members with the same purpose hold, until the next `settle`. */
  suspend(purpose: 'entries' | 'exits'): void {
    for (const one of this.members) {
      if (isExit(one) === (purpose === 'exits')) this.#reservations.resize(one, 0);
    }
  }

  /** Filled on earlier versions of an order after it was decided. */
  #takenByVersions(order: OrderState): number {
    const { quantityUnits, details } = order.intent;
    if (details.replaces === undefined) return 0;
    return clamp(filledBefore(this.members, order) - details.chainFilledUnits, quantityUnits);
  }

  /**
   * Versions that may both fill for a moment share what they fill, so the larger is reserved: first
   * the dearest, then what others are larger. What is claimed of an order that ended comes on top.
   */
  #reserveVersions(entries: readonly OrderState[]): void {
    const byPrice = [...entries].reverse();
    if (byPrice.length > 1) byPrice.sort((a, b) => priceOrder(b) - priceOrder(a));
    let covered = 0;
    for (const one of byPrice) {
      const { exposedUnits } = one;
      const own = one.finished ? exposedUnits : Math.max(0, exposedUnits - covered);
      if (!one.finished) covered = Math.max(covered, exposedUnits);
      this.#reservations.resize(one, own + this.#unshared(one));
    }
  }

  /**
   * What earlier versions may fill once more without taking it from a later one: executions that
   * counted when it was decided and were taken back since.
   */
  #unshared(order: OrderState): number {
    const { replaces, chainFilledUnits } = order.intent.details;
    if (replaces === undefined || order.finished) return 0;
    const lost = chainFilledUnits - filledBefore(this.members, order);
    return lost <= 0 ? 0 : Math.min(lost, leavesBefore(this.members, order));
  }

  /** All exits together are reserved once, with the first that may still fill. */
  #reserveExits(
    entries: readonly OrderState[],
    exits: readonly OrderState[],
    exited: number,
  ): void {
    const [first] = exits;
    if (first === undefined) return;
    const held =
      entries.length === 0
        ? first.intent.quantityUnits
        : sum(entries, (entry) => entry.everFilledUnits);
    const carrier = exits.find((one) => !one.finished);
    for (const one of exits) {
      const rest = one === carrier ? Math.max(0, held - exited) : 0;
      this.#reservations.resize(one, rest + one.missingUnits);
    }
  }
}

/** Filled on all orders that an order replaces, directly or through others. */
export function filledBefore(members: readonly OrderState[], order: OrderState): number {
  const { replaces } = order.intent.details;
  const parent = members.find((one) => one.intent === replaces);
  return parent === undefined ? 0 : parent.filledUnits + filledBefore(members, parent);
}

/** What may still fill of all orders that an order replaces. */
function leavesBefore(members: readonly OrderState[], order: OrderState): number {
  const { replaces } = order.intent.details;
  const parent = members.find((one) => one.intent === replaces);
  return parent === undefined ? 0 : parent.leavesUnits + leavesBefore(members, parent);
}

function isExit(order: OrderState): boolean {
  return order.intent.details.leg !== undefined;
}

/** An unknown price is the dearest. */
function priceOrder({ reservedCashPerUnit }: OrderState): number {
  return Number.isNaN(reservedCashPerUnit) ? Number.MAX_VALUE : reservedCashPerUnit;
}

/** Most that exits may fill together: what the entry may, or has; without one the position. */
function mostExited(entries: readonly OrderState[], exits: readonly OrderState[]): number {
  const [entry] = entries;
  if (entry === undefined) return exits[0]?.intent.quantityUnits ?? 0;
  const works = entries.some((one) => !one.finished);
  if (works) return entry.intent.quantityUnits;
  // What was taken back of an entry, the broker's exits may have begun to work for.
  return sum(entries, (one) => Math.max(one.cumulativeUnits, one.everFilledUnits));
}

function sum(orders: readonly OrderState[], read: (order: OrderState) => number): number {
  return orders.reduce((total, order) => total + read(order), 0);
}

function clamp(units: number, max: number): number {
  return Math.min(Math.max(0, units), max);
}
