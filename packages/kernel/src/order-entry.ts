import {
  type DecisionMaker,
  type Instrument,
  MalformedOrder,
  OrderIntent,
  type OrderRequest,
  OrderState,
  type OrderView,
  type Refusal,
  type UnixMs,
} from '@tradewright/core';
import { type Gate, reviewOrder, type RiskDesk } from '@tradewright/risk';
import {
  type CheckedRequest,
  checkOrderRequest,
  shapeRefusal,
  symbolRefusal,
} from './check-order-request.js';
import type { Effects } from './effects.js';
import type { OrderBook } from './order-book.js';

/** What order entry must know of the kernel, and where it leaves what it made. */
export interface EntryDesk {
  readonly symbols: readonly string[];
  readonly instruments: readonly Instrument[];
  readonly desk: RiskDesk;
  readonly orders: OrderBook;
  readonly effects: Effects;
  readonly turnAt: UnixMs;
  readonly at: UnixMs;
  readonly warmingUp: boolean;
  readonly stoppedBecause: string | undefined;
  findSlot(symbol: string): number | undefined;
}

const warmUpGate: Gate = {
  scope: 'always',
  refusal: { code: 'WARMING_UP', message: 'history is being replayed; trade after the warm-up' },
};

/** A strategy that answers every report with another order would never end. */
const ordersPerTurnMax = 10_000;

const tooMany: Refusal = {
  code: 'TOO_MANY_ORDERS',
  message: `orders of one symbol in one turn must be at most ${ordersPerTurnMax}`,
};

/** Turns requests into reviewed orders: malformed, denied, or reserved and ready to leave. */
export class OrderEntry {
  readonly malformed: MalformedOrder[] = [];
  readonly #kernel: EntryDesk;
  readonly #maker: DecisionMaker;
  readonly #checked: CheckedRequest = { refusal: undefined, quantityUnits: 0, limitUnits: 0 };
  readonly #ordinals: Int32Array;
  readonly #ordinalTurns: Float64Array;

  constructor(kernel: EntryDesk, maker: DecisionMaker) {
    this.#kernel = kernel;
    this.#maker = maker;
    this.#ordinals = new Int32Array(kernel.instruments.length);
    this.#ordinalTurns = new Float64Array(kernel.instruments.length).fill(Number.NaN);
  }

  /** See `StrategyContext.submit`. */
  submit(request: OrderRequest): OrderView {
    const kernel = this.#kernel;
    if (typeof request !== 'object' || (request as unknown) === null) {
      return this.#deny(request, shapeRefusal(request));
    }
    const { symbol } = request;
    const slot = kernel.findSlot(symbol);
    if (slot === undefined) return this.#deny(request, symbolRefusal(symbol, kernel.symbols));
    checkOrderRequest(request, kernel.instruments[slot] as Instrument, this.#checked);
    if (this.#checked.refusal !== undefined) return this.#deny(request, this.#checked.refusal);
    const ordinal = this.#nextOrdinal(slot);
    if (ordinal >= ordersPerTurnMax) return this.#deny(request, tooMany);
    return this.#review(request, slot, ordinal);
  }

  #review(request: OrderRequest, slot: number, ordinal: number): OrderState {
    const { orders, effects, desk, instruments, turnAt, at } = this.#kernel;
    const order = new OrderState(
      new OrderIntent({
        maker: this.#maker,
        instrument: instruments[slot] as Instrument,
        slot,
        sequence: orders.length,
        sign: request.side === 'buy' ? 1 : -1,
        type: request.type ?? 'market',
        timeInForce: request.timeInForce ?? 'day',
        quantityUnits: this.#checked.quantityUnits,
        limitUnits: this.#checked.limitUnits,
        turn: turnAt,
        decidedAt: at,
        ordinal,
      }),
    );
    orders.add(order);
    const approved = reviewOrder(desk, order, this.#gate());
    if (approved !== undefined) effects.submit(order, approved);
    else {
      order.finishedAt = at;
      orders.finish(order);
    }
    return order;
  }

  /** A reason outside the limits why orders may not leave now. */
  #gate(): Gate | undefined {
    const { warmingUp, stoppedBecause } = this.#kernel;
    if (warmingUp) return warmUpGate;
    if (stoppedBecause === undefined) return undefined;
    const message = `trading is stopped: ${stoppedBecause}`;
    return { scope: 'increasing', refusal: { code: 'TRADING_STOPPED', message } };
  }

  /** Counts the orders of a symbol within a turn, so that equal requests have different ids. */
  #nextOrdinal(slot: number): number {
    const { turnAt } = this.#kernel;
    if (this.#ordinalTurns[slot] !== turnAt) {
      this.#ordinalTurns[slot] = turnAt;
      this.#ordinals[slot] = 0;
    }
    const ordinal = this.#ordinals[slot] as number;
    this.#ordinals[slot] = ordinal + 1;
    return ordinal;
  }

  #deny(request: OrderRequest, refusal: Refusal): OrderView {
    const made = { at: this.#kernel.at, ordinal: this.malformed.length };
    const order = new MalformedOrder(request, refusal, made);
    this.malformed.push(order);
    return order;
  }
}
