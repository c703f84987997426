import {
  type OrderReport,
  type OrderReportKind,
  type OrderRequest,
  OrderState,
} from '@tradewright/core';
import { applyReport } from '@tradewright/kernel';
import { KernelUnderTest } from '../../../test/kernel-under-test.js';

/** What may happen next; which order or report is meant follows from the number. */
export interface GroupStep {
  readonly what: 'enter' | 'exit' | 'end' | 'replace' | 'decide' | 'poll' | 'deliver';
  readonly size: number;
}

interface Kept {
  readonly order: OrderState;
  filled: number;
  state: 'coming' | 'live' | 'over';
}

/**
 * The truth about one group of a single symbol, at a broker whose reports arrive late, in any order
 * and twice. Exits fill at most what the entry has filled, all together; one that is canceled takes
 * the others with it; an entry that is canceled leaves exits for what it has filled.
 */
export class GroupBroker {
  readonly under = new KernelUnderTest({ cash: 1_000_000 });
  readonly kept: Kept[];
  readonly total: number;
  readonly #pending: OrderReport[] = [];
  #clock = 0;
  #executions = 0;

  constructor(request: OrderRequest) {
    const order = this.under.submit(request);
    if (order.status === 'denied') throw new Error(order.refusals[0]?.message);
    this.total = order.intent.quantityUnits;
    this.kept = [order, ...order.legs].map((each) => ({
      order: each,
      filled: 0,
      state: 'live',
    }));
    for (const each of this.kept) this.#say(each, this.#isExit(each) ? 'held' : 'accepted');
  }

  get entry(): Kept | undefined {
    return this.kept.find((each) => !this.#isExit(each));
  }

  get exits(): readonly Kept[] {
    return this.kept.filter((each) => this.#isExit(each));
  }

  /** What the exits may fill in all; without an entry the position is there. */
  get entered(): number {
    return this.entry === undefined ? this.total : this.entry.filled;
  }

  get exited(): number {
    return this.exits.reduce((sum, { filled }) => sum + filled, 0);
  }

  step({ what, size }: GroupStep): void {
    const { entry } = this;
    const live = this.exits.filter(({ state }) => state === 'live');
    const exit = live[size % Math.max(1, live.length)];
    if (what === 'deliver') this.deliver(size);
    else if (what === 'poll') for (const each of this.kept) this.#say(each, 'held');
    else if (what === 'enter' && entry?.state === 'live') {
      this.#fill(entry, Math.min(size, this.total - entry.filled));
    } else if (what === 'exit' && exit !== undefined) {
      this.#fill(exit, Math.min(size, this.entered - this.exited));
    } else if (what === 'replace' && exit !== undefined) this.#replace(exit);
    else if (what === 'decide') this.#decide(size % 3 !== 0);
    else if (what === 'end') this.#end(size);
  }

  deliver(place: number): void {
    const { length } = this.#pending;
    if (length === 0) return;
    const i = place % length;
    applyReport(this.under.kernel, this.#pending[i] as OrderReport);
    if (place % 4 !== 0) this.#pending.splice(i, 1);
  }

  settle(): void {
    while (this.kept.some(({ state }) => state === 'coming')) this.#decide(true);
    while (this.#pending.length > 0) this.deliver(1);
  }

  #isExit({ order }: Kept): boolean {
    return order.intent.details.leg !== undefined;
  }

  #fill(kept: Kept, units: number): void {
    if (units === 0) return;
    kept.filled += units;
    const filledAt = this.#clock;
    const executionId = `x${this.#executions++}`;
    const fill = { executionId, quantity: String(units), price: '100', fee: '0', filledAt };
    this.#say(kept, 'fill', { fill });
    if (!this.#isExit(kept)) {
      if (kept.filled === this.total) kept.state = 'over';
    } else if (this.exited === this.entered && this.entry?.state !== 'live') this.#endExits();
  }

  #end(size: number): void {
    const { entry } = this;
    if (size % 2 === 0 && entry?.state === 'live') {
      entry.state = 'over';
      this.#say(entry, 'canceled');
      if (this.exited === this.entered) this.#endExits();
    } else if (entry?.state !== 'live') this.#endExits();
  }

  #endExits(): void {
    for (const exit of this.exits) {
      if (exit.state === 'over') continue;
      this.#say(exit, exit.state === 'coming' ? 'rejected' : 'canceled');
      exit.state = 'over';
    }
  }

  #replace(exit: Kept): void {
    const { order } = exit;
    const change = order.type === 'limit' ? { limitPrice: 118 } : { stopPrice: 82 };
    let next: unknown;
    this.under.turn([100, 50], (context) => {
      next = context.replace(order, change);
    });
    this.under.kernel.effects.count = 0;
    if (!(next instanceof OrderState) || next.status === 'denied') return;
    this.kept.push({ order: next, filled: 0, state: 'coming' });
  }

  #decide(willing: boolean): void {
    const coming = this.kept.find(({ state }) => state === 'coming');
    if (coming === undefined) return;
    const { replaces } = coming.order.intent.details;
    const parent = this.kept.find(({ order }) => order.intent === replaces) as Kept;
    if (!willing || parent.state !== 'live') {
      coming.state = 'over';
      this.#say(coming, 'rejected');
      return;
    }
    [parent.state, coming.state] = ['over', 'live'];
    this.#say(parent, 'replaced');
    this.#say(coming, 'accepted');
  }

  #say(kept: Kept, kind: OrderReportKind, more: Partial<OrderReport> = {}): void {
    const { clientOrderId, symbol, side } = kept.order;
    const reportedAt = this.#clock++;
    const cumulativeQuantity = String(kept.filled);
    this.#pending.push({
      clientOrderId,
      symbol,
      side,
      kind,
      reportedAt,
      cumulativeQuantity,
      ...more,
    });
  }
}
