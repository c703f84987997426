/**
 * A book that trades at marks, in any fraction and for free: what one member would have if it were
 * alone. Its profit is an estimate that no cost has touched.
 */
export class PaperBook {
  cash: number;
  private readonly shares = new Map<string, number>();

  constructor(cash: number) {
    this.cash = cash;
  }

  position(symbol: string): number {
    return this.shares.get(symbol) ?? 0;
  }

  /** Cash and positions at the marks that `markOf` gives. A position has a mark: it was bought. */
  equity(markOf: (symbol: string) => number | undefined): number {
    let equity = this.cash;
    for (const [symbol, shares] of this.shares) equity += shares * (markOf(symbol) ?? Number.NaN);
    return equity;
  }

  /** Holds so many shares from now on, traded at `mark`. */
  hold(symbol: string, shares: number, mark: number): void {
    this.cash -= (shares - this.position(symbol)) * mark;
    if (shares === 0) this.shares.delete(symbol);
    else this.shares.set(symbol, shares);
  }
}
