import {
  type ApprovedOrder,
  genericVenue,
  type Instrument,
  type Ledger,
  type MalformedOrder,
  type OrderChange,
  orderFact,
  type OrderRequest,
  OrderState,
  type OrderView,
  powerOfTen,
  type Refusal,
  type TargetSkip,
  type TradingCalendar,
  type UnixMs,
  type VenueRules,
} from '@tradewright/core';
import type { AccountState, RiskDesk } from '@tradewright/risk';
import { AccountBooks } from './account-books.js';
import type { AccountValuer } from './account-valuer.js';
import type { BarCursor } from './bar-cursor.js';
import { Effects } from './effects.js';
import type { FillFacts, FillLog } from './fill-log.js';
import { KernelContext } from './kernel-context.js';
import type { KernelParts } from './kernel-parts.js';
import type { OrderBook } from './order-book.js';
import { OrderEntry } from './order-entry.js';
import type { AccountEvent } from './rebook-ledger.js';
import { type Reissue, type ReissueCause, reissueOrders } from './reissue-orders.js';
import { resolveTargets, TargetList } from './resolve-targets.js';
import { StrategySeat } from './strategy-seat.js';
import { SymbolSlots } from './symbol-slots.js';

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
  readonly fills: FillLog;
  /** Every well-formed order, by sequence number. */
  readonly orders: OrderBook;
  readonly targetSkips: TargetSkip[] = [];
  /** What changed the account beside fills. */
  readonly accountEvents: readonly AccountEvent[];
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
  readonly slots: SymbolSlots;
  readonly #books: AccountBooks;
  readonly #entry: OrderEntry;
  constructor(parts: KernelParts) {
    const { instruments } = parts;
    this.instruments = instruments;
    this.calendar = parts.calendar;
    this.venueRules = parts.venueRules ?? genericVenue;
    this.slots = new SymbolSlots(instruments.map((one) => one.symbol));
    this.symbols = this.slots.symbols;
    this.#maker = Object.freeze({ account: parts.account, strategy: parts.strategy });
    this.#books = new AccountBooks(parts, this.#maker);
    const { ledger, account, desk, valuer, fills, orders, accountEvents } = this.#books;
    this.ledger = ledger;
    this.account = account;
    this.desk = desk;
    this.valuer = valuer;
    this.fills = fills;
    this.orders = orders;
    this.accountEvents = accountEvents;
    this.targets = new TargetList(instruments.length);
    this.#warmUpSlices = parts.warmUpSlices;
    this.#entry = new OrderEntry(this, this.#maker);
    this.#seat = new StrategySeat({
      name: parts.strategy,
      instance: parts.instance,
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
    return this.slots.slotOf(symbol);
  }

  /** Money comes in, or goes out: neither a gain nor a loss. In units of 1e-18. */
  deposit(amount: bigint): void {
    this.#books.deposit(amount, this.at);
  }

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
    this.#books.fill(order, fill);
    // State first, then the news: the strategy sees cash and equity after this fill.
    if (this.#seat.hears) this.#tellAfterBooking(order);
  }

  /** The order ended without (further) fills: one of the terminal facts. */
  ended(order: OrderState, fact: number, at: UnixMs): void {
    this.#books.end(order, fact, at);
    if (this.#seat.hears) this.#tell(order);
  }

  /** The broker refused the order, for this reason. */
  rejected(order: OrderState, refusal: Refusal, at: UnixMs): void {
    order.refusals = [...order.refusals, refusal];
    this.ended(order, orderFact.rejected, at);
  }

  /** The broker counts more as filled than the executions that came: their exposure stays. */
  claimed(order: OrderState, at: UnixMs): void {
    this.#books.claim(order, at);
  }

  /**
   * Books what changes the account beside fills: a corporate action, interest. A driver that has
   * moved marks for it did so before.
   */
  book(event: AccountEvent): void {
    this.#books.book(event);
  }

  /** A slot may come to hold something without an order, by a change of its symbol. */
  know(slot: number): void {
    this.desk.reservations.know(slot);
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
    this.#books.takeBack(order, row);
    this.busted(order, at);
  }

  /** Some of what the broker said was filled was not: the rest may fill again. */
  busted(order: OrderState, at: UnixMs): void {
    this.#books.claim(order, at);
    if (this.#seat.hears) this.#tellAfterBooking(order);
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

  #tellAfterBooking(order: OrderState): void {
    this.valuer.revalue();
    this.#tell(order);
  }

  #tell(order: OrderState): void {
    this.#seat.onReport(order);
    if (this.targets.count !== 0) resolveTargets(this);
  }

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

  /** Requests that could not become intents, in order. */
  get malformed(): readonly MalformedOrder[] {
    return this.#entry.malformed;
  }

  /** Slot of a symbol; `undefined` when it is not in the run. Never throws. */
  findSlot(symbol: string): number | undefined {
    return this.slots.find(symbol);
  }

  /** Signed quantity of a slot's working orders in shares or coins: buys less sells. */
  workingShares(slot: number): number {
    return (
      this.desk.reservations.openUnits(slot) /
      powerOfTen((this.instruments[slot] as Instrument).quantityDigits)
    );
  }

  /** Orders of a slot that may still fill, oldest first. */
  workingOrders(slot: number): OrderState[] {
    return this.orders.working(slot);
  }

  /**
   * Asserts at the moment of sending that risk let this order through: a type stops nobody in
   * JavaScript. A driver calls it before every submit.
   */
  assertMayLeave(order: OrderState, approved: ApprovedOrder): void {
    this.#books.assertMayLeave(order, approved);
  }
}
