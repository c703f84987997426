import {
  type DecisionMaker,
  type Instrument,
  MalformedOrder,
  type OrderChange,
  orderFact,
  OrderIntent,
  type OrderRequest,
  OrderState,
  type OrderView,
  type Refusal,
  type TradingCalendar,
  type UnixMs,
  type VenueRules,
} from '@tradewright/core';
import { type Gate, reviewOrder, type RiskDesk } from '@tradewright/risk';
import { checkOrderChange } from './check-order-change.js';
import {
  checkOrderRequest,
  shapeRefusal,
  symbolRefusal,
  unreadableRefusal,
} from './check-order-request.js';
import { type CheckedRequest, emptyCheck } from './checked-request.js';
import type { Effects } from './effects.js';
import { filledBefore, LinkedOrders } from './linked-orders.js';
import { makeGroup, makeVersion, type OrderFrame } from './make-linked-intents.js';
import type { OrderBook } from './order-book.js';
import { venueGate } from './venue-gate.js';

/** What order entry must know of the kernel, and where it leaves what it made. */
export interface EntryDesk {
  readonly symbols: readonly string[];
  readonly instruments: readonly Instrument[];
  readonly calendar: TradingCalendar;
  readonly venueRules: VenueRules;
  readonly account: { readonly mark: Float64Array; readonly units: Float64Array };
  readonly desk: RiskDesk;
  readonly orders: OrderBook;
  readonly effects: Effects;
  readonly turnAt: UnixMs;
  readonly at: UnixMs;
  readonly warmingUp: boolean;
  readonly stoppedBecause: string | undefined;
  findSlot(symbol: string): number | undefined;
  workingOrders(slot: number): OrderState[];
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
  readonly #checked: CheckedRequest = emptyCheck();
  readonly #frame: { instrument: Instrument; mark: number };
  readonly #ordinals: Int32Array;
  readonly #ordinalTurns: Float64Array;

  constructor(kernel: EntryDesk, maker: DecisionMaker) {
    this.#kernel = kernel;
    this.#maker = maker;
    this.#frame = { instrument: kernel.instruments[0] as Instrument, mark: Number.NaN };
    this.#ordinals = new Int32Array(kernel.instruments.length);
    this.#ordinalTurns = new Float64Array(kernel.instruments.length).fill(Number.NaN);
  }

  /** See `StrategyContext.submit`. */
  submit(request: OrderRequest): OrderView {
    if (typeof request !== 'object' || (request as unknown) === null) {
      return this.#deny(request, shapeRefusal(request));
    }
    let slot: number | Refusal;
    try {
      slot = this.#check(request);
    } catch (error) {
      // A getter of the caller's threw: the request is refused, the run goes on.
      return this.#deny({ symbol: 'unreadable' }, unreadableRefusal(error));
    }
    if (typeof slot !== 'number') return this.#deny(request, slot);
    const ordinal = this.#nextOrdinal(slot);
    if (ordinal >= ordersPerTurnMax) return this.#deny(request, tooMany);
    const { sign, detailed } = this.#checked;
    if (!detailed) return this.#submitPlain(slot, sign, ordinal);
    return this.#submitGroup(this.#orderFrame(slot, sign, ordinal));
  }

  /** Writes the request in whole units; returns its slot, or why it cannot be an order. */
  #check(request: OrderRequest): number | Refusal {
    const kernel = this.#kernel;
    const { symbol } = request;
    const slot = kernel.findSlot(symbol);
    if (slot === undefined) return symbolRefusal(symbol, kernel.symbols);
    this.#frame.instrument = kernel.instruments[slot] as Instrument;
    // Only a notional needs the price, and reading it may value the account.
    if (request.notional !== undefined) this.#frame.mark = kernel.account.mark[slot] as number;
    checkOrderRequest(request, this.#frame, this.#checked);
    return this.#checked.refusal ?? slot;
  }

  #orderFrame(slot: number, sign: 1 | -1, ordinal: number): OrderFrame {
    const { orders, instruments, turnAt, at } = this.#kernel;
    return {
      maker: this.#maker,
      instrument: instruments[slot] as Instrument,
      slot,
      sequence: orders.length,
      sign,
      turn: turnAt,
      decidedAt: at,
      ordinal,
    };
  }

  #submitPlain(slot: number, sign: 1 | -1, ordinal: number): OrderState {
    const { orders, effects, desk, instruments, turnAt, at } = this.#kernel;
    const { type, timeInForce, quantityUnits, limitUnits } = this.#checked;
    const order = new OrderState(
      new OrderIntent({
        maker: this.#maker,
        instrument: instruments[slot] as Instrument,
        slot,
        sequence: orders.length,
        sign,
        type,
        timeInForce,
        quantityUnits,
        limitUnits,
        turn: turnAt,
        decidedAt: at,
        ordinal,
      }),
    );
    orders.add(order);
    const approved = reviewOrder(desk, order, this.#gate(order.intent));
    if (approved !== undefined) effects.submit(order, approved);
    else {
      order.finishedAt = at;
      orders.finish(order);
    }
    return order;
  }

  /** An order with what comes with it: reviewed as one, sent as one. */
  #submitGroup(frame: OrderFrame): OrderState {
    const { orders, effects, desk } = this.#kernel;
    const order = new OrderState(makeGroup(frame, this.#checked));
    const { legs } = order.intent.details;
    const members = [order, ...legs.map((leg) => new OrderState(leg))];
    order.legs = members.slice(1);
    for (const member of members) orders.add(member);
    const approved = reviewOrder(desk, order, this.#gate(order.intent));
    // The legs reduce what the first order opens; they have its numbers in the log of reviews.
    for (let i = 0; i < legs.length; i++) desk.noteLeg();
    if (approved === undefined) {
      this.#denyAll(members, order.refusals);
      return order;
    }
    for (const leg of legs) Object.freeze(leg);
    if (legs.length > 0) {
      const family = new LinkedOrders(desk.reservations, members);
      // An `oco` is an exit itself, reserved like its legs at the price of the dearest.
      family.suspend('exits');
      desk.priceExits(members);
      family.settle();
    }
    effects.submit(order, approved);
    return order;
  }

  #denyAll(members: readonly OrderState[], refusals: readonly Refusal[]): void {
    const { orders, at } = this.#kernel;
    for (const member of members) {
      member.refusals = refusals;
      member.facts |= orderFact.denied;
      member.finishedAt = at;
      orders.finish(member);
    }
  }

  /** See `StrategyContext.replace`. */
  replace(view: OrderView, change: OrderChange): OrderView {
    const { orders, effects, desk, instruments } = this.#kernel;
    const parent = view instanceof OrderState ? view : orders.findById(idOf(view));
    if (parent === undefined) {
      const message = 'an order that was malformed cannot be changed; submit a new one';
      return this.#deny(view, { code: 'NOT_REPLACEABLE', message });
    }
    this.#frame.instrument = instruments[parent.intent.slot] as Instrument;
    let refusal: Refusal | undefined;
    try {
      refusal = checkOrderChange(parent, change, this.#checked);
    } catch (error) {
      refusal = unreadableRefusal(error);
    }
    if (refusal !== undefined) return this.#deny(view, refusal);
    const { slot, sign, details } = parent.intent;
    const ordinal = this.#nextOrdinal(slot);
    if (ordinal >= ordersPerTurnMax) return this.#deny(view, tooMany);
    const family = (parent.family ?? new LinkedOrders(desk.reservations, [parent])) as LinkedOrders;
    const order = new OrderState(
      makeVersion(this.#orderFrame(slot, sign, ordinal), this.#checked, {
        order: parent,
        chainFilledUnits: parent.filledUnits + filledBefore(family.members, parent),
      }),
    );
    orders.add(order);
    family.suspend(details.leg === undefined ? 'entries' : 'exits');
    const approved = reviewOrder(desk, order, this.#gate(order.intent));
    if (approved === undefined) {
      this.#denyAll([order], order.refusals);
    } else {
      family.join(order);
      parent.replacement = order;
      if (details.leg !== undefined) desk.priceExits(family.members);
      effects.replace(order, approved);
    }
    family.settle();
    return order;
  }

  /** A reason outside the limits why orders may not leave now. */
  #gate(intent: OrderIntent): Gate | undefined {
    const { warmingUp, stoppedBecause } = this.#kernel;
    if (warmingUp) return warmUpGate;
    if (stoppedBecause !== undefined) {
      const message = `trading is stopped: ${stoppedBecause}`;
      return { scope: 'increasing', refusal: { code: 'TRADING_STOPPED', message } };
    }
    return venueGate(this.#kernel, intent);
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

  #deny(request: Partial<OrderRequest> | OrderView, refusal: Refusal): OrderView {
    const made = { at: this.#kernel.at, ordinal: this.malformed.length };
    const order = new MalformedOrder(request as OrderRequest, refusal, made);
    this.malformed.push(order);
    return order;
  }
}

/** The id of what a strategy calls an order; the empty id, which nothing has, for what is none. */
function idOf(view: unknown): OrderView['clientOrderId'] {
  return ((view as OrderView | null | undefined)?.clientOrderId ??
    '') as OrderView['clientOrderId'];
}
