import type { OrderIntent, OrderType, UnixMs } from '@tradewright/core';
import type { CommissionSoFar } from './commission/commission.js';

/** How an order matches; small whole numbers, because every match asks. */
export const matching = { market: 0, limit: 1, stop: 2, stopLimit: 3, trailingStop: 4 } as const;

const kinds: Readonly<Record<OrderType, number>> = matching;

/**
 * How the exits of a group began to work: by a fill of their entry at the open, at its trigger, at
 * its limit or at the close of a bar; or because the entry ended with a part filled.
 */
export type Activation = 'open' | 'trigger' | 'limit' | 'close' | 'end';

/** What an order must know of its group: see `VenueGroup`. */
export interface RestingGroup {
  readonly entry: RestingOrder | undefined;
  filled(order: RestingOrder, units: number, how: Activation): void;
  ended(order: RestingOrder): void;
  replace(old: RestingOrder, next: RestingOrder): void;
}

/**
 * An order at the venue. Prices are doubles in units of account. Where most orders have no price a
 * zero stands for none: it is not a double, and costs no allocation.
 */
export class RestingOrder {
  declare readonly order: OrderIntent;
  /** Place of its symbol at this venue, which need not be its place in the run. */
  declare readonly slot: number;
  declare readonly sign: 1 | -1;
  /** It matches in bars that start at or after it. */
  activeFrom: UnixMs = Number.NaN;
  expiresAt: UnixMs = Number.NaN;
  /** One of {@link matching}; a stop that was reached becomes what it turns into. */
  declare kind: number;
  declare limit: number;
  /** Stop price; of a trailing stop the present one. */
  declare stop: number;
  declare leavesUnits: number;
  /** It was a stop, and its price was reached: it is what that turns into. */
  hasTurned = false;
  /** It waits for its entry. */
  held = false;
  /** It has ended, and leaves the list at the end of the phase. */
  done = false;
  /** Best price since the order, of a trailing stop. */
  best = 0;
  /** Filled on this order and those that it replaced. */
  chainFilledUnits = 0;
  /** It began to work within the bar under way, by a fill at the open, a trigger, or a limit. */
  activatedBy: 'open' | 'trigger' | 'limit' | undefined = undefined;
  /** Price at which it did so. */
  activationPrice = 0;
  /** Where ticks fill: the first row that it may meet, and whether it has met one. */
  fromTick = 0;
  onBook = false;
  group: RestingGroup | undefined = undefined;
  /** What it was charged so far, where that matters. */
  commissionSoFar: CommissionSoFar | undefined = undefined;

  /** @param scale Price units in one unit of account. */
  constructor(order: OrderIntent, slot: number, scale: number) {
    this.order = order;
    this.slot = slot;
    this.sign = order.sign;
    this.kind = kinds[order.type];
    this.limit = order.limitUnits === 0 ? 0 : order.limitUnits / scale;
    const { stopUnits } = order.details;
    this.stop = stopUnits === 0 ? 0 : stopUnits / scale;
    this.leavesUnits = order.quantityUnits;
  }

  /**
   * Follows the best price of a bar that is over: the stop never moves back. A stop on a whole unit
   * is exact, because a bar that just touches it must trigger it.
   */
  trail(high: number, low: number, scale: number): void {
    const { details, sign } = this.order;
    const price = sign < 0 ? high : low;
    const better = sign < 0 ? price > this.best : price < this.best;
    // Before the first price of its symbol there is none to follow, and no stop.
    if (better || !(this.best > 0)) this.best = price;
    const bestUnits = this.best * scale;
    const distance =
      details.trailPpm === 0 ? details.trailUnits : bestUnits * (details.trailPpm / 1_000_000);
    const exact = sign < 0 ? bestUnits - distance : bestUnits + distance;
    const nearest = Math.round(exact);
    this.stop = (Math.abs(exact - nearest) <= 1e-6 ? nearest : exact) / scale;
  }

  /** Takes over what an order has come to that this one replaces: a stop stays triggered. */
  succeed(old: RestingOrder, scale: number): void {
    this.chainFilledUnits = old.chainFilledUnits;
    this.commissionSoFar = old.commissionSoFar;
    if (old.hasTurned) {
      this.kind = old.kind;
      this.hasTurned = true;
    }
    if (this.kind !== matching.trailingStop) return;
    this.best = old.best;
    this.trail(old.best, old.best, scale);
  }
}
