import type { VenueRules } from '@tradewright/core';
import type { Activation, RestingGroup, RestingOrder } from './resting-order.js';

/** What a venue does with the orders of a group. */
export interface GroupDesk {
  /** An exit begins to work. */
  activate(order: RestingOrder, how: Activation): void;
  /** An exit that works has got units that were bought within the bar under way. */
  grow(order: RestingOrder): void;
  /** An order ends because another one of its group did. */
  cancel(order: RestingOrder): void;
}

/**
 * An entry and its exits at the venue, or two exits of a position that is there. Exits wait,
 * `held`, until the entry fills; what one of them fills, the others may not; the first that ends
 * takes the rest with it. Once an exit fills, the rest of the entry is canceled: the idea is over.
 */
export class VenueGroup implements RestingGroup {
  /** The order that opens; `undefined` in an `oco`. */
  entry: RestingOrder | undefined;
  readonly exits: RestingOrder[];
  readonly #desk: GroupDesk;
  readonly #rules: VenueRules['groups'];
  #entryFilled: number;
  #exitsFilled = 0;

  constructor(
    { entry, exits }: { readonly entry: RestingOrder | undefined; readonly exits: RestingOrder[] },
    desk: GroupDesk,
    rules: VenueRules['groups'],
  ) {
    this.entry = entry;
    this.exits = exits;
    this.#desk = desk;
    this.#rules = rules;
    this.#entryFilled = entry === undefined ? (exits[0]?.order.quantityUnits ?? 0) : 0;
    for (const one of entry === undefined ? exits : [entry, ...exits]) one.group = this;
  }

  /** What the exits may fill together at this point. */
  get #openUnits(): number {
    return this.#entryFilled - this.#exitsFilled;
  }

  /** One of the orders was filled, in part or completely. */
  filled(order: RestingOrder, units: number, how: Activation): void {
    if (order === this.entry) {
      this.#entryFilled += units;
      if (this.#rules.legsActivate === 'each-fill' || order.leavesUnits === 0) this.#work(how);
      return;
    }
    this.#exitsFilled += units;
    if (this.entry?.done === false) this.#desk.cancel(this.entry);
    this.#resize();
  }

  /** One of the orders ended without being filled completely. */
  ended(order: RestingOrder): void {
    if (order === this.entry) {
      // What was bought stays protected, unless the venue takes the exits away with the entry.
      if (this.#openUnits > 0 && this.#rules.legsOfPartFill === 'kept-for-part') {
        this.#work('end');
        return;
      }
    } else if (this.#openUnits > 0 && order.leavesUnits === 0) return;
    for (const exit of this.exits) if (!exit.done) this.#desk.cancel(exit);
    if (this.entry?.done === false) this.#desk.cancel(this.entry);
  }

  /** An order takes the place of another one of the group. */
  replace(old: RestingOrder, next: RestingOrder): void {
    next.group = this;
    if (old === this.entry) this.entry = next;
    else this.exits[this.exits.indexOf(old)] = next;
    if (old.held) next.held = true;
    else if (old !== this.entry && this.entry !== next) next.leavesUnits = this.#openUnits;
  }

  #work(how: Activation): void {
    for (const exit of this.exits) {
      if (exit.done) continue;
      exit.leavesUnits = this.#openUnits;
      if (exit.held) this.#desk.activate(exit, how);
      else if (how === 'limit') this.#desk.grow(exit);
    }
  }

  #resize(): void {
    for (const exit of this.exits) {
      if (exit.done) continue;
      exit.leavesUnits = this.#openUnits;
      if (this.#openUnits === 0) this.#desk.cancel(exit);
    }
  }
}
