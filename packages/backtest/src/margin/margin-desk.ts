import {
  type Instrument,
  orderFact,
  OrderIntent,
  OrderState,
  powerOfTen,
  simpleDetails,
  type UnixMs,
} from '@tradewright/core';
import type { Kernel } from '@tradewright/kernel';
import { cancelRestingOrders } from '../actions/resting-orders.js';
import { RestingOrder } from '../resting-order.js';
import type { SimulatedVenue } from '../simulated-venue.js';
import type { MarginAccount, MarginPosition } from './margin-account.js';
import { planReductions } from './plan-reductions.js';

/** What a margin desk works on. */
export interface MarginDeskParts {
  readonly kernel: Kernel;
  readonly venue: SimulatedVenue;
  readonly account: MarginAccount;
}

/** A rounding of doubles is not a margin call. */
const tolerance = 1e-9;

/**
 * Watches maintenance at the end of every slice. When equity does not cover it the broker itself
 * sends market orders that reduce positions, the largest first: `external` orders of the maker
 * `margin call`, which nobody reviews and which no rule of the venue stops.
 */
export class MarginDesk {
  /** Orders that were sent. */
  calls = 0;
  readonly #parts: MarginDeskParts;
  /** Orders of this desk that may still fill, by slot. */
  readonly #working = new Map<number, OrderState>();

  constructor(parts: MarginDeskParts) {
    this.#parts = parts;
  }

  /** At the end of a slice, when what the strategy asked for has reached the venue. */
  close(): void {
    const { account } = this.#parts;
    const held = account.positions();
    if (held.length === 0) return;
    const equity = account.equity(held);
    // What is on its way counts as done: a call is never made twice.
    const positions = held.map((one) => this.#afterOwn(one)).filter(({ shares }) => shares !== 0);
    const required = account.maintenance(positions);
    if (!(required > equity + Math.abs(equity) * tolerance)) return;
    for (const { slot, shares } of planReductions(account, positions, equity)) {
      this.#reduce(slot, shares);
    }
  }

  #afterOwn(position: MarginPosition): MarginPosition {
    const { slot, shares } = position;
    const own = this.#working.get(slot);
    if (own === undefined) return position;
    if (own.finished) {
      this.#working.delete(slot);
      return position;
    }
    const left = this.#parts.account.sharesOf(slot, own.leavesUnits);
    return { ...position, shares: Math.sign(shares) * Math.max(0, Math.abs(shares) - left) };
  }

  #reduce(slot: number, shares: number): void {
    const { kernel } = this.#parts;
    const { stepUnits, quantityDigits } = kernel.instruments[slot] as Instrument;
    const held = Math.abs(kernel.ledger.quantity[slot] as number);
    const before = this.#working.get(slot)?.leavesUnits ?? 0;
    // A step more than needed at most, and never more than there is.
    const steps = Math.ceil((shares * powerOfTen(quantityDigits)) / stepUnits - tolerance);
    const units = Math.min(held, before + Math.max(1, steps) * stepUnits);
    const at = kernel.at;
    // Whatever else rests could turn the position to the other side; a larger call replaces one.
    const reason = { code: 'MARGIN_CALL', message: 'the broker reduces the position; order again' };
    cancelRestingOrders(this.#parts, slot, { at, reason });
    this.#send(slot, units, at);
  }

  #send(slot: number, quantityUnits: number, at: UnixMs): void {
    const { kernel, venue } = this.#parts;
    const instrument = kernel.instruments[slot] as Instrument;
    const order = new OrderState(
      new OrderIntent({
        maker: { account: 'broker', strategy: 'margin call' },
        instrument,
        slot,
        sequence: kernel.orders.length,
        sign: (kernel.ledger.quantity[slot] as number) > 0 ? -1 : 1,
        type: 'market',
        timeInForce: 'gtc',
        quantityUnits,
        limitUnits: 0,
        turn: kernel.turnAt,
        decidedAt: at,
        ordinal: 0,
        // A copy: the archive keeps an order whole that is more than a plain one of the strategy.
        details: Object.freeze({ ...simpleDetails }),
      }),
    );
    order.facts |= orderFact.external;
    this.calls++;
    this.#working.set(slot, order);
    kernel.adopt(order);
    const scale = powerOfTen(instrument.priceDigits);
    const expiresAt = Number.POSITIVE_INFINITY;
    const { intent } = order;
    const resting = new RestingOrder(intent, slot, scale);
    resting.activeFrom = at;
    resting.expiresAt = expiresAt;
    venue.swap(slot, [], [resting]);
    kernel.accepted(order, at);
  }
}
