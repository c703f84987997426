import {
  invalidValue,
  type MalformedOrder,
  type OrderList,
  type OrderView,
} from '@tradewright/core';
import type { OrderBook } from '../order-book.js';

/** What a list of orders is read from. */
export interface OrderSource {
  readonly orders: OrderBook;
  readonly malformed: readonly MalformedOrder[];
}

/** The orders of a run; a finished one becomes an object again when it is read. */
export class LazyOrderList implements OrderList {
  readonly #source: OrderSource;

  constructor(source: OrderSource) {
    this.#source = source;
  }

  get length(): number {
    return this.#source.orders.length + this.#source.malformed.length;
  }

  at(index: number): OrderView {
    const { orders, malformed } = this.#source;
    const order = index < orders.length ? orders.find(index) : malformed[index - orders.length];
    if (order !== undefined) return order;
    const must = `a whole number from 0 to ${this.length - 1}`;
    throw invalidValue('VALUE_INVALID', { field: 'index', value: index, must });
  }

  *[Symbol.iterator](): Iterator<OrderView> {
    for (let index = 0; index < this.length; index++) yield this.at(index);
  }
}
