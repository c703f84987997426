import {
  moneyToDecimal,
  type OrderIntent,
  type OrderReport,
  type OrderUpdate,
  type Refusal,
  type ReportedFill,
  type UnixMs,
  unitsToText,
} from '@tradewright/core';

/** One execution as the broker booked it. */
export interface Execution {
  readonly order: OrderIntent;
  readonly executionId: string;
  readonly units: number;
  readonly priceUnits: number;
  /** In units of 1e-18. */
  readonly fee: bigint;
  readonly filledAt: UnixMs;
}

/** Stands between the broker and its client: what goes wrong there, and what the broker adds. */
export interface BrokerLink {
  /** Why the broker refuses an order, beside its own reasons. */
  refuse(order: OrderIntent): Refusal | undefined;
  /** The broker has just come to say this of an order; nobody has heard it yet. */
  reported(report: OrderReport, execution: Execution | undefined): void;
  /** Brings an update to whoever listens, in its own way. */
  deliver(update: ReportUpdate): void;
}

/** A report on its way to the client. */
export type ReportUpdate = Extract<OrderUpdate, { readonly kind: 'report' }>;

/** An execution as a broker reports it. */
export function reportedFill(execution: Execution): ReportedFill {
  const { order, executionId, units, priceUnits, fee, filledAt } = execution;
  const { quantityDigits, priceDigits } = order.instrument;
  return {
    executionId,
    quantity: unitsToText(units, quantityDigits),
    price: unitsToText(priceUnits, priceDigits),
    fee: moneyToDecimal(fee).toFixed(),
    filledAt,
  };
}
