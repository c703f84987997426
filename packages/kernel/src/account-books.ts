import {
  type ApprovedOrder,
  type DecisionMaker,
  invariant,
  Ledger,
  type OrderFamily,
  type OrderIntent,
  type OrderState,
  type UnixMs,
} from '@tradewright/core';
import { AccountState, RiskDesk } from '@tradewright/risk';
import { AccountValuer } from './account-valuer.js';
import { type FillFacts, FillLog } from './fill-log.js';
import type { KernelParts } from './kernel-parts.js';
import { OrderBook } from './order-book.js';
import { type AccountEvent, rebookLedger } from './rebook-ledger.js';

/**
 * The books of one account: orders, fills, reservations, ledger and valuation. Every booking brings
 * all of them up to date in one step; who is told of it is the business of the kernel.
 */
export class AccountBooks {
  readonly ledger: Ledger;
  readonly account: AccountState;
  readonly desk: RiskDesk;
  readonly valuer: AccountValuer;
  readonly fills: FillLog = new FillLog();
  readonly orders: OrderBook;
  /** What changed the account beside fills. */
  readonly accountEvents: AccountEvent[] = [];
  /** The last named execution of each slot, in the order in which they are booked. */
  readonly #newest: { readonly filledAt: UnixMs; readonly execution: string }[] = [];

  constructor(parts: KernelParts, maker: DecisionMaker) {
    const { instruments, limits, rules, calendar, archive } = parts;
    const ledger = new Ledger(instruments);
    const account = new AccountState(ledger);
    this.ledger = ledger;
    this.account = account;
    this.desk = new RiskDesk({ limits, account, ledger, rules });
    const { slots } = this.desk.reservations;
    this.valuer = new AccountValuer({ ledger, account, slots, calendar });
    this.orders = new OrderBook({ maker, instruments, archive });
  }

  /** Money comes in, or goes out: neither a gain nor a loss. In units of 1e-18. */
  deposit(amount: bigint, at: UnixMs): void {
    this.accountEvents.push({
      at: Number.isNaN(at) ? Number.NEGATIVE_INFINITY : at,
      book: (books) => {
        books.deposit(amount);
      },
    });
    this.valuer.deposit(amount);
  }

  /** Books what changes the account beside fills and deposits. */
  book(event: AccountEvent): void {
    this.account.settle();
    this.accountEvents.push(event);
    event.book(this.ledger);
    this.valuer.revalue();
  }

  /** Books one execution. A late one, after a terminal fact, is booked all the same. */
  fill(order: OrderState, fill: FillFacts): void {
    const { intent } = order;
    const signed = intent.sign * fill.quantityUnits;
    this.account.settle();
    if (order.reported === undefined || this.#isInPlace(order, fill)) {
      if (fill.feeExact === undefined) {
        this.ledger.applyFill(intent.slot, signed, fill.priceUnits, fill.feeTicks);
      } else {
        this.ledger.applyFill(intent.slot, signed, fill.priceUnits, 0);
        this.ledger.chargeFee(fill.feeExact);
      }
      this.fills.push(intent.sequence, signed, fill);
    } else {
      this.fills.push(intent.sequence, signed, fill);
      rebookLedger(this);
    }
    order.filledUnits += fill.quantityUnits;
    if (order.filledUnits >= intent.quantityUnits - order.shrunkUnits) {
      order.finishedAt = fill.filledAt;
    }
    if (order.family === undefined) {
      if (order.reported === undefined) {
        this.desk.reservations.release(order, fill.quantityUnits);
      } else this.desk.reservations.resize(order, order.exposedUnits);
      if (order.reservedUnits === 0) this.orders.finish(order);
    } else this.#settleFamily(order.family, fill.filledAt);
  }

  /** Says whether a named execution comes after all that were booked of its symbol. */
  #isInPlace({ intent }: OrderState, { filledAt, execution }: FillFacts): boolean {
    const last = this.#newest[intent.slot];
    const after =
      last === undefined ||
      filledAt > last.filledAt ||
      (filledAt === last.filledAt && execution > last.execution);
    if (after) this.#newest[intent.slot] = { filledAt, execution };
    return after;
  }

  /** What happened to one order may have ended others of its family. */
  #settleFamily(family: OrderFamily, at: UnixMs): void {
    family.settle();
    for (const member of family.members) {
      if (member.finished === member.closed) continue;
      if (member.closed) this.orders.reopen(member);
      else {
        if (Number.isNaN(member.finishedAt)) member.finishedAt = at;
        this.orders.finish(member);
      }
    }
  }

  /** The order ended without (further) fills: one of the terminal facts. */
  end(order: OrderState, fact: number, at: UnixMs): void {
    order.facts |= fact;
    if (Number.isNaN(order.finishedAt)) order.finishedAt = at;
    if (order.family !== undefined) this.#settleFamily(order.family, at);
    else if (order.reported === undefined) this.desk.reservations.releaseAll(order);
    else this.desk.reservations.resize(order, order.exposedUnits);
    this.orders.finish(order);
  }

  /** More may be filled, or less, than the executions that came say: exposure follows. */
  claim(order: OrderState, at: UnixMs): void {
    if (order.family !== undefined) this.#settleFamily(order.family, at);
    else {
      this.desk.reservations.resize(order, order.exposedUnits);
      if (order.closed && !order.finished) this.orders.reopen(order);
    }
  }

  /** A fill never was, the one in this row of the log: everything is booked again without it. */
  takeBack(order: OrderState, row: number): void {
    const units = Math.abs(this.fills.read(row).signedUnits);
    this.fills.remove(row);
    order.filledUnits -= units;
    this.account.settle();
    rebookLedger(this);
  }

  /** See `Kernel.assertMayLeave`. */
  assertMayLeave(order: OrderState, approved: ApprovedOrder): void {
    const { intent, reservedUnits, family } = order;
    const reserved =
      family === undefined
        ? reservedUnits > 0 && reservedUnits === order.exposedUnits
        : family.covers(order);
    const same = (approved as OrderIntent) === intent;
    invariant(same && reserved && !order.finished, 'an order leaves only with its reservation');
  }
}
