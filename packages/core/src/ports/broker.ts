import type { ClientOrderId } from '../orders/client-order-id.js';
import type { ApprovedOrder } from '../orders/order-intent.js';
import type { OrderReport } from '../orders/order-report.js';

/**
 * What is known after an attempt to send an order. `notSent`: it certainly did not leave this
 * process. `unknown`: it may have; ask with `findOrder` before anything else. `conflict`: the
 * id was used before for another order.
 */
export type Submission =
  | { readonly outcome: 'accepted' | 'rejected'; readonly report: OrderReport }
  | { readonly outcome: 'notSent' | 'unknown' | 'conflict'; readonly message: string };

/** Sends orders to one account. */
export interface Broker {
  /** Such as "alpaca" or "simulated". */
  readonly name: string;
  /**
   * Sends the order. Sending the same id again never opens a second order: the same order answers
   * with the first one's report, another order with `conflict`. Its legs go with it. An outcome is
   * a value; it throws only for our own bugs.
   */
  submitOrder(order: ApprovedOrder, signal?: AbortSignal): Promise<Submission>;
  /**
   * The broker's latest report of an order; `undefined` when the broker answers that it does not
   * know the id, which by itself proves nothing. Safe to repeat.
   */
  findOrder(id: ClientOrderId, signal?: AbortSignal): Promise<OrderReport | undefined>;
  /**
   * Asks for cancellation. Answers whether the request reached the broker; that the order is
   * canceled says a report. Safe to repeat, and for a finished order a no-op.
   */
  cancelOrder(id: ClientOrderId, signal?: AbortSignal): Promise<'requested' | 'unknown'>;
  /**
   * Asks that the order take the place of the one that it `replaces`. Until a report says that the
   * old one is `replaced`, it works on; when the new one is rejected, it stays. Sending the same
   * order again changes nothing.
   */
  replaceOrder(order: ApprovedOrder, signal?: AbortSignal): Promise<Submission>;
  /** Releases sockets and timers. Safe to call twice. */
  close(): Promise<void>;
}
