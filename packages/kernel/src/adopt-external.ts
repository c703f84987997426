import {
  orderFact,
  OrderIntent,
  type OrderReport,
  OrderState,
  textToUnits,
} from '@tradewright/core';
import type { Kernel } from './kernel.js';

/**
 * Takes an order into the book that somebody else made on our account: another program, a person,
 * the broker itself. It counts as exposure like our own, and its fills are booked.
 *
 * @returns `external` when there is nothing to keep: its symbol is not traded here, or nothing says
 *   yet how large it is; `anomaly` when the report cannot be read.
 */
export function adoptExternal(
  kernel: Kernel,
  report: OrderReport,
): OrderState | 'external' | 'anomaly' {
  const slot = kernel.findSlot(report.symbol);
  const instrument = slot === undefined ? undefined : kernel.instruments[slot];
  if (slot === undefined || instrument === undefined) return 'external';
  const [total, cumulative, filled] = [
    report.quantity,
    report.cumulativeQuantity,
    report.fill?.quantity,
  ].map((text) => textToUnits(text ?? '0', instrument.quantityDigits));
  // Where nothing says how large it is, it is at least what was filled of it.
  const quantityUnits = total === 0 ? Math.max(cumulative ?? 0, filled ?? 0) : (total ?? 0);
  const isSide = report.side === 'buy' || (report.side as string) === 'sell';
  if (quantityUnits === 0 && isSide) return 'external';
  if (!(quantityUnits > 0) || !isSide) return 'anomaly';
  const order = new OrderState(
    new ExternalIntent(report, {
      maker: { account: 'external', strategy: 'external' },
      instrument,
      slot,
      sequence: kernel.orders.length,
      sign: report.side === 'buy' ? 1 : -1,
      // The worst that it can be: nothing bounds its price or its life.
      type: 'market',
      timeInForce: 'gtc',
      quantityUnits,
      limitUnits: 0,
      turn: report.clientOrderId,
      decidedAt: report.reportedAt,
      ordinal: 0,
    }),
  );
  order.facts |= orderFact.external;
  kernel.adopt(order);
  return order;
}

/**
 * Brings the quantity of such an order in line with what a report says of it: the largest that was
 * stated, or, as long as nobody stated any, what was filled.
 */
export function resizeExternal(kernel: Kernel, order: OrderState, report: OrderReport): void {
  const { intent } = order;
  if (!(intent instanceof ExternalIntent)) return;
  const stated = textToUnits(report.quantity ?? '0', intent.instrument.quantityDigits);
  if (stated > intent.statedUnits) intent.statedUnits = stated;
  const units = intent.statedUnits || Math.max(intent.quantityUnits, order.cumulativeUnits);
  if (units === intent.quantityUnits) return;
  intent.resize(units);
  kernel.claimed(order, report.reportedAt);
}

/** An order whose id its maker chose, and whose quantity may become known later than its fills. */
class ExternalIntent extends OrderIntent {
  /** Largest quantity that was stated; zero while none was. */
  statedUnits = 0;
  readonly #id: OrderReport['clientOrderId'];

  constructor(report: OrderReport, terms: ConstructorParameters<typeof OrderIntent>[0]) {
    super(terms);
    this.#id = report.clientOrderId;
  }

  override get clientOrderId(): OrderReport['clientOrderId'] {
    return this.#id;
  }

  resize(units: number): void {
    (this as { quantityUnits: number }).quantityUnits = units;
  }
}
