import type { ApprovedOrder, Broker, OrderIntent, OrderUpdates } from '@tradewright/core';

/**
 * What may go wrong with the next order.
 *
 * - `replyLost`: it arrives, but the answer to its sending does not come.
 * - `reportRepeated`: its fill is told twice.
 * - `busted`: its execution is taken back after it was told.
 */
export type Mishap = 'replyLost' | 'reportRepeated' | 'busted';

/** A broker, and what a suite must know of the other side. */
export interface BrokerBench {
  readonly broker: Broker;
  /** What the broker says of its orders. */
  readonly orderUpdates: OrderUpdates;
  /**
   * An order that this broker takes and that rests, such as a buy far below the market, made by
   * `approvedOrder`. The same number gives the same client order id, whatever the quantity.
   */
  readonly order: (number: number, quantity?: number) => ApprovedOrder;
  /** An order that this broker refuses, such as one of a symbol that it does not trade. */
  readonly refusedOrder: () => ApprovedOrder;
  /** An order that rests as `order` does and takes the place of another one. */
  readonly replacement: (number: number, old: ApprovedOrder) => ApprovedOrder;
  /** An order that rests as `order` does, with a take-profit and a stop-loss. */
  readonly bracket: (number: number) => ApprovedOrder;
  /** Orders that the account has at the broker, counted there; refused ones are none. */
  readonly opened: () => number | Promise<number>;
  /** Makes the broker fill an order that works, completely. Resolves when it has. */
  readonly fill: (order: OrderIntent) => void | Promise<void>;
  /** Makes something go wrong with the next order. Called before anything is sent. */
  readonly mishap: (mishap: Mishap) => void;
}
