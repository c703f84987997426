import type { OrderIntent, OrderState, UnixMs } from '@tradewright/core';
import { invariant, orderFact } from '@tradewright/core';
import {
  type BarCursor,
  type FillFacts,
  type Kernel,
  StepTimeline,
  type Timeline,
} from '@tradewright/kernel';
import type { EquityRecorder } from './equity-recorder.js';
import type { AccountDesk } from './margin/account-desk.js';
import type { SimulatedVenue } from './simulated-venue.js';
import type { VenueEnd, VenueSink } from './venue-parts.js';

/** Hands what the venue says straight to the kernel: the synchronous half of "one kernel". */
export class KernelSink implements VenueSink {
  readonly #kernel: Kernel;
  readonly #recorder: EquityRecorder;

  constructor(kernel: Kernel, recorder: EquityRecorder) {
    this.#kernel = kernel;
    this.#recorder = recorder;
  }

  accepted(order: OrderIntent, at: UnixMs): void {
    this.#kernel.accepted(this.#stateOf(order), at);
  }

  held(order: OrderIntent): void {
    this.#kernel.held(this.#stateOf(order));
  }

  filled(order: OrderIntent, fill: FillFacts): void {
    this.#recorder.recordUntil(this.#recorder.fillSlice);
    this.#kernel.filled(this.#stateOf(order), fill);
  }

  ended(order: OrderIntent, { kind, at, reason }: VenueEnd): void {
    const state = this.#stateOf(order);
    if (reason === undefined) this.#kernel.ended(state, orderFact[kind], at);
    else this.#kernel.rejected(state, reason, at);
  }

  #stateOf(order: OrderIntent): OrderState {
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
  /** Some symbols are filled by ticks. Default false. */
  readonly withTicks?: boolean | undefined;
  /** What happens to the account beside orders and fills, where anything does. */
  readonly account?: AccountDesk | undefined;
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
    const { kernel, timeline, recorder } = this.#parts;
    const { effects } = kernel;
    const inRows = timeline instanceof StepTimeline && timeline.isUniform;
    const seen = inRows ? this.#runRows(timeline, bars) : this.#runSlices(bars);
    if (timeline.inStep) recorder.recordUntil(kernel.slices);
    recorder.watch();
    this.barsDone += seen;
    if (seen >= bars) return;
    this.done = true;
    // What was asked for on hearing of the last fills reaches the venue, and rests there.
    if (effects.count !== 0) this.#perform();
  }

  #runSlices(bars: number): number {
    const { kernel, timeline, recorder } = this.#parts;
    const { account, valuer } = kernel;
    let seen = 0;
    while (seen < bars && timeline.advance()) {
      this.#open();
      timeline.show();
      kernel.turnAt = timeline.startAt;
      kernel.at = timeline.endAt;
      kernel.turn();
      this.#close();
      if (!timeline.inStep) recorder.push(account.equity, valuer.holding);
      seen += timeline.count;
    }
    return seen;
  }

  /**
   * The same for rows in step with bars of one length, where most slices have nothing to open and
   * nothing to close: what a slice needs is in locals, and an instant costs an addition.
   */
  #runRows(timeline: StepTimeline, bars: number): number {
    const { kernel, venue, atThisClose, account } = this.#parts;
    const always = atThisClose || account?.watches === true;
    const { effects } = kernel;
    const { book } = venue;
    const { time, periodMs, bars: cursors, nextRow } = timeline;
    const endRow = Math.min(timeline.endRow, nextRow + Math.ceil(bars / cursors.length));
    let wakeAt = this.#wakeAt;
    for (let row = nextRow; row < endRow; row++) {
      const startAt = time[row] as number;
      if (book.resting !== 0 || startAt >= wakeAt) {
        timeline.find(row);
        this.#open();
        wakeAt = this.#wakeAt;
      }
      for (let i = 0; i < cursors.length; i++) (cursors[i] as BarCursor).index = row;
      kernel.turnAt = startAt;
      kernel.at = startAt + periodMs;
      kernel.turn();
      if (effects.count !== 0 || always) this.#close();
    }
    timeline.nextRow = endRow;
    return (endRow - nextRow) * cursors.length;
  }

  /** A slice that starts at or after it has something to open beside orders. */
  get #wakeAt(): UnixMs {
    const { kernel, account } = this.#parts;
    const { nextLossDayAt } = kernel.valuer;
    return account === undefined ? nextLossDayAt : Math.min(nextLossDayAt, account.nextAt);
  }

  /** What happens before the strategy sees the bars of a slice. */
  #open(): void {
    const { kernel, venue, timeline, account, withTicks } = this.#parts;
    const { startAt } = timeline;
    // Ticks between two slices belong to the time before this one: nothing has happened in it yet.
    if (withTicks === true && venue.resting !== 0) this.#matchTicks(startAt);
    if (account !== undefined && startAt >= account.nextAt) {
      // What was asked for since the last close is in the units of then: it goes ahead.
      if (startAt >= account.nextActionAt && kernel.effects.count !== 0) this.#perform();
      account.open(startAt);
    }
    if (startAt >= venue.nextExpiryAt) venue.expire(startAt);
    // What the strategy asks for in a report still belongs to the turn before, as it does live.
    if (venue.resting !== 0) this.#match();
    // Before the bars move on: the opening of the day is the account at the bars before.
    if (startAt >= kernel.valuer.nextLossDayAt) kernel.valuer.rollLossDay(startAt);
  }

  /** What happens after the strategy was asked. */
  #close(): void {
    const { kernel, venue, atThisClose, account } = this.#parts;
    if (kernel.effects.count !== 0) this.#perform();
    if (account !== undefined) account.close();
    if (atThisClose && venue.resting !== 0) this.#matchClose();
  }

  #matchTicks(until: UnixMs): void {
    const { venue, recorder, kernel } = this.#parts;
    recorder.fillSlice = kernel.slices;
    venue.matchTicks(until);
  }

  /** Opens of all symbols come before the range of any: cash is used in the order of time. */
  #match(): void {
    const { venue, timeline, recorder, kernel } = this.#parts;
    recorder.fillSlice = kernel.slices;
    for (let i = 0; i < timeline.count; i++) {
      venue.matchOpen(timeline.slotAt(i), timeline.rowAt(i));
    }
    if (this.#parts.withTicks === true) venue.matchTicks(timeline.endAt);
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
      if (effects.kinds[i] === 'replace') venue.replace(approved, at);
      else venue.accept(approved, at);
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
