import type { OrderFamily, OrderState } from '@tradewright/core';
import { orderFact } from '@tradewright/core';
import type { Reservations } from '@tradewright/risk';

/**
 * Orders that depend on each other's fills: a group of entry and exits, or an order and what it was
 * replaced with. What one of them takes, the others may not fill any more; exits of a group exclude
 * each other and are reserved once; of two versions of an order the larger is reserved.
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
    const entries = this.members.filter((one) => one.intent.details.leg === undefined);
    const exits = this.members.filter((one) => one.intent.details.leg !== undefined);
    for (const entry of entries) entry.shrunkUnits = this.#takenByVersions(entry);
    const exitsFilled = sum(exits, (one) => one.filledUnits);
    for (const exit of exits) {
      const others = exitsFilled - exit.filledUnits;
      const { quantityUnits } = exit.intent;
      exit.shrunkUnits = quantityUnits - clamp(base(entries) - others, quantityUnits);
    }
    for (const one of this.members) {
      if (one.filledUnits > one.wantedUnits) one.facts |= orderFact.anomalous;
    }
    this.#reserveVersions(entries);
    this.#reserveExits(entries, exits, exitsFilled);
  }

  /** Gives back what the members with the same purpose hold, until the next `settle`. */
  suspend(purpose: 'entries' | 'exits'): void {
    for (const one of this.members) {
      const isExit = one.intent.details.leg !== undefined;
      if (isExit === (purpose === 'exits')) this.#reservations.resize(one, 0);
    }
  }

  /** Filled on earlier versions of an order after it was decided. */
  #takenByVersions(order: OrderState): number {
    const { quantityUnits, details } = order.intent;
    if (details.replaces === undefined) return 0;
    return clamp(filledBefore(this.members, order) - details.chainFilledUnits, quantityUnits);
  }

  /** Of versions that may both fill for a moment the larger is reserved, with the newest one. */
  #reserveVersions(entries: readonly OrderState[]): void {
    let covered = 0;
    for (const one of [...entries].reverse()) {
      const { exposedUnits } = one;
      const own = one.finished ? exposedUnits : Math.max(0, exposedUnits - covered);
      if (!one.finished) covered = Math.max(covered, exposedUnits);
      this.#reservations.resize(one, own);
    }
  }

  /** All exits together are reserved once, with the first that may still fill. */
  #reserveExits(
    entries: readonly OrderState[],
    exits: readonly OrderState[],
    exitsFilled: number,
  ): void {
    const [first] = exits;
    if (first === undefined) return;
    const held =
      entries.length === 0
        ? first.intent.quantityUnits
        : sum(entries, (entry) => entry.filledUnits);
    const carrier = exits.find((one) => !one.finished);
    for (const one of exits) {
      const missing = one.finished ? one.exposedUnits : 0;
      const units = one === carrier ? Math.max(0, held - exitsFilled) : missing;
      this.#reservations.resize(one, units);
    }
  }
}

/** Filled on all orders that an order replaces, directly or through others. */
export function filledBefore(members: readonly OrderState[], order: OrderState): number {
  const { replaces } = order.intent.details;
  const parent = members.find((one) => one.intent === replaces);
  return parent === undefined ? 0 : parent.filledUnits + filledBefore(members, parent);
}

/** Most that the exits of a group may fill together; without an entry there is no bound. */
function base(entries: readonly OrderState[]): number {
  const [first] = entries;
  if (first === undefined) return Number.POSITIVE_INFINITY;
  const works = entries.some((entry) => !entry.finished);
  return works ? first.intent.quantityUnits : sum(entries, (entry) => entry.filledUnits);
}

function sum(orders: readonly OrderState[], read: (order: OrderState) => number): number {
  return orders.reduce((total, order) => total + read(order), 0);
}

function clamp(units: number, max: number): number {
  return Math.min(Math.max(0, units), max);
}
