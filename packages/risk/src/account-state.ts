import type { Ledger } from '@tradewright/core';

/** Who brings the estimates of an account up to date. */
export interface AccountEstimator {
  estimate(): void;
}

/**
 * What reviews know of the account, in doubles: estimates for comparisons, never booked. The kernel
 * owns it and keeps it up to date. Number fields start as doubles: a field that was ever undefined
 * or a small integer allocates, or changes the object's shape, on later stores.
 *
 * Whoever values the account may put that off until somebody reads: most bars of a backtest pass
 * without one. A reader cannot tell the difference.
 */
export class AccountState {
  /** Signed quantity per slot, in shares or coins: the ledger's own column. */
  readonly shares: Float64Array;
  /** The same in units of `10^-quantityDigits`: whole numbers, so sums are exact. */
  readonly units: Float64Array;
  /** Equity when the loss-accounting day began. */
  dayStartEquity = Number.NaN;
  /** Marks, cash and equity have been put off; see {@link AccountState.settle}. */
  stale = false;
  readonly #mark: Float64Array;
  #cash = Number.NaN;
  #equity = Number.NaN;
  #estimator: AccountEstimator | undefined = undefined;

  constructor(ledger: Ledger) {
    this.shares = ledger.shares;
    this.units = ledger.quantity;
    this.#mark = new Float64Array(ledger.shares.length).fill(Number.NaN);
    this.#cash = ledger.cashNumber;
    this.#equity = this.#cash;
    this.dayStartEquity = this.#cash;
  }

  /** Last price per slot; NaN until there is one. */
  get mark(): Float64Array {
    if (this.stale) this.settle();
    return this.#mark;
  }

  get cash(): number {
    if (this.stale) this.settle();
    return this.#cash;
  }

  set cash(value: number) {
    this.#cash = value;
  }

  /** Cash plus positions at marks; NaN while a held slot has no mark. */
  get equity(): number {
    if (this.stale) this.settle();
    return this.#equity;
  }

  set equity(value: number) {
    this.#equity = value;
  }

  /** Names who makes up for what was put off. */
  estimatedBy(estimator: AccountEstimator): void {
    this.#estimator = estimator;
  }

  /** Makes up for what was put off. Needed before anything changes that the estimates come from. */
  settle(): void {
    if (!this.stale) return;
    this.stale = false;
    this.#estimator?.estimate();
  }
}
