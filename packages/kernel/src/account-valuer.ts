import type { Ledger, TradingCalendar, UnixMs } from '@tradewright/core';
import type { AccountEstimator, AccountState } from '@tradewright/risk';
import type { BarCursor } from './bar-cursor.js';

/** What a valuer works on. */
export interface ValuerParts {
  readonly ledger: Ledger;
  readonly account: AccountState;
  /** Slots that may hold something, ascending: every position begins with a reservation. */
  readonly slots: readonly number[];
  readonly calendar: TradingCalendar;
}

/** Keeps the account's estimates up to date: marks, equity, and the opening of the loss day. */
export class AccountValuer implements AccountEstimator {
  /** Something was held when the account was last valued. */
  holding = false;
  /** A slice that starts at or after it begins a new loss-accounting day. */
  nextLossDayAt: UnixMs = Number.NEGATIVE_INFINITY;
  readonly #ledger: Ledger;
  readonly #account: AccountState;
  readonly #slots: readonly number[];
  readonly #calendar: TradingCalendar;
  /** Bars of the last slice, where valuing is put off; see {@link AccountValuer.putOff}. */
  #bars: readonly BarCursor[] | undefined = undefined;

  constructor({ ledger, account, slots, calendar }: ValuerParts) {
    this.#ledger = ledger;
    this.#account = account;
    this.#slots = slots;
    this.#calendar = calendar;
    account.estimatedBy(this);
  }

  /**
   * From now on values slices when somebody reads the account. For drivers whose slices have a bar
   * of every symbol, always in these cursors; they roll the loss day before they move the cursors,
   * because only then can its opening be found.
   */
  putOff(bars: readonly BarCursor[]): void {
    this.#bars = bars;
  }

  /** Money comes in, or goes out: neither a gain nor a loss of the day. In units of 1e-18. */
  deposit(amount: bigint): void {
    const before = this.#ledger.cashNumber;
    this.#account.settle();
    this.#ledger.deposit(amount);
    this.revalue();
    this.#account.dayStartEquity += this.#ledger.cashNumber - before;
  }

  /** Marks every symbol of a slice at its close and values the account. */
  valueSlice(bars: readonly BarCursor[]): void {
    if (this.#bars !== undefined) this.#account.stale = true;
    else if (bars.length === this.#account.mark.length) this.#markAndValueAll(bars);
    else {
      const { mark } = this.#account;
      for (const bar of bars) mark[bar.slot] = bar.close;
      this.revalue();
    }
  }

  /** See `AccountState`. */
  estimate(): void {
    if (this.#bars !== undefined) this.#markAndValueAll(this.#bars);
  }

  /** The opening equity of a loss-accounting day is that of the last slice before it. */
  rollLossDay(at: UnixMs): void {
    this.#account.dayStartEquity = this.#account.equity;
    this.nextLossDayAt = this.#calendar.nextLossDayAt(at);
  }

  /** Every symbol has a bar: marks and values in one pass. The sum is that of `revalue`. */
  #markAndValueAll(bars: readonly BarCursor[]): void {
    const account = this.#account;
    const { shares, mark } = account;
    const cash = this.#ledger.cashNumber;
    let equity = cash;
    let gross = 0;
    for (let i = 0; i < bars.length; i++) {
      const { slot, close } = bars[i] as BarCursor;
      mark[slot] = close;
      const worth = (shares[slot] as number) * close;
      equity += worth;
      gross += worth < 0 ? -worth : worth;
    }
    account.cash = cash;
    account.equity = equity;
    this.holding = gross !== 0;
  }

  /** Values the account at last marks; a driver calls it again after fills at this close. */
  revalue(): void {
    const account = this.#account;
    const { shares, mark } = account;
    const slots = this.#slots;
    const cash = this.#ledger.cashNumber;
    let equity = cash;
    let holding = false;
    for (let i = 0; i < slots.length; i++) {
      const slot = slots[i] as number;
      const held = shares[slot] as number;
      if (held === 0) continue;
      holding = true;
      equity += held * (mark[slot] as number);
    }
    account.cash = cash;
    account.equity = equity;
    this.holding = holding;
  }
}
