import {
  type Fill,
  type FillList,
  invalidValue,
  type Ledger,
  moneyToDecimal,
  type OrderState,
  unitsToDecimal,
} from '@tradewright/core';
import type { FillLog, FillRow } from '../fill-log.js';
import type { OrderBook } from '../order-book.js';

/** What a list of fills is read from. */
export interface FillSource {
  readonly fills: FillLog;
  readonly orders: OrderBook;
  readonly ledger: Ledger;
}

/** The booked fills of a run; each becomes an object when it is read. */
export class LazyFillList implements FillList {
  readonly #source: FillSource;

  constructor(source: FillSource) {
    this.#source = source;
  }

  get length(): number {
    return this.#source.fills.length;
  }

  at(index: number): Fill {
    const row = this.#source.fills.find(index);
    if (row === undefined) {
      const must = `a whole number from 0 to ${this.length - 1}`;
      throw invalidValue('VALUE_INVALID', { field: 'index', value: index, must });
    }
    return this.#read(row);
  }

  *[Symbol.iterator](): Iterator<Fill> {
    for (let index = 0; index < this.length; index++) yield this.at(index);
  }

  #read(row: FillRow): Fill {
    const { orders } = this.#source;
    const { intent } = orders.find(row.sequence) as OrderState;
    const { quantityDigits, priceDigits, symbol } = intent.instrument;
    return {
      clientOrderId: intent.clientOrderId,
      symbol,
      side: intent.side,
      quantity: unitsToDecimal(Math.abs(row.signedUnits), quantityDigits),
      price: unitsToDecimal(row.priceUnits, priceDigits),
      fee: moneyToDecimal(feeUnits(row, this.#source.ledger)),
      filledAt: row.filledAt,
    };
  }
}

/** The fee of a fill in units of 1e-18. */
export function feeUnits(row: FillRow, ledger: Ledger): bigint {
  return row.feeExact ?? BigInt(row.feeTicks) * ledger.scale.unitsPerTick;
}
