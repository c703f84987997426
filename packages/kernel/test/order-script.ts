import {
  type ClientOrderId,
  MalformedOrder,
  type OrderChange,
  type OrderReport,
  type OrderReportKind,
  type OrderRequest,
  OrderState,
  type OrderView,
} from '@tradewright/core';
import { applyReport, type ReportOutcome } from '@tradewright/kernel';
import { KernelUnderTest } from '../../../test/kernel-under-test.js';

/** What FIX says and a broker's report here does not, with the reason. */
export const noCounterpart = {
  pendingNew: 'an order that was sent is pending until something is known of it',
  pendingCancel: 'that a cancel is on its way is our own knowledge: cancelRequested',
  pendingReplace: 'that a change is on its way is our own knowledge: replaceRequested',
  cancelReject: 'a cancel that comes to nothing changes no fact of the order',
  doneForDay: 'a pause: a day order that is over is expired, another one works on',
  restated: 'terms of an order do not change in place; a split makes new orders of its own',
  suspended: 'a pause of the market, not of the order',
  stopped: 'a promise of a price is no fill',
  statusRequest: 'what the broker answers to a question is a report like any other',
  sameIdAgain: 'ids are derived: one decision is one order, whatever is sent twice',
} as const;

export type NoCounterpart = keyof typeof noCounterpart;

const buy = { symbol: 'A', side: 'buy', type: 'limit', limitPrice: 100 } as const;
const kinds: readonly string[] = [
  'accepted',
  'held',
  'canceled',
  'expired',
  'replaced',
  'rejected',
];

/**
 * Plays one row of a table, step by step, in a language of a few words: the name of an order and
 * what happens to it. `x submit 10 ioc`, `y replace x 12`, `x cancel` are requests; `x accepted`,
 * `x fill 2 e1`, `x bust e1`, `x correct e1 3 e2`, `x external 10` are reports; `x again` is the
 * last report of it once more, and `- pendingCancel` something without a counterpart.
 */
export class OrderScript {
  readonly under = new KernelUnderTest();
  outcome: ReportOutcome | undefined = undefined;
  readonly #orders = new Map<string, OrderView>();
  readonly #last = new Map<string, OrderReport>();
  readonly #fills = new Map<string, { readonly order: string; readonly quantity: number }>();
  #executions = 0;
  #at = 0;

  play(step: string): void {
    const [name = '', verb = '', ...words] = step.split(' ');
    this.#at++;
    if (name === '-') return;
    if (verb === 'submit') this.#submit(name, words);
    else if (verb === 'replace') this.#replace(name, words);
    else if (verb === 'cancel') this.under.kernel.cancel(this.#find(name));
    else this.#report(name, verb, words);
  }

  /** Status, filled/left, and what was filled before on orders that it replaces. */
  show(name: string): string {
    const order = this.#find(name);
    if (!(order instanceof OrderState)) {
      return order instanceof MalformedOrder
        ? `refused ${order.refusals[0]?.code ?? ''}`
        : 'unknown';
    }
    const { status, cumulativeUnits, leavesUnits } = order;
    const before = this.#filledBefore(order);
    return `${status} ${cumulativeUnits}/${leavesUnits}${before === 0 ? '' : `+${before}`}`;
  }

  #filledBefore(order: OrderState): number {
    let total = 0;
    let { replaces } = order.intent.details;
    while (replaces !== undefined) {
      total += this.under.kernel.orders.find(replaces.sequence)?.filledUnits ?? 0;
      ({ replaces } = replaces.details);
    }
    return total;
  }

  #find(name: string): OrderView {
    const order = this.#orders.get(name);
    if (order === undefined) throw new Error(`no order ${name}`);
    return order;
  }

  #submit(name: string, [size = '', life = 'day']: readonly string[]): void {
    const amount = size.startsWith('$') ? { notional: size.slice(1) } : { quantity: size };
    const request = { ...buy, ...amount, timeInForce: life } as OrderRequest;
    this.under.turn([100, 50], (context) => {
      this.#orders.set(name, context.submit(request));
    });
  }

  #replace(name: string, [parent = '', size]: readonly string[]): void {
    const change: OrderChange = size === undefined ? { limitPrice: 99 } : { quantity: size };
    this.under.turn([100, 50], (context) => {
      this.#orders.set(name, context.replace(this.#find(parent), change));
    });
  }

  #report(name: string, verb: string, words: readonly string[]): void {
    const report = verb === 'again' ? this.#last.get(name) : this.#makeReport(name, verb, words);
    if (report === undefined) throw new Error(`nothing was reported of ${name}`);
    this.#last.set(name, report);
    const { kernel } = this.under;
    this.outcome = applyReport(kernel, report);
    const known = kernel.orders.findById(report.clientOrderId);
    if (known !== undefined) this.#orders.set(name, known);
  }

  #makeReport(name: string, verb: string, words: readonly string[]): OrderReport {
    const external = verb === 'external';
    const order = external ? undefined : this.#find(name);
    const head = {
      clientOrderId: order?.clientOrderId ?? (`elsewhere-${name}` as ClientOrderId),
      symbol: 'A',
      side: 'buy' as const,
      reportedAt: this.#at,
    };
    if (external) {
      const [quantity = ''] = words;
      return { ...head, kind: 'accepted', cumulativeQuantity: '0', quantity };
    }
    const facts = this.#facts(name, verb, words);
    return { ...head, ...facts, cumulativeQuantity: String(this.#cumulative(name)) };
  }

  #facts(
    name: string,
    verb: string,
    words: readonly string[],
  ): Partial<OrderReport> & {
    readonly kind: OrderReportKind;
  } {
    if (kinds.includes(verb)) return { kind: verb as OrderReportKind };
    if (verb === 'fill') {
      const [quantity = '', execution] = words;
      return { kind: 'fill', fill: this.#fill(name, quantity, execution) };
    }
    const [executionRef = '', quantity, execution] = words;
    this.#fills.delete(executionRef);
    if (verb === 'bust') return { kind: 'busted', executionRef };
    if (verb !== 'correct' || quantity === undefined) throw new Error(`no step ${verb}`);
    return { kind: 'corrected', executionRef, fill: this.#fill(name, quantity, execution) };
  }

  #fill(name: string, quantity: string, execution?: string): OrderReport['fill'] {
    const executionId = execution ?? `auto-${this.#executions++}`;
    this.#fills.set(executionId, { order: name, quantity: Number(quantity) });
    return { executionId, quantity, price: '100', fee: '0', filledAt: this.#at };
  }

  #cumulative(name: string): number {
    const fills = [...this.#fills.values()].filter(({ order }) => order === name);
    return fills.reduce((total, { quantity }) => total + quantity, 0);
  }
}
