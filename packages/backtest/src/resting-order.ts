import type { ApprovedOrder, UnixMs } from '@tradewright/core';

/** When an order came and when it goes. */
export interface OrderLife {
  readonly acceptedAt: UnixMs;
  readonly expiresAt: UnixMs;
}

/** An order at the venue. */
export class RestingOrder {
  declare readonly order: ApprovedOrder;
  /** Place of its symbol at this venue, which need not be its place in the run. */
  declare readonly slot: number;
  declare readonly acceptedAt: UnixMs;
  declare readonly expiresAt: UnixMs;

  constructor(order: ApprovedOrder, slot: number, life: OrderLife) {
    this.order = order;
    this.slot = slot;
    this.acceptedAt = life.acceptedAt;
    this.expiresAt = life.expiresAt;
  }
}
