import {
  type AccountSnapshot,
  type ClientOrderId,
  type OrderReport,
  type OrderSide,
  unitsToText,
} from '@tradewright/core';
import type { SimulatedBroker } from './simulated-broker.js';
import type { SimulatedVenue } from './simulated-venue.js';

/** An order that may fill with the next bar. */
export interface RestingTruth {
  readonly clientOrderId: ClientOrderId;
  readonly symbol: string;
  readonly side: OrderSide;
  /** What of it may still fill, decimal text. */
  readonly leavesQuantity: string;
}

/** What is true at a simulated broker, whatever its client was told. For tests to compare with. */
export interface SimulatedTruth {
  /** The account as the broker keeps it, now. */
  account(): AccountSnapshot;
  /** Orders that may fill with the next bar; exits that wait for their entry are not among them. */
  resting(): readonly RestingTruth[];
  /** Everything the broker said of orders, oldest first, whether it was heard or not. */
  readonly reports: readonly OrderReport[];
}

/** Looks behind the ports of a simulated broker. */
export function createSimulatedTruth(
  broker: SimulatedBroker,
  venue: SimulatedVenue,
  slots: number,
): SimulatedTruth {
  return {
    account: () => broker.book(),
    resting: () =>
      Array.from({ length: slots }, (_, slot) => venue.restingAt(slot))
        .flat()
        .filter((one) => !one.done && !one.held)
        .map(({ order, leavesUnits }) => ({
          clientOrderId: order.clientOrderId,
          symbol: order.symbol,
          side: order.side,
          leavesQuantity: unitsToText(leavesUnits, order.instrument.quantityDigits),
        })),
    reports: broker.reports,
  };
}
