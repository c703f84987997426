import { type OrderReport, type OrderReportKind, OrderState } from '@tradewright/core';
import { applyReport } from '@tradewright/kernel';
import { KernelUnderTest } from '../../../test/kernel-under-test.js';

/** What may happen next; which order or report is meant follows from the numbers. */
export interface ChainStep {
  readonly what: 'fill' | 'bust' | 'replace' | 'decide' | 'cancel' | 'poll' | 'deliver';
  readonly size: number;
  readonly cents: number;
}

interface Execution {
  readonly id: string;
  readonly units: number;
  busted: boolean;
}

/** An order as the broker has it. */
interface Kept {
  readonly order: OrderState;
  readonly executions: Execution[];
  leaves: number;
  state: 'coming' | 'live' | 'over';
}

/**
 * The truth about one purchase and what replaced it, at a broker whose reports arrive late, in any
 * order and twice. The broker carries the filled quantity over: what an order filled after the
 * change was decided, its successor may not fill any more.
 */
export class ChainBroker {
  readonly under = new KernelUnderTest({ cash: 1_000_000 });
  readonly kept: Kept[] = [];
  /** Most that was ever asked for, over the whole chain. */
  promised = 10;
  readonly #pending: OrderReport[] = [];
  #clock = 0;
  #executions = 0;

  constructor() {
    this.#take(this.under.submit(request(10)), 'live');
    this.#say(this.#live, 'accepted');
  }

  get #live(): Kept {
    return this.kept.findLast(({ state }) => state !== 'coming') as Kept;
  }

  get #coming(): Kept | undefined {
    return this.kept.find(({ state }) => state === 'coming');
  }

  step({ what, size, cents }: ChainStep): void {
    const live = this.#live;
    if (what === 'deliver') this.deliver(size);
    else if (what === 'replace') this.#replace(size, cents);
    else if (what === 'decide') this.#decide(size % 3 !== 0);
    else if (what === 'bust') this.#bust(size);
    else if (what === 'poll') this.#say(live, live.state === 'live' ? 'accepted' : 'held');
    else if (what === 'fill' && live.state === 'live')
      this.#fill(live, Math.min(live.leaves, size));
    else if (what === 'cancel' && live.state === 'live') {
      this.under.kernel.cancel(live.order);
      [live.state, live.leaves] = ['over', 0];
      this.#say(live, 'canceled');
    }
  }

  /** One report arrives, perhaps not for the last time. */
  deliver(place: number): void {
    const { length } = this.#pending;
    if (length === 0) return;
    const i = place % length;
    applyReport(this.under.kernel, this.#pending[i] as OrderReport);
    if (place % 4 !== 0) this.#pending.splice(i, 1);
  }

  settle(): void {
    while (this.#coming !== undefined) this.#decide(true);
    while (this.#pending.length > 0) this.deliver(1);
  }

  filledOf({ executions }: Kept): number {
    return executions.reduce((sum, { units, busted }) => sum + (busted ? 0 : units), 0);
  }

  /** Filled and paid, and what may be at worst: by the order that lives, then by its successor. */
  get worst(): { readonly units: number; readonly cash: number } {
    const filled = this.kept.reduce((sum, each) => sum + this.filledOf(each), 0);
    const paid = this.kept.reduce((sum, each) => sum + this.filledOf(each) * pay(each), 0);
    const live = this.#live;
    const coming = this.#coming;
    const [left, next] = [live.leaves, coming === undefined ? 0 : this.#successorLeaves(coming)];
    const cost = (late: number): number =>
      late * pay(live) + Math.max(0, next - late) * pay(coming);
    return {
      units: filled + Math.max(left, next),
      cash: paid + Math.max(cost(0), cost(Math.min(left, next)), cost(left)),
    };
  }

  #take(order: OrderState, state: Kept['state']): void {
    this.under.kernel.effects.count = 0;
    const leaves = order.intent.quantityUnits;
    this.kept.push({ order, executions: [], leaves, state });
  }

  #replace(size: number, cents: number): void {
    const last = this.kept.at(-1) as Kept;
    const change = { quantity: 5 + size, limitPrice: 90 + cents };
    let next: unknown;
    this.under.turn([100, 50], (context) => {
      next = context.replace(last.order, change);
    });
    if (!(next instanceof OrderState) || next.status === 'denied') return;
    this.#take(next, 'coming');
    const before = last.order.intent.details.chainFilledUnits;
    this.promised = Math.max(this.promised, before + change.quantity);
  }

  #successorLeaves({ order }: Kept): number {
    const { quantityUnits, details } = order.intent;
    let before = 0;
    for (let one = details.replaces; one !== undefined; one = one.details.replaces) {
      const kept = this.kept.find((each) => each.order.intent === one);
      before += kept === undefined ? 0 : this.filledOf(kept);
    }
    return Math.max(0, quantityUnits - Math.max(0, before - details.chainFilledUnits));
  }

  /** Takes the change, or refuses it: always when the order is over or nothing would be left. */
  #decide(willing: boolean): void {
    const coming = this.#coming;
    if (coming === undefined) return;
    const live = this.#live;
    const leaves = this.#successorLeaves(coming);
    if (!willing || live.state !== 'live' || live.leaves === 0 || leaves === 0) {
      [coming.state, coming.leaves] = ['over', 0];
      // The order in front of it stays the one that lives.
      this.kept.splice(this.kept.indexOf(coming), 1);
      this.kept.unshift(coming);
      this.#say(coming, 'rejected');
      return;
    }
    [live.state, live.leaves] = ['over', 0];
    [coming.state, coming.leaves] = ['live', leaves];
    this.#say(live, 'replaced');
    this.#say(coming, 'accepted');
  }

  #fill(kept: Kept, units: number): void {
    if (units === 0) return;
    const execution = { id: `x${this.#executions++}`, units, busted: false };
    kept.executions.push(execution);
    kept.leaves -= units;
    this.#say(kept, 'fill', { fill: this.#reported(kept, execution) });
  }

  #bust(size: number): void {
    const open = this.kept.flatMap((kept) =>
      kept.executions.filter(({ busted }) => !busted).map((execution) => ({ kept, execution })),
    );
    const chosen = open[size % Math.max(1, open.length)];
    if (chosen === undefined) return;
    const { kept, execution } = chosen;
    execution.busted = true;
    // What is not filled after all goes back to the order that lives.
    const live = this.#live;
    if (live.state === 'live') live.leaves = this.#successorLeaves(live) - this.filledOf(live);
    this.#say(kept, 'busted', { executionRef: execution.id });
  }

  #reported({ order }: Kept, { id, units }: Execution): OrderReport['fill'] {
    const price = String(order.intent.limitUnits / 100);
    const filledAt = this.#clock;
    return { executionId: id, quantity: String(units), price, fee: '0', filledAt };
  }

  #say(kept: Kept, kind: OrderReportKind, more: Partial<OrderReport> = {}): void {
    const { clientOrderId, symbol, side } = kept.order;
    const reportedAt = this.#clock++;
    const cumulativeQuantity = String(this.filledOf(kept));
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

function pay(kept: Kept | undefined): number {
  return (kept?.order.intent.limitUnits ?? 0) / 100;
}

function request(quantity: number) {
  return { symbol: 'A', side: 'buy', quantity, type: 'limit', limitPrice: 100 } as const;
}
