/**
 * Wilder's running sum as TA-Lib and Stock.Indicators begin it, divided by the length: the part of
 * the directional indicators whose seed differs between libraries.
 */
export class WilderSum {
  private readonly length: number;
  private readonly seedLength: number;
  private seen = 0;
  private seenBefore = 0;
  private sum = 0;
  private sumBefore = 0;

  /** @param seedLength Inputs that are added up plainly: `length`, or one less. */
  constructor(length: number, seedLength: number) {
    this.length = length;
    this.seedLength = seedLength;
  }

  /** NaN before input number `length`, and for an input that is missing. */
  step(value: number): number {
    const { sum, seen, length } = this;
    this.sumBefore = sum;
    this.seenBefore = seen;
    if (value - value !== 0) return Number.NaN;
    this.sum = seen < this.seedLength ? sum + value : sum - sum / length + value;
    if (seen < length) this.seen = seen + 1;
    return this.seen < length ? Number.NaN : this.sum;
  }

  /** Takes back the last input; nothing more until the next one. */
  undo(): void {
    this.sum = this.sumBefore;
    this.seen = this.seenBefore;
  }
}
