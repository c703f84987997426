import type { ApprovedOrder, UnixMs } from '@tradewright/core';

/** An order at the venue. */
export interface RestingOrder {
  readonly order: ApprovedOrder;
  /** Place of its symbol at this venue, which need not be its place in the run. */
  readonly slot: number;
  readonly acceptedAt: UnixMs;
  readonly expiresAt: UnixMs;
}
