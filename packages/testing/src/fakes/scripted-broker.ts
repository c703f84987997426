import type {
  ApprovedOrder,
  Broker,
  ClientOrderId,
  OrderReport,
  OrderUpdates,
  UnixMs,
} from '@tradewright/core';

/** What happens to one call of `submitOrder`. */
export interface SubmitStep {
  /** `throw` is an adapter with a bug; what the broker did, it does not say. */
  readonly outcome: 'accepted' | 'rejected' | 'notSent' | 'unknown' | 'conflict' | 'throw';
  /** The answer takes so long. Default 0. */
  readonly answerMs?: number | undefined;
  /** For `unknown` and `throw`: the order reaches the broker after so long. Left out: never. */
  readonly arrivesMs?: number | undefined;
}

/** What happens to one call of `findOrder`: an answer, one that says it knows no such order, … */
export type FindStep = 'answer' | 'notKnown' | 'throw';

/**
 * What happens to one call of `cancelOrder`. `requested` cancels; `ignored` answers `requested` and
 * then nothing happens, as when the order fills first; `unknown` is an answer that was lost.
 */
export type CancelStep = 'requested' | 'ignored' | 'unknown' | 'throw';

/** Outcomes of calls, in order; when a list has run out, the broker does as it is asked. */
export interface BrokerScript {
  readonly submit?: readonly SubmitStep[] | undefined;
  readonly find?: readonly FindStep[] | undefined;
  readonly cancel?: readonly CancelStep[] | undefined;
}

/** One call of the broker. */
export interface BrokerCall {
  readonly kind: 'submit' | 'replace' | 'find' | 'cancel';
  readonly clientOrderId: ClientOrderId;
  readonly at: UnixMs;
}

/** One execution, as a test writes it. */
export interface ScriptedFill {
  readonly price: string;
  /** Default: all that is left of the order. */
  readonly quantity?: string | undefined;
  /** Default "0". */
  readonly fee?: string | undefined;
  /** Default: a new one. */
  readonly executionId?: string | undefined;
}

/** A small real broker whose outcomes a test decides. It keeps the contracts of its ports. */
export interface ScriptedBroker extends Broker, OrderUpdates {
  /** Every call, oldest first. */
  readonly calls: readonly BrokerCall[];
  /** The orders that reached the broker and were taken, oldest first. */
  readonly opened: readonly ApprovedOrder[];
  /** Everything it ever said of orders, oldest first. */
  readonly reports: readonly OrderReport[];
  /** Fills an order that it took, in whole or in part, also one that has ended. */
  fill(order: { readonly clientOrderId: ClientOrderId }, fill: ScriptedFill): OrderReport;
  /** Ends an order that it took. */
  end(
    order: { readonly clientOrderId: ClientOrderId },
    kind: 'canceled' | 'expired' | 'rejected',
  ): OrderReport;
  /** Says whatever it is told, true or not. */
  say(report: OrderReport): void;
  /** Announces that updates were lost. */
  gap(message?: string): void;
}
