import type { ClientOrderId, OrderReportKind } from '@tradewright/core';
import type { BrokerBench } from './broker-bench.js';
import type { Clause, ClauseTools } from './run-contract.js';

/** Clauses about orders that depend on others. */
export type BrokerLinkedClause =
  | 'replace'
  | 'idempotent-replace'
  | 'replace-unknown'
  | 'replace-finished'
  | 'legs-held'
  | 'sibling-canceled';

/** Replacements and groups: what a broker must do with orders that depend on others. */
export const brokerLinkedClauses: Readonly<Record<BrokerLinkedClause, Clause<BrokerBench>>> = {
  replace: {
    title: 'puts an order in the place of another one, and says of that one that it is replaced',
    async check(bench, tools) {
      const old = bench.order(0);
      await tools.within(bench.broker.submitOrder(old));
      const next = bench.replacement(1, old);
      const { outcome } = await tools.within(bench.broker.replaceOrder(next));
      tools.expect(outcome).toBe('accepted');
      tools.expect(await becomes(bench, tools, [old.clientOrderId, 'replaced'])).toBe('replaced');
      tools.expect(await becomes(bench, tools, [next.clientOrderId, 'accepted'])).toBe('accepted');
    },
  },
  'idempotent-replace': {
    title: 'replaces an order once, however often the same replacement is sent',
    async check({ broker, order, replacement, opened }, { expect, within }) {
      const old = order(0);
      await within(broker.submitOrder(old));
      const first = await within(broker.replaceOrder(replacement(1, old)));
      const before = await opened();
      const second = await within(broker.replaceOrder(replacement(1, old)));
      expect(second.outcome).toBe('accepted');
      const names = [first, second].map((one) => 'report' in one && one.report.brokerOrderId);
      expect(names[1]).toBe(names[0]);
      expect(await opened()).toBe(before);
    },
  },
  'replace-unknown': {
    title: 'refuses to replace an order that it does not know, and opens nothing',
    async check({ broker, order, replacement, opened }, { expect, within }) {
      const { outcome } = await within(broker.replaceOrder(replacement(1, order(0))));
      expect(outcome).toBe('rejected');
      expect(await opened()).toBe(0);
    },
  },
  'replace-finished': {
    title: 'refuses to replace an order that is finished, and leaves that one as it is',
    async check(bench, tools) {
      const { broker } = bench;
      const { expect, within } = tools;
      const old = bench.order(0);
      await within(broker.submitOrder(old));
      await within(broker.cancelOrder(old.clientOrderId));
      expect(await becomes(bench, tools, [old.clientOrderId, 'canceled'])).toBe('canceled');
      const before = await bench.opened();
      const { outcome } = await within(broker.replaceOrder(bench.replacement(1, old)));
      expect(outcome).toBe('rejected');
      expect((await within(broker.findOrder(old.clientOrderId)))?.kind).toBe('canceled');
      expect(await bench.opened()).toBe(before);
    },
  },
  'legs-held': {
    title: 'holds the exits of a group until the entry is filled, and works them from then on',
    async check(bench, tools) {
      const entry = bench.bracket(0);
      await tools.within(bench.broker.submitOrder(entry));
      for (const { clientOrderId } of entry.details.legs) {
        tools.expect(await becomes(bench, tools, [clientOrderId, 'held'])).toBe('held');
      }
      await bench.fill(entry);
      for (const { clientOrderId } of entry.details.legs) {
        tools.expect(await becomes(bench, tools, [clientOrderId, 'accepted'])).toBe('accepted');
      }
    },
  },
  'sibling-canceled': {
    title: 'cancels one exit of a group when the other one is filled',
    async check(bench, tools) {
      const entry = bench.bracket(0);
      await tools.within(bench.broker.submitOrder(entry));
      await bench.fill(entry);
      const [takeProfit, ...siblings] = entry.details.legs;
      if (takeProfit !== undefined) await bench.fill(takeProfit);
      tools.expect(siblings.length).toBe(1);
      for (const { clientOrderId } of siblings) {
        tools.expect(await becomes(bench, tools, [clientOrderId, 'canceled'])).toBe('canceled');
      }
    },
  },
};

/** Waits until the broker says this of an order; returns what it says at last. */
export async function becomes(
  { broker }: BrokerBench,
  { within, eventually }: ClauseTools,
  [id, kind]: readonly [ClientOrderId, OrderReportKind],
): Promise<OrderReportKind | undefined> {
  const ask = () => within(broker.findOrder(id));
  return (await eventually(ask, (report) => report?.kind === kind))?.kind;
}
