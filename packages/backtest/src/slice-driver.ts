import type { ApprovedOrder, OrderState, UnixMs } from '@tradewright/core';
import { invariant, orderFact } from '@tradewright/core';
import type { FillFacts, Kernel, Timeline } from '@tradewright/kernel';
import type { EquityRecorder } from './equity-recorder.js';
import type { SimulatedVenue, VenueEnd, VenueSink } from './simulated-venue.js';

/** Hands what the venue says straight to the kernel: the synchronous half of "one kernel". */
export class KernelSink implements VenueSink {
  readonly #kernel: Kernel;
  readonly #recorder: EquityRecorder;

  constructor(kernel: Kernel, recorder: EquityRecorder) {
    this.#kernel = kernel;
    this.#recorder = recorder;
  }

  accepted(order: ApprovedOrder, at: UnixMs): void {
    this.#kernel.accepted(this.#stateOf(order), at);
  }

  filled(order: ApprovedOrder, fill: FillFacts): void {
    this.#recorder.recordUntil(this.#recorder.fillSlice);
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
  readonly timeline: Timeline;
  readonly recorder: EquityRecorder;
  readonly atThisClose: boolean;
}

/**
 * Leads kernel and venue through the bars, one time slice after the other: all bars with the same
 * start are one slice. Phase by phase across all symbols: DAY expiry, opens and intrabar matching,
 * marks, valuation, strategy, effects, fills at this close.
 */
export class SliceDriver {
  /** Bars seen so far. */
  barsDone = 0;
  done = false;
  readonly #parts: SliceDriverParts;

  constructor(parts: SliceDriverParts) {
    this.#parts = parts;
    const { kernel, timeline } = parts;
    kernel.bars = timeline.bars;
    if (timeline.inStep) kernel.valuer.putOff(timeline.bars);
  }

  /** Runs slices until at least `bars` bars were seen, or none are left. */
  run(bars: number): void {
    const { kernel, venue, atThisClose, timeline, recorder } = this.#parts;
    const { effects, account, valuer } = kernel;
    const { inStep } = timeline;
    // Counters of the loop are locals: a field would be loaded and stored for every slice.
    let seen = 0;
    while (seen < bars) {
      if (!timeline.advance()) {
        this.done = true;
        break;
      }
      const { startAt } = timeline;
      if (startAt >= venue.nextExpiryAt) this.#expire();
      // What the strategy asks for in a report still belongs to the turn before, as it does live.
      if (venue.resting !== 0) this.#match();
      // Before the bars move on: the opening of the day is the account at the bars before.
      if (startAt >= valuer.nextLossDayAt) this.#rollLossDay();
      timeline.show();
      kernel.turnAt = startAt;
      kernel.at = timeline.endAt;
      kernel.turn();
      if (effects.count !== 0) this.#perform();
      if (atThisClose && venue.resting !== 0) this.#matchClose();
      if (!inStep) recorder.push(account.equity, valuer.holding);
      seen += timeline.count;
    }
    if (inStep) recorder.recordUntil(kernel.slices);
    recorder.watch();
    this.barsDone += seen;
  }

  // These read the instant again: as an argument of theirs it would be an object for every slice.

  #expire(): void {
    const { venue, timeline } = this.#parts;
    venue.expire(timeline.startAt);
  }

  #rollLossDay(): void {
    const { kernel, timeline } = this.#parts;
    kernel.valuer.rollLossDay(timeline.startAt);
  }

  /** Opens of all symbols come before the range of any: cash is used in the order of time. */
  #match(): void {
    const { venue, timeline, recorder, kernel } = this.#parts;
    recorder.fillSlice = kernel.slices;
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

  /** The slice of the turn that is just over ends after its fills. */
  #matchClose(): void {
    const { kernel, venue, timeline, recorder } = this.#parts;
    recorder.fillSlice = kernel.slices - 1;
    for (const { slot, index } of timeline.bars) venue.matchClose(slot, index);
    kernel.valuer.revalue();
  }
}
