import {
  type ClientOrderId,
  type DecisionMaker,
  type Instrument,
  NumberRows,
  OrderIntent,
  OrderState,
  type Refusal,
  simpleDetails,
} from '@tradewright/core';

/** What is kept of a finished order, in order of its columns. */
const width = 12;

/** What a book must know to make an order again from its row. */
export interface OrderBookParts {
  readonly maker: DecisionMaker;
  readonly instruments: readonly Instrument[];
  /**
   * Finished orders are kept as columns and become objects again when they are read. For drivers
   * whose venue says nothing of an order after its end; a live book keeps the objects.
   */
  readonly archive: boolean;
}

/** Every well-formed order of a run, by sequence number. */
export class OrderBook {
  /** How many orders there are. */
  length = 0;
  readonly #parts: OrderBookParts;
  /** Orders kept as objects, by sequence number: a few, where finished ones are archived. */
  readonly #kept: OrderState[] = [];
  /** Orders that have not been closed. */
  open = 0;
  /** Those of them that are more than a plain order: they wait for a price, or for each other. */
  openDetailed = 0;
  readonly #rows = new NumberRows(width);
  /** Finished orders that a row cannot hold. */
  readonly #objects = new Map<number, OrderState>();
  readonly #refusals = new Map<number, readonly Refusal[]>();
  readonly #sequences = new Map<ClientOrderId, number>();
  #indexed = 0;

  constructor(parts: OrderBookParts) {
    this.#parts = parts;
  }

  /** Orders that may still do something, by sequence number; of a live book every order. */
  get kept(): readonly OrderState[] {
    return this.#kept;
  }

  add(order: OrderState): void {
    this.length++;
    this.open++;
    if (order.intent.details !== simpleDetails) this.openDetailed++;
    const kept = this.#kept;
    kept[kept.length] = order;
  }

  /** @returns `undefined` outside 0 … length − 1. */
  find(sequence: number): OrderState | undefined {
    const kept = this.#kept;
    // What a venue speaks of is mostly the newest.
    const newest = kept[kept.length - 1];
    if (newest?.intent.sequence === sequence) return newest;
    const found = kept[this.#placeOf(sequence)];
    return found?.intent.sequence === sequence ? found : this.#restore(sequence);
  }

  /** Place of the first kept order that does not come before this sequence number. */
  #placeOf(sequence: number): number {
    const kept = this.#kept;
    let low = 0;
    let high = kept.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((kept[middle] as OrderState).intent.sequence < sequence) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The order of this id; indexes orders that were made since the last look-up. */
  findById(id: ClientOrderId): OrderState | undefined {
    for (; this.#indexed < this.length; this.#indexed++) {
      const order = this.find(this.#indexed) as OrderState;
      this.#sequences.set(order.clientOrderId, this.#indexed);
    }
    const sequence = this.#sequences.get(id);
    return sequence === undefined ? undefined : this.find(sequence);
  }

  /** Orders of a slot that may still fill, oldest first. */
  working(slot: number): OrderState[] {
    const found: OrderState[] = [];
    let { open } = this;
    // From the newest back: what still works is rarely old, and the count says when all are seen.
    for (let i = this.#kept.length - 1; i >= 0 && open > 0; i--) {
      const order = this.#kept[i] as OrderState;
      if (order.closed) continue;
      open--;
      if (order.intent.slot === slot && !order.finished) found.push(order);
    }
    return found.reverse();
  }

  *[Symbol.iterator](): Iterator<OrderState> {
    for (let sequence = 0; sequence < this.length; sequence++) {
      yield this.find(sequence) as OrderState;
    }
  }

  /** Nothing more is expected of the order. */
  finish(order: OrderState): void {
    if (!order.closed) {
      order.closed = true;
      this.open--;
      if (order.intent.details !== simpleDetails) this.openDetailed--;
    }
    if (!this.#parts.archive) return;
    const { intent } = order;
    const { sequence } = intent;
    if (intent.details !== simpleDetails || order.family !== undefined) {
      this.#objects.set(sequence, order);
      this.#forget(order);
      return;
    }
    const rows = this.#rows;
    rows.seek(sequence);
    const { chunk, at } = rows;
    chunk[at] = intent.slot;
    chunk[at + 1] = intent.sign;
    // Type and time in force as two bits of one number.
    chunk[at + 2] = (intent.type === 'limit' ? 2 : 0) + (intent.timeInForce === 'gtc' ? 1 : 0);
    chunk[at + 3] = intent.quantityUnits;
    chunk[at + 4] = intent.limitUnits;
    chunk[at + 5] = intent.turn as number;
    chunk[at + 6] = intent.decidedAt;
    chunk[at + 7] = intent.ordinal;
    chunk[at + 8] = order.facts;
    chunk[at + 9] = order.acceptedAt;
    chunk[at + 10] = order.finishedAt;
    chunk[at + 11] = order.filledUnits;
    if (order.refusals.length !== 0) this.#refusals.set(sequence, order.refusals);
    this.#forget(order);
  }

  /** More is expected of the order after all: what ended it was taken back. */
  reopen(order: OrderState): void {
    order.closed = false;
    order.finishedAt = Number.NaN;
    this.open++;
    if (order.intent.details !== simpleDetails) this.openDetailed++;
  }

  #forget(order: OrderState): void {
    const kept = this.#kept;
    if (kept[kept.length - 1] === order) {
      kept.pop();
      return;
    }
    const place = this.#placeOf(order.intent.sequence);
    if (kept[place] === order) kept.splice(place, 1);
  }

  #restore(sequence: number): OrderState | undefined {
    const object = this.#objects.get(sequence);
    if (object !== undefined) return object;
    const known = Number.isInteger(sequence) && sequence >= 0 && sequence < this.length;
    const row = known ? this.#rows.read(sequence) : undefined;
    if (row === undefined) return undefined;
    const value = (column: number): number => row[column] as number;
    const slot = value(0);
    const order = new OrderState(
      new OrderIntent({
        maker: this.#parts.maker,
        instrument: this.#parts.instruments[slot] as Instrument,
        slot,
        sequence,
        sign: value(1) > 0 ? 1 : -1,
        type: value(2) >= 2 ? 'limit' : 'market',
        timeInForce: value(2) % 2 === 1 ? 'gtc' : 'day',
        quantityUnits: value(3),
        limitUnits: value(4),
        turn: value(5),
        decidedAt: value(6),
        ordinal: value(7),
      }),
    );
    order.facts = value(8);
    order.acceptedAt = value(9);
    order.finishedAt = value(10);
    order.filledUnits = value(11);
    order.refusals = this.#refusals.get(sequence) ?? order.refusals;
    order.closed = true;
    return order;
  }
}
