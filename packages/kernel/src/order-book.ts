import {
  type ClientOrderId,
  type DecisionMaker,
  type Instrument,
  OrderIntent,
  OrderState,
  type OrderType,
  type Refusal,
  type TimeInForce,
} from '@tradewright/core';

const rowsPerChunk = 1024;
const types: readonly OrderType[] = ['market', 'limit'];
const lives: readonly TimeInForce[] = ['day', 'gtc'];

/** Finished orders as columns. */
class OrderChunk {
  readonly slot: Int32Array = new Int32Array(rowsPerChunk);
  readonly ordinal: Int32Array = new Int32Array(rowsPerChunk);
  readonly facts: Int32Array = new Int32Array(rowsPerChunk);
  /** Bit 0: sells; bits 1–4: type; bits 5–8: time in force. */
  readonly kind: Int32Array = new Int32Array(rowsPerChunk);
  readonly quantity: Float64Array = new Float64Array(rowsPerChunk);
  readonly limit: Float64Array = new Float64Array(rowsPerChunk);
  readonly filled: Float64Array = new Float64Array(rowsPerChunk);
  readonly turn: Float64Array = new Float64Array(rowsPerChunk);
  readonly decidedAt: Float64Array = new Float64Array(rowsPerChunk);
  readonly acceptedAt: Float64Array = new Float64Array(rowsPerChunk);
  readonly finishedAt: Float64Array = new Float64Array(rowsPerChunk);
}

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
  readonly #parts: OrderBookParts;
  readonly #live: (OrderState | undefined)[] = [];
  readonly #chunks: OrderChunk[] = [];
  readonly #refusals = new Map<number, readonly Refusal[]>();
  readonly #sequences = new Map<ClientOrderId, number>();
  #indexed = 0;

  constructor(parts: OrderBookParts) {
    this.#parts = parts;
  }

  get length(): number {
    return this.#live.length;
  }

  add(order: OrderState): void {
    this.#live.push(order);
  }

  /** @returns `undefined` outside 0 … length − 1. */
  find(sequence: number): OrderState | undefined {
    return this.#live[sequence] ?? this.#restore(sequence);
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

  *[Symbol.iterator](): Iterator<OrderState> {
    for (let sequence = 0; sequence < this.length; sequence++) {
      yield this.find(sequence) as OrderState;
    }
  }

  /** Nothing more is expected of the order. */
  finish(order: OrderState): void {
    if (!this.#parts.archive) return;
    const { intent } = order;
    const { sequence } = intent;
    const index = Math.floor(sequence / rowsPerChunk);
    const chunk = (this.#chunks[index] ??= new OrderChunk());
    const row = sequence % rowsPerChunk;
    chunk.slot[row] = intent.slot;
    chunk.ordinal[row] = intent.ordinal;
    chunk.facts[row] = order.facts;
    const type = types.indexOf(intent.type) << 1;
    const life = lives.indexOf(intent.timeInForce) << 5;
    chunk.kind[row] = (intent.sign < 0 ? 1 : 0) | type | life;
    chunk.quantity[row] = intent.quantityUnits;
    chunk.limit[row] = intent.limitUnits;
    chunk.filled[row] = order.filledUnits;
    chunk.turn[row] = intent.turn as number;
    chunk.decidedAt[row] = intent.decidedAt;
    chunk.acceptedAt[row] = order.acceptedAt;
    chunk.finishedAt[row] = order.finishedAt;
    if (order.refusals.length !== 0) this.#refusals.set(sequence, order.refusals);
    this.#live[sequence] = undefined;
  }

  #restore(sequence: number): OrderState | undefined {
    const chunk = this.#chunks[Math.floor(sequence / rowsPerChunk)];
    if (chunk === undefined || !(sequence >= 0 && sequence < this.length)) return undefined;
    const row = sequence % rowsPerChunk;
    const kind = chunk.kind[row] as number;
    const slot = chunk.slot[row] as number;
    const order = new OrderState(
      new OrderIntent({
        maker: this.#parts.maker,
        instrument: this.#parts.instruments[slot] as Instrument,
        slot,
        sequence,
        sign: (kind & 1) === 1 ? -1 : 1,
        type: types[(kind >> 1) & 15] as OrderType,
        timeInForce: lives[(kind >> 5) & 15] as TimeInForce,
        quantityUnits: chunk.quantity[row] as number,
        limitUnits: chunk.limit[row] as number,
        turn: chunk.turn[row] as number,
        decidedAt: chunk.decidedAt[row] as number,
        ordinal: chunk.ordinal[row] as number,
      }),
    );
    order.facts = chunk.facts[row] as number;
    order.filledUnits = chunk.filled[row] as number;
    order.acceptedAt = chunk.acceptedAt[row] as number;
    order.finishedAt = chunk.finishedAt[row] as number;
    order.refusals = this.#refusals.get(sequence) ?? order.refusals;
    return order;
  }
}
