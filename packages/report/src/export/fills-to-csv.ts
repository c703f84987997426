import { type RunReport, formatUtc } from '@tradewright/core';
import { writeCsv } from './write-csv.js';

/**
 * Writes all fills as CSV: `filledAt,symbol,side,quantity,price,fee,clientOrderId`. Amounts are
 * exact decimals, instants are UTC with `+00:00`.
 */
export function fillsToCsv(report: RunReport): string {
  return writeCsv(rows(report));
}

function* rows({ fills }: RunReport): Generator<readonly string[]> {
  yield ['filledAt', 'symbol', 'side', 'quantity', 'price', 'fee', 'clientOrderId'];
  for (const { filledAt, symbol, side, quantity, price, fee, clientOrderId } of fills) {
    const amounts = [quantity.toFixed(), price.toFixed(), fee.toFixed()];
    yield [formatUtc(filledAt), symbol, side, ...amounts, clientOrderId];
  }
}
