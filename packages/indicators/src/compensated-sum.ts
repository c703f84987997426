/**
 * A sum that keeps what rounding takes from it (Neumaier), so that ten million terms are as exact
 * as ten. A term that is not finite is not taken.
 *
 * Source: Neumaier (1974), ZAMM 54(1).
 */
export class CompensatedSum {
  private sum = 0;
  private sumBefore = 0;
  private lost = 0;
  private lostBefore = 0;

  /** Adds a term and returns the sum: NaN when the term is missing. */
  add(term: number): number {
    const { sum } = this;
    this.sumBefore = sum;
    this.lostBefore = this.lost;
    if (term - term !== 0) return Number.NaN;
    const total = sum + term;
    const isLarger = Math.abs(sum) >= Math.abs(term);
    this.lost += isLarger ? sum - total + term : term - total + sum;
    this.sum = total;
    return total + this.lost;
  }

  /** Takes back the last term; nothing more until the next one. */
  undo(): void {
    this.sum = this.sumBefore;
    this.lost = this.lostBefore;
  }

  /** Begins again at zero. */
  reset(): void {
    this.sum = 0;
    this.lost = 0;
    this.sumBefore = 0;
    this.lostBefore = 0;
  }
}
