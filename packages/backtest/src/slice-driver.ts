import type {
  ApprovedOrder,
  BarSeries,
  EquityCurve,
  OrderState,
  Refusal,
  UnixMs,
} from '@tradewright/core';
import { orderFact } from '@tradewright/core';
import { BarCursor, type FillFacts, type Kernel } from '@tradewright/kernel';
import { LazyEquityCurve } from './lazy-equity-curve.js';
import type { SimulatedVenue, VenueEnd, VenueSink } from './simulated-venue.js';

const endFacts: Readonly<Record<VenueEnd, number>> = {
  canceled: orderFact.canceled,
  expired: orderFact.expired,
  rejected: orderFact.rejected,
};

/** Hands what the venue says straight to the kernel: the synchronous half of "one kernel". */
export class KernelSink implements VenueSink {
  readonly #kernel: Kernel;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  accepted(order: ApprovedOrder, at: UnixMs): void {
    this.#kernel.accepted(this.#stateOf(order), at);
  }

  filled(order: ApprovedOrder, fill: FillFacts): void {
    this.#kernel.filled(this.#stateOf(order), fill);
  }

  ended(order: ApprovedOrder, end: VenueEnd, at: UnixMs, reason?: Refusal): void {
    const state = this.#stateOf(order);
    if (reason === undefined) this.#kernel.ended(state, endFacts[end], at);
    else this.#kernel.rejected(state, reason, at);
  }

  #stateOf(order: ApprovedOrder): OrderState {
    return this.#kernel.orders[order.sequence] as OrderState;
  }
}

/** What a driver runs. Slots are the places in `series`. */
export interface SliceDriverParts {
  readonly kernel: Kernel;
  readonly venue: SimulatedVenue;
  readonly series: readonly BarSeries[];
  readonly atThisClose: boolean;
  /** First row of each series, and the row behind its last. */
  readonly firstRows: readonly number[];
  readonly endRows: readonly number[];
}

/**
 * Leads kernel and venue through the bars, one time slice after the other: all bars with the same
 * start are one slice. Phase by phase across all symbols: DAY expiry, opens and intrabar matching,
 * marks, valuation, strategy, effects, fills at this close.
 */
export class SliceDriver {
  /** Bars seen so far. */
  barsDone = 0;
  readonly #parts: SliceDriverParts;
  readonly #cursors: readonly BarCursor[];
  /** Slices at whose end something was held. */
  slicesExposed = 0;
  readonly #times: readonly Float64Array[];
  readonly #closes: readonly Float64Array[];
  readonly #endTimes: readonly (Float64Array | undefined)[];
  readonly #periodMs: number;
  readonly #heads: Int32Array;
  readonly #ends: Int32Array;
  /** Start of each series' next bar; infinite when it has none left. */
  readonly #nextAt: Float64Array;
  #equity: Float64Array;
  #rows = 0;
  #at: UnixMs;
  #following: UnixMs = Number.POSITIVE_INFINITY;

  constructor(parts: SliceDriverParts) {
    const { series, firstRows, endRows, kernel } = parts;
    this.#parts = parts;
    this.#cursors = series.map((one, slot) => new BarCursor(slot, one.symbol, one));
    this.#closes = series.map((one) => one.close);
    this.#heads = Int32Array.from(firstRows);
    this.#ends = Int32Array.from(endRows);
    this.#times = series.map((one) => one.time);
    this.#endTimes = series.map((one) => one.endTime);
    this.#periodMs = (series[0] as BarSeries).periodMs;
    this.#nextAt = Float64Array.from(series, ({ time }, slot) => {
      const row = firstRows[slot] as number;
      return row < (endRows[slot] as number) ? (time[row] as number) : Infinity;
    });
    this.#at = this.#nextAt.reduce((a, b) => (a < b ? a : b), Number.POSITIVE_INFINITY);
    const rows = endRows.map((end, slot) => end - (firstRows[slot] as number));
    this.#equity = new Float64Array(Math.max(0, ...rows));
    kernel.bars.length = 0;
  }

  /** Account value after each slice so far. */
  curve(): EquityCurve {
    const { series, firstRows } = this.#parts;
    return new LazyEquityCurve(this.#equity.subarray(0, this.#rows), series, firstRows);
  }

  get done(): boolean {
    return this.#at === Number.POSITIVE_INFINITY;
  }

  /** Runs slices until at least `bars` bars were seen, or none are left. */
  run(bars: number): void {
    const { kernel, venue, atThisClose } = this.#parts;
    const { effects } = kernel;
    const until = this.barsDone + bars;
    while (this.#at !== Number.POSITIVE_INFINITY && this.barsDone < until) {
      kernel.turnAt = this.#at;
      if (this.#at >= venue.nextExpiryAt) venue.expire(this.#at);
      const count = this.#advance();
      if (venue.resting !== 0) this.#match(count);
      this.#mark(count);
      kernel.turn();
      if (effects.count !== 0) this.#perform();
      if (atThisClose && venue.resting !== 0) this.#matchClose(count);
      this.#record();
      this.barsDone += count;
      this.#at = this.#following;
    }
  }

  #record(): void {
    const { kernel } = this.#parts;
    if (kernel.holding) this.slicesExposed++;
    const row = this.#rows++;
    if (row === this.#equity.length) this.#grow();
    this.#equity[row] = kernel.account.equity;
  }

  /**
   * Moves every symbol that has a bar at this instant to it, notes when the next slice begins, and
   * returns how many symbols have one.
   */
  #advance(): number {
    const at = this.#at;
    const nextAt = this.#nextAt;
    const heads = this.#heads;
    const slice = this.#parts.kernel.bars;
    let count = 0;
    let following = Number.POSITIVE_INFINITY;
    for (let slot = 0; slot < nextAt.length; slot++) {
      let next = nextAt[slot] as number;
      if (next === at) {
        const cursor = this.#cursors[slot] as BarCursor;
        const row = heads[slot] as number;
        cursor.index = row;
        slice[count++] = cursor;
        heads[slot] = row + 1;
        const more = row + 1 < (this.#ends[slot] as number);
        next = more ? ((this.#times[slot] as Float64Array)[row + 1] as number) : Infinity;
        nextAt[slot] = next;
      }
      if (next < following) following = next;
    }
    if (slice.length !== count) slice.length = count;
    this.#following = following;
    return count;
  }

  /** Opens of all symbols come before the range of any: cash is used in the order of time. */
  #match(count: number): void {
    const { kernel, venue } = this.#parts;
    for (let i = 0; i < count; i++) {
      const { slot, index } = kernel.bars[i] as BarCursor;
      venue.matchOpen(slot, index);
    }
    for (let i = 0; i < count && venue.resting !== 0; i++) {
      const { slot, index } = kernel.bars[i] as BarCursor;
      venue.matchRange(slot, index);
    }
  }

  /** Marks every symbol of the slice at its close, and notes when its last bar ends. */
  #mark(count: number): void {
    const { bars, account, turnAt } = this.#parts.kernel;
    const { mark } = account;
    let end = turnAt;
    for (let i = 0; i < count; i++) {
      const { slot, index } = bars[i] as BarCursor;
      mark[slot] = (this.#closes[slot] as Float64Array)[index] as number;
      const ends = this.#endTimes[slot];
      const one = ends === undefined ? turnAt + this.#periodMs : (ends[index] as number);
      if (one > end) end = one;
    }
    this.#parts.kernel.at = end;
  }

  #grow(): void {
    const larger = new Float64Array(Math.max(1024, this.#equity.length * 2));
    larger.set(this.#equity);
    this.#equity = larger;
  }

  #perform(): void {
    const { kernel, venue } = this.#parts;
    const { effects, at } = kernel;
    // Effects may grow while they are carried out: reports can make the strategy ask for more.
    for (let i = 0; i < effects.count; i++) {
      const order = effects.states[i] as OrderState;
      if (effects.kinds[i] === 'cancel') {
        venue.cancel(order.intent, at);
        continue;
      }
      const approved = effects.approved[i] as ApprovedOrder;
      kernel.assertMayLeave(order, approved);
      venue.accept(approved, at);
    }
    effects.count = 0;
  }

  #matchClose(count: number): void {
    const { kernel, venue } = this.#parts;
    for (let i = 0; i < count; i++) {
      const cursor = kernel.bars[i] as BarCursor;
      venue.matchClose(cursor.slot, cursor.index);
    }
    kernel.revalue();
  }
}
