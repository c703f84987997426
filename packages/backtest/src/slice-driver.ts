import type { ApprovedOrder, BarSeries, EquityCurve, OrderState, UnixMs } from '@tradewright/core';
import { invariant, orderFact } from '@tradewright/core';
import { createTimeline, type FillFacts, type Kernel, type Timeline } from '@tradewright/kernel';
import { LazyEquityCurve } from './lazy-equity-curve.js';
import type { SimulatedVenue, VenueEnd, VenueSink } from './simulated-venue.js';

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

  ended(order: ApprovedOrder, { kind, at, reason }: VenueEnd): void {
    const state = this.#stateOf(order);
    if (reason === undefined) this.#kernel.ended(state, orderFact[kind], at);
    else this.#kernel.rejected(state, reason, at);
  }

  #stateOf(order: ApprovedOrder): OrderState {
    return this.#kernel.orders.find(order.sequence) as OrderState;
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
  /** Slices at whose end something was held. */
  slicesExposed = 0;
  done = false;
  readonly #parts: SliceDriverParts;
  readonly #timeline: Timeline;
  readonly #equity: Float64Array;
  #slices = 0;
  /** Highest value so far, the value at which the fall from it is the deepest, and that depth. */
  #fall: { readonly peak: number; readonly floor: number; readonly drawdown: number };

  constructor(parts: SliceDriverParts) {
    this.#parts = parts;
    const opening = parts.kernel.account.equity;
    this.#fall = { peak: opening, floor: opening, drawdown: 0 };
    this.#timeline = createTimeline(parts.series, parts);
    this.#equity = new Float64Array(countSlices(parts));
    parts.kernel.bars = this.#timeline.bars;
  }

  /** Deepest fall below an earlier peak so far, the opening deposit counting as the first one. */
  get maxDrawdownFraction(): number {
    return this.#fall.drawdown;
  }

  /** Account value after each slice so far. */
  curve(): EquityCurve {
    const { series, firstRows } = this.#parts;
    return new LazyEquityCurve(this.#equity.subarray(0, this.#slices), series, firstRows);
  }

  /** Runs slices until at least `bars` bars were seen, or none are left. */
  run(bars: number): void {
    const { kernel, venue, atThisClose } = this.#parts;
    const { effects, account } = kernel;
    const timeline = this.#timeline;
    const equity = this.#equity;
    // Counters of the loop are locals: a field would be loaded and stored for every slice.
    let slices = this.#slices;
    let exposed = 0;
    let seen = 0;
    let { peak, floor, drawdown } = this.#fall;
    while (seen < bars) {
      if (!timeline.advance()) {
        this.done = true;
        break;
      }
      const { startAt } = timeline;
      if (startAt >= venue.nextExpiryAt) venue.expire(startAt);
      // What the strategy asks for in a report still belongs to the turn before, as it does live.
      if (venue.resting !== 0) this.#match();
      timeline.show();
      kernel.turnAt = startAt;
      kernel.at = timeline.endAt;
      kernel.turn();
      if (effects.count !== 0) this.#perform();
      if (atThisClose && venue.resting !== 0) this.#matchClose();
      if (kernel.valuer.holding) exposed++;
      const value = account.equity;
      equity[slices++] = value;
      // One comparison a slice: a quotient is computed for a new depth only.
      if (value < floor) {
        drawdown = (peak - value) / peak;
        floor = value;
      } else if (value > peak) {
        peak = value;
        floor = peak * (1 - drawdown);
      }
      seen += timeline.count;
    }
    this.#fall = { peak, floor, drawdown };
    this.#slices = slices;
    this.slicesExposed += exposed;
    this.barsDone += seen;
  }

  /** Opens of all symbols come before the range of any: cash is used in the order of time. */
  #match(): void {
    const { venue } = this.#parts;
    const timeline = this.#timeline;
    for (let i = 0; i < timeline.count; i++) {
      venue.matchOpen(timeline.slotAt(i), timeline.rowAt(i));
    }
    for (let i = 0; i < timeline.count && venue.resting !== 0; i++) {
      venue.matchRange(timeline.slotAt(i), timeline.rowAt(i));
    }
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
      const approved = effects.approved[i];
      invariant(approved !== undefined, 'a submit effect carries its approval');
      kernel.assertMayLeave(order, approved);
      venue.accept(approved, at);
    }
    effects.count = 0;
  }

  #matchClose(): void {
    const { kernel, venue } = this.#parts;
    for (const { slot, index } of this.#timeline.bars) venue.matchClose(slot, index);
    kernel.valuer.revalue();
  }
}

/** How many slices a run has: the number of different starts among its bars. */
function countSlices({ series, firstRows, endRows }: SliceDriverParts): number {
  const timeline = createTimeline(series, { firstRows, endRows });
  if (series.length === 1) return (endRows[0] as number) - (firstRows[0] as number);
  let slices = 0;
  while (timeline.advance()) slices++;
  return slices;
}
