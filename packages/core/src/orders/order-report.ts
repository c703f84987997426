import type { UnixMs } from '../time/unix-ms.js';
import type { ClientOrderId } from './client-order-id.js';
import type { OrderSide } from './order-request.js';

/**
 * What a broker can say of an order; each is a fact, none a complete state.
 *
 * - `held`: it has the order, which waits for another one of its group.
 * - `replaced`: another order took its place.
 * - `busted`: an execution never was. `corrected`: an execution had other numbers.
 */
export type OrderReportKind =
  | 'accepted'
  | 'held'
  | 'fill'
  | 'canceled'
  | 'expired'
  | 'replaced'
  | 'rejected'
  | 'busted'
  | 'corrected';

/** One execution, as the broker reports it. Amounts are decimal text. */
export interface ReportedFill {
  /** The broker's name of the execution; the same execution always has the same one. */
  readonly executionId: string;
  readonly quantity: string;
  readonly price: string;
  /** In the account's currency. Negative for a rebate. */
  readonly fee: string;
  readonly filledAt: UnixMs;
}

/**
 * What a broker says of one order: by reply, by stream or by poll, in any order and as often as it
 * likes. Applying a report twice changes nothing.
 */
export interface OrderReport {
  readonly clientOrderId: ClientOrderId;
  readonly brokerOrderId?: string | undefined;
  readonly kind: OrderReportKind;
  readonly symbol: string;
  readonly side: OrderSide;
  /** The broker's own stamp. */
  readonly reportedAt: UnixMs;
  /**
   * Filled so far according to the broker, decimal text. More than the executions that were
   * reported means that some are still missing.
   */
  readonly cumulativeQuantity: string;
  /** The order's quantity at the broker, decimal text; needed of an order that is not ours. */
  readonly quantity?: string | undefined;
  /** Present when `kind` is `fill` or `corrected`: then with an execution id of its own. */
  readonly fill?: ReportedFill | undefined;
  /** Present when `kind` is `busted` or `corrected`: the execution that is taken back. */
  readonly executionRef?: string | undefined;
  /** The broker's reason for a rejection, expiry or cancel it made by itself. */
  readonly reason?: { readonly code: string; readonly message: string } | undefined;
}
