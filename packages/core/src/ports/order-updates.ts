import type { OrderReport } from '../orders/order-report.js';

/** What the stream of order updates carries. A gap is announced, never hidden. */
export type OrderUpdate =
  | { readonly kind: 'report'; readonly cursor: string; readonly report: OrderReport }
  | { readonly kind: 'gap'; readonly message: string };

/** Reports of all orders of one account, as they happen. */
export interface OrderUpdates {
  /**
   * Streams updates after the cursor, or from now on without one. At least once and in any order.
   * Ends when the signal is aborted or the source is closed.
   */
  updates(since: string | undefined, signal: AbortSignal): AsyncIterable<OrderUpdate>;
}
