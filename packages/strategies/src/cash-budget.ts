import type { StrategyContext } from '@tradewright/core';

/** Part of the cash that purchases ask for; the rest pays fees and a gap up to the next open. */
const spendable = 0.95;

/**
 * What purchases of one slice may ask for together, as fractions of equity. Money of sales of the
 * same slice is not in it: it is cash only when they have filled.
 */
export class CashBudget {
  #left: number;

  constructor({ cash, equity }: StrategyContext) {
    this.#left = (spendable * cash) / equity;
  }

  /**
   * Returns the weight that may be asked for: `wanted` as far as the cash reaches, and never less
   * than what is held. Short positions need no cash and pass.
   *
   * @param held Weight that the position has now.
   */
  grant(wanted: number, held: number): number {
    const growth = Math.min(wanted - Math.max(0, held), Math.max(0, this.#left));
    if (wanted <= 0 || growth <= 0) return wanted <= 0 ? wanted : Math.min(wanted, held);
    this.#left -= growth;
    return Math.max(0, held) + growth;
  }
}
