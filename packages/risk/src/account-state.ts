import type { Ledger } from '@tradewright/core';

/**
 * What reviews know of the account, in doubles: estimates for comparisons, never booked. The kernel
 * owns it and keeps it up to date. Number fields start as doubles: a field that was ever undefined
 * or a small integer allocates, or changes the object's shape, on later stores.
 */
export class AccountState {
  /** Signed quantity per slot, in shares or coins: the ledger's own column. */
  readonly shares: Float64Array;
  /** The same in units of `10^-quantityDigits`: whole numbers, so sums are exact. */
  readonly units: Float64Array;
  /** Last price per slot; NaN until there is one. */
  readonly mark: Float64Array;
  cash = Number.NaN;
  /** Cash plus positions at marks; NaN while a held slot has no mark. */
  equity = Number.NaN;
  /** Equity when the loss-accounting day began. */
  dayStartEquity = Number.NaN;

  constructor(ledger: Ledger) {
    this.shares = ledger.shares;
    this.units = ledger.quantity;
    this.mark = new Float64Array(ledger.shares.length).fill(Number.NaN);
    this.cash = ledger.cashNumber;
    this.equity = this.cash;
    this.dayStartEquity = this.cash;
  }
}
