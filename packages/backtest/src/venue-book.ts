import {
  type BarSeries,
  barEndAt,
  invalidValue,
  type OrderIntent,
  simpleDetails,
  type UnixMs,
} from '@tradewright/core';
import { FillDesk } from './fill-desk.js';
import { type Activation, matching, type RestingOrder } from './resting-order.js';
import type { GroupDesk } from './venue-group.js';
import type { VenueEnd, VenueParts } from './venue-parts.js';
import { VenueSessions } from './venue-sessions.js';

/** Symbols whose orders are filled by ticks. */
export interface TickSlots {
  covers(slot: number): boolean;
  start(one: RestingOrder): void;
}

/**
 * What rests at a venue, and what may become of it: it is filled, in part or completely, it begins
 * to work, it ends. Whoever matches says at which price and when; see {@link FillDesk}.
 */
export class VenueBook implements GroupDesk {
  /** Orders resting, over all symbols. */
  resting = 0;
  /** No resting order expires before this instant. */
  nextExpiryAt: UnixMs = Number.POSITIVE_INFINITY;
  /** Orders resting, by slot, in order of acceptance. */
  readonly lists: readonly RestingOrder[][];
  readonly desk: FillDesk;
  readonly sessions: VenueSessions;
  readonly #parts: VenueParts;
  /** Resting orders per slot that are not plain: see {@link isPlain}. */
  readonly #detailed: Int32Array;
  #ticks: TickSlots | undefined = undefined;
  /** An order of the list under way has ended out of turn. */
  #untidy = false;

  constructor(parts: VenueParts) {
    this.#parts = parts;
    this.lists = parts.instruments.map(() => []);
    this.desk = new FillDesk(parts);
    this.sessions = new VenueSessions(parts.calendar);
    this.#detailed = new Int32Array(parts.instruments.length);
  }

  /** Names who fills some of the symbols in the place of bars. */
  filledBy(ticks: TickSlots | undefined): void {
    this.#ticks = ticks;
  }

  /** Says whether only market and limit orders of day or gtc rest at a symbol. */
  isPlain(slot: number): boolean {
    return this.#detailed[slot] === 0;
  }

  /** Place of an order's symbol at this venue. */
  slotOf({ slot, symbol }: OrderIntent): number {
    const { instruments } = this.#parts;
    if (instruments[slot]?.symbol === symbol) return slot;
    const found = instruments.findIndex((one) => one.symbol === symbol);
    if (found >= 0) return found;
    const must = 'a symbol that the venue has bars of';
    throw invalidValue('SYMBOL_UNKNOWN', { field: 'symbol', value: symbol, must });
  }

  /** Puts an order behind all that rest at its symbol. */
  add(one: RestingOrder): void {
    const list = this.lists[one.slot] as RestingOrder[];
    list[list.length] = one;
    this.resting++;
    if (one.expiresAt < this.nextExpiryAt) this.nextExpiryAt = one.expiresAt;
    if (isPlain(one.order)) return;
    this.#detailed[one.slot] = (this.#detailed[one.slot] as number) + 1;
  }

  /** What rests at a symbol, in order of acceptance: the list itself, to be read at once. */
  restingAt(slot: number): readonly RestingOrder[] {
    return this.lists[slot] as RestingOrder[];
  }

  /**
   * Puts orders in the place of others of a symbol, as they are: no rule is asked, nobody is told.
   * For whoever rewrites the book, as a split does.
   */
  swap(slot: number, old: readonly RestingOrder[], next: readonly RestingOrder[]): void {
    const list = this.lists[slot] as RestingOrder[];
    for (const one of old) one.done = true;
    for (const one of next) {
      list.push(one);
      this.resting++;
      if (one.expiresAt < this.nextExpiryAt) this.nextExpiryAt = one.expiresAt;
      if (!isPlain(one.order)) {
        this.#detailed[slot] = (this.#detailed[slot] as number) + 1;
      }
    }
    this.#untidy = true;
    this.tidy(this.lists[slot] as RestingOrder[]);
  }

  /** The order as it rests; `undefined` when it does not (any more). */
  find(order: OrderIntent): RestingOrder | undefined {
    const list = this.lists[this.slotOf(order)] as RestingOrder[];
    const same = list.find((one) => one.order === order);
    // An equal order that was made anew, after a restart, has the same id.
    return same ?? list.find((one) => one.order.clientOrderId === order.clientOrderId);
  }

  /** Takes an order out without a word: whoever does so tells. */
  leave(one: RestingOrder): void {
    one.done = true;
    this.#untidy = true;
  }

  /** Ends an order without (further) fills, and tells its group. */
  end(one: RestingOrder, end: VenueEnd): void {
    one.done = true;
    this.#untidy = true;
    this.#parts.sink.ended(one.order, end);
    one.group?.ended(one);
  }

  /** Cancels an order, and with it its group: see `GroupDesk`. */
  cancel(one: RestingOrder, at: UnixMs = this.desk.at): void {
    if (one.done) return;
    this.desk.at = at;
    this.end(one, { kind: 'canceled', at });
  }

  /** An exit begins to work: see `GroupDesk`. */
  activate(one: RestingOrder, how: Activation): void {
    const { series, settings, sink } = this.#parts;
    const { at, row } = this.desk;
    one.held = false;
    // Its entry ended, perhaps between bars: it is an order like any other from now on.
    if (how === 'end' || this.#ticks?.covers(one.slot) === true) {
      one.activeFrom = at;
      this.#ticks?.start(one);
    } else {
      one.activeFrom = barEndAt(series[one.slot] as BarSeries, row);
      if (how !== 'close' && settings.contingentFrom === 'entry-bar') one.activatedBy = how;
      one.activationPrice = this.desk.price;
    }
    sink.accepted(one.order, at);
  }

  /** The high or low that meets a take-profit may have come before a limit filled the entry. */
  grow(one: RestingOrder): void {
    const bars = this.#parts.series[one.slot] as BarSeries;
    if (one.kind === matching.limit) one.activeFrom = barEndAt(bars, this.desk.row);
  }

  /** Ends every order whose session is over by this instant. */
  expire(at: UnixMs): void {
    this.nextExpiryAt = Number.POSITIVE_INFINITY;
    for (const [slot, list] of this.lists.entries()) {
      if (list.length === 0) continue;
      const over: RestingOrder[] = [];
      const endedAt = this.sessions.endedBefore(this.#parts.series[slot] as BarSeries, at);
      for (const one of list) {
        if (one.expiresAt > endedAt) {
          this.nextExpiryAt = Math.min(this.nextExpiryAt, one.expiresAt);
        } else if (!one.done) over.push(one);
      }
      // All of them, before their groups hear of it: orders of one day expire, none is canceled.
      for (const one of over) {
        one.done = true;
        this.#parts.sink.ended(one.order, { kind: 'expired', at: one.expiresAt });
      }
      for (const one of over) {
        this.desk.at = one.expiresAt;
        one.group?.ended(one);
      }
      this.#untidy ||= over.length > 0;
      this.tidy(list);
    }
  }

  /** Fills what may fill of an order at the desk's price, and tells its group. */
  execute(one: RestingOrder, how: Activation): void {
    // A limit is met at its limit or better; everything else takes the market's price.
    const slips = one.kind === matching.market;
    const units = this.desk.execute(one, slips);
    if (one.done) this.#untidy = true;
    if (one.group === undefined) return;
    if (units > 0) one.group.filled(one, units, how);
    else if (one.done) one.group.ended(one);
  }

  /** Takes what has ended out of a list. */
  tidy(list: RestingOrder[]): void {
    if (!this.#untidy) return;
    this.#untidy = false;
    // Mostly one plain order rests, and it is done.
    const [first] = list;
    if (list.length === 1 && first?.done === true && isPlain(first.order)) {
      list.pop();
      this.resting--;
      return;
    }
    let kept = 0;
    for (const one of list) {
      if (!one.done) list[kept++] = one;
      else if (!isPlain(one.order)) {
        this.#detailed[one.slot] = (this.#detailed[one.slot] as number) - 1;
      }
    }
    this.resting -= list.length - kept;
    // Pops what was dealt with: setting the length is a slow call into the runtime.
    while (list.length > kept) list.pop();
  }
}

/** A market or limit order of day or gtc that stands alone: the kind of which there are many. */
function isPlain({ details, timeInForce: life }: OrderIntent): boolean {
  return details === simpleDetails && (life === 'day' || life === 'gtc');
}
