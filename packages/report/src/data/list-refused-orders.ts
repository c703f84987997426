import type { RunReport, UnixMs } from '@tradewright/core';

/** One reason why an order was denied or rejected. */
export interface RefusedOrder {
  /** When it was decided; `undefined` beyond the first 2000, where looking it up takes too long. */
  readonly at: UnixMs | undefined;
  readonly clientOrderId: string;
  readonly symbol: string;
  readonly side: string;
  /** Decimal text; `undefined` when what was asked for was malformed. */
  readonly quantity: string | undefined;
  readonly status: string;
  readonly code: string;
  readonly message: string;
}

/** Looking up one order reads all fills of a run. */
const datedMax = 2000;

/** Orders that were refused, one entry for each reason, in the order of the report. */
export function listRefusedOrders(report: RunReport): readonly RefusedOrder[] {
  const refused: RefusedOrder[] = [];
  for (const order of report.orders) {
    if (order.refusals.length === 0) continue;
    const { clientOrderId, symbol, side, quantity, status } = order;
    const dated = refused.length < datedMax;
    const at = dated ? report.explain(clientOrderId).timeline[0]?.at : undefined;
    for (const { code, message } of order.refusals) {
      const size = quantity?.toFixed();
      refused.push({ at, clientOrderId, symbol, side, quantity: size, status, code, message });
    }
  }
  return refused;
}
