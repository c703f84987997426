import {
  type ApprovedOrder,
  genericVenue,
  type Instrument,
  invariant,
  Ledger,
  type MalformedOrder,
  type OrderChange,
  type OrderFamily,
  orderFact,
  type OrderIntent,
  type OrderRequest,
  OrderState,
  type OrderView,
  powerOfTen,
  type Refusal,
  type StrategyInstance,
  type TargetSkip,
  type TradingCalendar,
  type UnixMs,
  type VenueRules,
} from '@tradewright/core';
import { AccountState, type ResolvedRiskLimits, RiskDesk, type RiskRule } from '@tradewright/risk';
import { AccountValuer } from './account-valuer.js';
import type { BarCursor } from './bar-cursor.js';
import { unknownSymbol } from './check-order-request.js';
import { Effects } from './effects.js';
import { type FillFacts, FillLog } from './fill-log.js';
import { interned } from './interned.js';
import { KernelContext } from './kernel-context.js';
import { knowSlot } from './know-slot.js';
import { OrderBook } from './order-book.js';
import { type AccountEvent, rebookLedger } from './rebook-ledger.js';
import { OrderEntry } from './order-entry.js';
import { type Reissue, type ReissueCause, reissueOrders } from './reissue-orders.js';
import { resolveTargets, TargetList } from './resolve-targets.js';
import { StrategySeat } from './strategy-seat.js';

/** What a kernel is made of. Everything is checked by the driver that makes it. */
export interface KernelParts {
  /** Names the account in every client order id. */
  readonly account: string;
  readonly strategy: string;
  readonly instance: StrategyInstance;
  /** In alphabetical order of symbols. */
  readonly instruments: readonly Instrument[];
  readonly calendar: TradingCalendar;
  readonly limits: ResolvedRiskLimits;
  readonly rules?: readonly RiskRule[] | undefined;
  /**
   * What the venue takes: what it would refuse is refused here, with the same code. Default
   * `genericVenue`.
   */
  readonly venueRules?: VenueRules | undefined;
  /** Opening cash in units of 1e-18. */
  readonly deposit: bigint;
  /** Slices that only inform the strategy. */
  readonly warmUpSlices: number;
  /** Keep finished orders as columns: only where the venue never speaks of them again. */
  readonly archive: boolean;
}

/**
 * The state machine around one strategy and one account: requests, risk review, order
 * book-keeping, ledger, valuation. Synchronous and deterministic: it never awaits, reads no clock
 * and draws no random number. A driver feeds it events and carries out its effects; backtest and
 * live run the same kernel.
 */
export class Kernel {
  readonly ledger: Ledger;
  readonly account: AccountState;
  readonly desk: RiskDesk;
  readonly valuer: AccountValuer;
  readonly effects: Effects = new Effects();
  readonly fills: FillLog = new FillLog();
  /** Every well-formed order, by sequence number. */
  readonly orders: OrderBook;
  readonly targetSkips: TargetSkip[] = [];
  /** What changed the account beside fills. */
  readonly accountEvents: AccountEvent[] = [];
  readonly symbols: readonly string[];
  readonly instruments: readonly Instrument[];
  readonly calendar: TradingCalendar;
  readonly venueRules: VenueRules;
  /** Bars of the current slice, by slot; the driver keeps it up to date. */
  bars: readonly BarCursor[] = [];
  /** Start of the current slice: part of every decision key. */
  turnAt: UnixMs = Number.NaN;
  /** End of the current slice. */
  at: UnixMs = Number.NaN;
  slices = 0;
  /** Set by a driver while it shows bars of the past: before it is live, or after a gap. */
  replaying = false;
  /** Why nothing that increases risk may leave any more; `undefined` while trading. */
  stoppedBecause: string | undefined = undefined;
  readonly targets: TargetList;

  readonly #maker: { readonly account: string; readonly strategy: string };
  readonly #seat: StrategySeat;
  readonly #warmUpSlices: number;
  readonly #slots: ReadonlyMap<string, number>;
  readonly #entry: OrderEntry;
  /** The last named execution of each slot, in the order in which they are booked. */
  readonly #newest: { readonly filledAt: UnixMs; readonly execution: string }[] = [];
  #lastSlot = 0;

  constructor(parts: KernelParts) {
    const { instruments, limits, rules, instance } = parts;
    this.instruments = instruments;
    this.calendar = parts.calendar;
    this.venueRules = parts.venueRules ?? genericVenue;
    this.symbols = instruments.map((one) => interned(one.symbol));
    this.#slots = new Map(this.symbols.map((symbol, slot) => [symbol, slot]));
    this.ledger = new Ledger(instruments);
    this.account = new AccountState(this.ledger);
    this.desk = new RiskDesk({ limits, account: this.account, ledger: this.ledger, rules });
    const { ledger, account } = this;
    const { slots } = this.desk.reservations;
    this.valuer = new AccountValuer({ ledger, account, slots, calendar: parts.calendar });
    this.targets = new TargetList(instruments.length);
    this.#maker = Object.freeze({ account: parts.account, strategy: parts.strategy });
    this.orders = new OrderBook({ maker: this.#maker, instruments, archive: parts.archive });
    this.#warmUpSlices = parts.warmUpSlices;
    this.#entry = new OrderEntry(this, this.#maker);
    this.#seat = new StrategySeat({
      name: parts.strategy,
      instance,
      context: new KernelContext(this),
      turn: this,
    });
    this.deposit(parts.deposit);
  }

  /** History is being replayed: the strategy sees bars, but may not trade. */
  get warmingUp(): boolean {
    return this.replaying || this.slices <= this.#warmUpSlices;
  }

  /** @throws SdkError `SYMBOL_UNKNOWN` */
  slotOf(symbol: string): number {
    // A strategy asks for one symbol several times in a row, and for symbols in their order, around
    // and around: two comparisons of references instead of a hash.
    const last = this.#lastSlot;
    if (symbol === this.symbols[last]) return last;
    const next = last + 1 < this.symbols.length ? last + 1 : 0;
    if (symbol === this.symbols[next]) {
      this.#lastSlot = next;
      return next;
    }
    const slot = this.#slots.get(symbol);
    if (slot === undefined) throw unknownSymbol(symbol, this.symbols);
    this.#lastSlot = slot;
    return slot;
  }

  /** Money comes in, or goes out: neither a gain nor a loss. In units of 1e-18. */
  deposit(amount: bigint): void {
    this.accountEvents.push({
      at: Number.isNaN(this.at) ? Number.NEGATIVE_INFINITY : this.at,
      book: (books) => {
        books.deposit(amount);
      },
    });
    this.valuer.deposit(amount);
  }

  // Events from the driver ---------------------------------------------------------------------

  /**
   * One time slice is complete: fills are in, and the driver has set `turnAt`, `at` and `bars`.
   * Marks every symbol of the slice at its close, values the account, asks the strategy once.
   * (Instants are fields, not arguments: a double that is passed to a call which is not inlined
   * costs an allocation.)
   *
   * @throws SdkError `STRATEGY_FAILED` when the strategy throws; names slice and strategy.
   */
  turn(): void {
    this.slices++;
    if (this.turnAt >= this.valuer.nextLossDayAt) this.valuer.rollLossDay(this.turnAt);
    this.valuer.valueSlice(this.bars);
    this.#seat.onBars();
    if (this.targets.count !== 0) resolveTargets(this);
  }

  /** The broker has the order. */
  accepted(order: OrderState, at: UnixMs): void {
    if ((order.facts & orderFact.accepted) === 0) order.acceptedAt = at;
    order.facts |= orderFact.accepted;
    if (this.#seat.hears) this.#tell(order);
  }

  /** The broker has the order, which waits for another one of its group. */
  held(order: OrderState): void {
    order.facts |= orderFact.held;
    if (this.#seat.hears) this.#tell(order);
  }

  /** Books one execution. A late one, after a terminal fact, is booked all the same. */
  filled(order: OrderState, fill: FillFacts): void {
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
    if (this.#seat.hears) {
      // State first, then the news: the strategy sees cash and equity after this fill.
      this.valuer.revalue();
      this.#tell(order);
    }
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

  /** The order ended without (further) fills: one of the terminal facts. */
  ended(order: OrderState, fact: number, at: UnixMs): void {
    order.facts |= fact;
    if (Number.isNaN(order.finishedAt)) order.finishedAt = at;
    if (order.family !== undefined) this.#settleFamily(order.family, at);
    else if (order.reported === undefined) this.desk.reservations.releaseAll(order);
    else this.desk.reservations.resize(order, order.exposedUnits);
    this.orders.finish(order);
    if (this.#seat.hears) this.#tell(order);
  }

  /** The broker refused the order, for this reason. */
  rejected(order: OrderState, refusal: Refusal, at: UnixMs): void {
    order.refusals = [...order.refusals, refusal];
    this.ended(order, orderFact.rejected, at);
  }

  /** The broker counts more as filled than the executions that came: their exposure stays. */
  claimed(order: OrderState, at: UnixMs): void {
    if (order.family !== undefined) this.#settleFamily(order.family, at);
    else {
      this.desk.reservations.resize(order, order.exposedUnits);
      if (order.closed && !order.finished) this.orders.reopen(order);
    }
  }

  /**
   * Books what changes the account beside fills: a corporate action, interest. A driver that has
   * moved marks for it did so before.
   */
  book(event: AccountEvent): void {
    this.account.settle();
    this.accountEvents.push(event);
    event.book(this.ledger);
    this.valuer.revalue();
  }

  /** A slot may come to hold something without an order, by a change of its symbol. */
  know(slot: number): void {
    knowSlot(this.desk.reservations, slot, this.instruments[slot] as Instrument);
  }

  /** Orders that the venue itself put in the place of others; see {@link reissueOrders}. */
  reissue(changes: readonly Reissue[], cause: ReissueCause): readonly OrderState[] {
    return reissueOrders(this, changes, cause);
  }

  /** Takes an order into the book that was not made here. Nobody reviewed it; it is exposure. */
  adopt(order: OrderState): void {
    this.orders.add(order);
    this.desk.adopt(order);
  }

  /** A fill never was, the one in this row of the log: everything is booked again without it. */
  tookBack(order: OrderState, row: number, at: UnixMs): void {
    const units = Math.abs(this.fills.read(row).signedUnits);
    this.fills.remove(row);
    order.filledUnits -= units;
    this.account.settle();
    rebookLedger(this);
    this.busted(order, at);
  }

  /** Some of what the broker said was filled was not: the rest may fill again. */
  busted(order: OrderState, at: UnixMs): void {
    this.claimed(order, at);
    if (this.#seat.hears) {
      this.valuer.revalue();
      this.#tell(order);
    }
  }

  /** The order certainly did not leave, and neither did its legs. */
  unsent(order: OrderState, at: UnixMs): void {
    this.ended(order, orderFact.notSent, at);
    for (const leg of order.legs) this.ended(leg, orderFact.notSent, at);
  }

  /** From now on only what reduces risk may leave. Idempotent; the first reason stays. */
  stop(reason: string): void {
    this.stoppedBecause ??= reason;
  }

  /**
   * Takes the strategy out of service: it is not asked again, its orders that have not left yet
   * stay here, and of the others those that increase risk are canceled. For drivers whose strategy
   * threw.
   */
  disableStrategy(): void {
    this.#seat.vacate();
    this.targets.take();
    for (let i = 0; i < this.effects.count; i++) {
      const order = this.effects.states[i] as OrderState;
      if (this.effects.kinds[i] !== 'cancel') this.unsent(order, this.at);
    }
    this.effects.count = 0;
    for (let slot = 0; slot < this.instruments.length; slot++) {
      for (const order of this.workingOrders(slot)) {
        if (this.desk.log.find(order.intent.sequence)?.increases !== false) this.cancel(order);
      }
    }
  }

  #tell(order: OrderState): void {
    this.#seat.onReport(order);
    if (this.targets.count !== 0) resolveTargets(this);
  }

  // Requests of the strategy -------------------------------------------------------------------

  /** See `StrategyContext.submit`. */
  submit(request: OrderRequest): OrderView {
    return this.#entry.submit(request);
  }

  /** See `StrategyContext.replace`. */
  replace(view: OrderView, change: OrderChange): OrderView {
    return this.#entry.replace(view, change);
  }

  /** See `StrategyContext.cancel`. */
  cancel(view: OrderView): void {
    const order = view instanceof OrderState ? view : this.orders.findById(view.clientOrderId);
    if (order === undefined || order.finished || order.cancelRequested) return;
    order.facts |= orderFact.cancelRequested;
    this.effects.cancel(order);
  }

  // Look-ups -------------------------------------------------------------------------------------

  /** Requests that could not become intents, in order. */
  get malformed(): readonly MalformedOrder[] {
    return this.#entry.malformed;
  }

  /** Slot of a symbol; `undefined` when it is not in the run. Never throws. */
  findSlot(symbol: string): number | undefined {
    const last = this.#lastSlot;
    return symbol === this.symbols[last] ? last : this.#slots.get(symbol);
  }

  /** Signed quantity of a slot's working orders in shares or coins: buys less sells. */
  workingShares(slot: number): number {
    const { buyUnits, sellUnits } = this.desk.reservations;
    const units = (buyUnits[slot] as number) - (sellUnits[slot] as number);
    return units / powerOfTen((this.instruments[slot] as Instrument).quantityDigits);
  }

  /** Orders of a slot that may still fill, oldest first. */
  workingOrders(slot: number): OrderState[] {
    const found: OrderState[] = [];
    const { kept } = this.orders;
    let { open } = this.orders;
    // From the newest back: what still works is rarely old, and the count says when all are seen.
    for (let i = kept.length - 1; i >= 0 && open > 0; i--) {
      const order = kept[i] as OrderState;
      if (order.closed) continue;
      open--;
      if (order.intent.slot === slot && !order.finished) found.push(order);
    }
    return found.reverse();
  }

  /**
   * Asserts at the moment of sending that risk let this order through: a type stops nobody in
   * JavaScript. A driver calls it before every submit.
   */
  assertMayLeave(order: OrderState, approved: ApprovedOrder): void {
    const { intent, reservedUnits, family } = order;
    const reserved =
      family === undefined
        ? reservedUnits > 0 && reservedUnits === order.exposedUnits
        : family.covers(order);
    const same = (approved as OrderIntent) === intent;
    const live = !order.finished;
    invariant(same && reserved && live, 'an order leaves only with its reservation');
  }
}
