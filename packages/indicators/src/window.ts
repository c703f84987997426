/**
 * The newest `length` values, in a ring. A value that is not finite is not taken.
 *
 * Kept apart from what is calculated over it: indicators read `ring` and `at` directly.
 */
export class Window {
  /** NaN where nothing has been yet. */
  readonly ring: Float64Array;
  /** Slot of the next value; once the window is full, that of the oldest. */
  at = 0;
  /** Values held, up to the length. */
  count = 0;
  private dropped = Number.NaN;
  private undoable = false;

  constructor(length: number) {
    this.ring = new Float64Array(length).fill(Number.NaN);
  }

  /** Takes a value and returns the one that leaves: NaN while none does, or nothing was taken. */
  push(value: number): number {
    this.undoable = value - value === 0;
    if (!this.undoable) return Number.NaN;
    const { ring, at } = this;
    const dropped = ring[at]!;
    ring[at] = value;
    this.dropped = dropped;
    this.at = at + 1 === ring.length ? 0 : at + 1;
    if (this.count < ring.length) this.count++;
    return dropped;
  }

  /** Takes back the last push; nothing more until the next one. */
  undo(): void {
    if (!this.undoable) return;
    this.undoable = false;
    this.at = (this.at === 0 ? this.ring.length : this.at) - 1;
    this.ring[this.at] = this.dropped;
    if (Number.isNaN(this.dropped)) this.count--;
  }
}
