import type { OrderState } from '@tradewright/core';

/**
 * The exposure of orders that may still fill: pending, unknown, accepted, partly filled. Reserved
 * in the same step as the check, released by fills and terminal facts only.
 */
export class Reservations {
  /** Open buy and sell quantity per slot, in units: whole numbers, so they cancel exactly. */
  readonly buyUnits: Float64Array;
  readonly sellUnits: Float64Array;
  /** Cash that open buys may need at their worst price. */
  readonly cash: Float64Array;
  /** Slots that ever had an order, ascending. */
  readonly slots: number[] = [];
  /** Orders with a reservation. */
  live = 0;
  readonly #known: Uint8Array;

  constructor(slots: number) {
    this.buyUnits = new Float64Array(slots);
    this.sellUnits = new Float64Array(slots);
    this.cash = new Float64Array(slots);
    this.#known = new Uint8Array(slots);
  }

  /** @param cashPerUnit Worst cash need of one unit bought; zero for a sale. */
  reserve(order: OrderState, cashPerUnit: number): void {
    const { slot, sign, quantityUnits } = order.intent;
    order.reservedUnits = quantityUnits;
    order.reservedCashPerUnit = cashPerUnit;
    this.live++;
    if (sign > 0) {
      this.buyUnits[slot] = (this.buyUnits[slot] as number) + quantityUnits;
      this.cash[slot] = (this.cash[slot] as number) + quantityUnits * cashPerUnit;
    } else {
      this.sellUnits[slot] = (this.sellUnits[slot] as number) + quantityUnits;
    }
    if (this.#known[slot] === 0) this.know(slot);
  }

  /** Signed quantity of a slot's open orders in units: buys less sells. */
  openUnits(slot: number): number {
    return (this.buyUnits[slot] as number) - (this.sellUnits[slot] as number);
  }

  /** From now on the slot counts: it may come to hold something. */
  know(slot: number): void {
    if (this.#known[slot] !== 0) return;
    this.#known[slot] = 1;
    // In order of slots, so that sums over them do not depend on which order came first.
    this.slots.push(slot);
    this.slots.sort((a, b) => a - b);
  }

  /** Gives back part of an order's reservation, at most what it still holds. */
  release(order: OrderState, wanted: number): void {
    const units = wanted < order.reservedUnits ? wanted : order.reservedUnits;
    if (units === 0) return;
    const { slot, sign } = order.intent;
    order.reservedUnits -= units;
    if (order.reservedUnits === 0) this.live--;
    if (sign < 0) {
      this.sellUnits[slot] = (this.sellUnits[slot] as number) - units;
      return;
    }
    const rest = (this.buyUnits[slot] as number) - units;
    this.buyUnits[slot] = rest;
    // Cash is a sum of doubles: when nothing is open it is zero, not what rounding left.
    this.cash[slot] =
      rest === 0 ? 0 : (this.cash[slot] as number) - units * order.reservedCashPerUnit;
  }

  /**
   * Sets an order's reservation, at the cash per unit that it was reserved with. For orders whose
   * reservation follows from others: of a group, or replaced.
   */
  resize(order: OrderState, units: number): void {
    const { slot, sign } = order.intent;
    const before = order.reservedUnits;
    const delta = units - before;
    if (delta === 0) return;
    if (delta < 0) {
      this.release(order, -delta);
      return;
    }
    if (before === 0) this.live++;
    order.reservedUnits = units;
    if (sign < 0) {
      this.sellUnits[slot] = (this.sellUnits[slot] as number) + delta;
      return;
    }
    this.buyUnits[slot] = (this.buyUnits[slot] as number) + delta;
    this.cash[slot] = (this.cash[slot] as number) + delta * order.reservedCashPerUnit;
  }

  releaseAll(order: OrderState): void {
    if (order.reservedUnits !== 0) this.release(order, order.reservedUnits);
  }
}
