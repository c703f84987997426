import type { Bar, UnixMs } from '@tradewright/core';

/** Bars that start together, complete. */
export interface BarSlice {
  readonly startAt: UnixMs;
  /** End of the last bar. */
  readonly endAt: UnixMs;
  /** By symbol, in order of symbols. */
  readonly bars: readonly Bar[];
}

/**
 * Puts single bars of a feed together to slices. A slice is complete when every symbol has its bar,
 * when a bar of a later slice arrives, or when the caller says that it waited long enough.
 */
export class SliceAssembler {
  /** Bars that came after their slice was closed; they are not shown to the strategy. */
  late = 0;
  /** Bars that said again what was known. */
  repeated = 0;
  readonly #symbols: ReadonlySet<string>;
  readonly #pending = new Map<string, Bar>();
  #startAt: UnixMs = Number.NaN;
  #endAt: UnixMs = Number.NaN;
  #closedAt: UnixMs = Number.NEGATIVE_INFINITY;
  /** Up to here everything was shown from history. */
  #skippedTo: UnixMs = Number.NEGATIVE_INFINITY;
  /** Symbols of the last slice that was handed out. */
  #closed: ReadonlySet<string> = new Set();

  constructor(symbols: readonly string[]) {
    this.#symbols = new Set(symbols);
  }

  /** Start of the slice that is being put together; `undefined` when none is. */
  get openSince(): UnixMs | undefined {
    return this.#pending.size === 0 ? undefined : this.#startAt;
  }

  /** Slices up to this start were shown already (history): their bars are repetitions. */
  skipTo(startAt: UnixMs): void {
    if (startAt > this.#skippedTo) this.#skippedTo = startAt;
    if (startAt > this.#closedAt) this.#closedAt = startAt;
  }

  /** Takes a bar and returns the slices that are complete now, oldest first. */
  add(bar: Bar, endAt: UnixMs): BarSlice[] {
    if (!this.#symbols.has(bar.symbol)) return [];
    if (bar.time <= this.#closedAt) {
      const again = bar.time === this.#closedAt && this.#closed.has(bar.symbol);
      if (again || bar.time <= this.#skippedTo) this.repeated++;
      else this.late++;
      return [];
    }
    const done: BarSlice[] = [];
    if (this.#pending.size !== 0 && bar.time > this.#startAt) done.push(...this.flush());
    if (this.#pending.size !== 0 && bar.time < this.#startAt) {
      // An older slice than the one that is open: it cannot be shown before it any more.
      this.late++;
      return done;
    }
    if (this.#pending.has(bar.symbol)) this.repeated++;
    else this.#take(bar, endAt);
    if (this.#pending.size === this.#symbols.size) done.push(...this.flush());
    return done;
  }

  #take(bar: Bar, endAt: UnixMs): void {
    if (this.#pending.size === 0) {
      this.#startAt = bar.time;
      this.#endAt = endAt;
    }
    if (endAt > this.#endAt) this.#endAt = endAt;
    this.#pending.set(bar.symbol, bar);
  }

  /** Hands out what there is of the open slice; nothing when none is open. */
  flush(): BarSlice[] {
    if (this.#pending.size === 0) return [];
    const bars = [...this.#pending.values()].sort((a, b) => (a.symbol < b.symbol ? -1 : 1));
    const slice = { startAt: this.#startAt, endAt: this.#endAt, bars };
    this.#closed = new Set(this.#pending.keys());
    this.#pending.clear();
    this.#closedAt = slice.startAt;
    return [slice];
  }
}
