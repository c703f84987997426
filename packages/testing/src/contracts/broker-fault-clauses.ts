import type { ApprovedOrder, OrderReport } from '@tradewright/core';
import type { BrokerBench } from './broker-bench.js';
import { becomes } from './broker-linked-clauses.js';
import type { Clause, ClauseTools } from './run-contract.js';
import { openReader } from './stream-reader.js';

/** Clauses about what must hold although something went wrong. */
export type BrokerFaultClause = 'lost-reply' | 'execution-id' | 'cumulative' | 'bust';

/** What can be relied on when answers are lost, reports are repeated and executions taken back. */
export const brokerFaultClauses: Readonly<Record<BrokerFaultClause, Clause<BrokerBench>>> = {
  'lost-reply': {
    title: 'tells the fate of an order by its id when the answer to its sending was lost',
    async check(bench, tools) {
      const { expect, within } = tools;
      bench.mishap('replyLost');
      const lost = await within(bench.broker.submitOrder(bench.order(0)));
      expect(lost.outcome).toBe('unknown');
      const { clientOrderId } = bench.order(0);
      expect(await becomes(bench, tools, [clientOrderId, 'accepted'])).toBe('accepted');
      expect(await bench.opened()).toBe(1);
    },
  },
  'execution-id': {
    title: 'names an execution alike however often it is told, and no other the same',
    async check(bench, tools) {
      bench.mishap('reportRepeated');
      const [one, other] = [bench.order(0), bench.order(1)];
      const fills = await reportsOf(bench, tools, {
        send: [one, other],
        until: (seen) => {
          const repeated = seen.filter((report) => isFillOf(report, one));
          return repeated.length >= 2 && seen.some((report) => isFillOf(report, other));
        },
      });
      const namesOf = (order: ApprovedOrder): readonly unknown[] =>
        fills.filter((report) => isFillOf(report, order)).map((each) => each.fill?.executionId);
      const [name] = namesOf(one);
      tools.expect(typeof name).toBe('string');
      tools.expect(namesOf(one)).toEqual(namesOf(one).map(() => name));
      tools.expect(namesOf(other).includes(name)).toBe(false);
    },
  },
  cumulative: {
    title: 'never counts less as filled than before, unless an execution is taken back',
    async check(bench, tools) {
      const [order, other] = [bench.order(0, 2), bench.order(1)];
      const seen = await reportsOf(bench, tools, {
        send: [order, other],
        until: (all) => all.some((report) => isFillOf(report, other)),
      });
      const counts = inOrder(seen, order).map((report) => Number(report.cumulativeQuantity));
      tools.expect(counts).toEqual([...counts].sort((a, b) => a - b));
      tools.expect(counts.at(-1)).toBe(2);
    },
  },
  bust: {
    title: 'names the execution that it takes back, and counts its quantity as filled no more',
    async check(bench, tools) {
      bench.mishap('busted');
      const order = bench.order(0, 2);
      const seen = await reportsOf(bench, tools, {
        send: [order],
        until: (all) => all.some((report) => report.kind === 'busted'),
      });
      const fill = seen.find((report) => isFillOf(report, order));
      const bust = seen.find((report) => report.kind === 'busted');
      tools.expect(bust?.executionRef).toBe(fill?.fill?.executionId);
      tools.expect(Number(bust?.cumulativeQuantity)).toBe(0);
    },
  },
};

function isFillOf({ kind, clientOrderId }: OrderReport, order: ApprovedOrder): boolean {
  return kind === 'fill' && clientOrderId === order.clientOrderId;
}

/** Reports of an order by the broker's stamps; those of one instant as they came. */
function inOrder(reports: readonly OrderReport[], order: ApprovedOrder): readonly OrderReport[] {
  return reports
    .filter((report) => report.clientOrderId === order.clientOrderId)
    .sort((a, b) => a.reportedAt - b.reportedAt);
}

/** Sends orders, has them filled one after the other, and reads what is said until it is enough. */
async function reportsOf(
  { broker, orderUpdates, fill }: BrokerBench,
  tools: ClauseTools,
  wanted: {
    readonly send: readonly ApprovedOrder[];
    readonly until: (seen: readonly OrderReport[]) => boolean;
  },
): Promise<readonly OrderReport[]> {
  const { signal } = new AbortController();
  const reader = openReader(orderUpdates.updates(undefined, signal), tools);
  for (const order of wanted.send) await tools.within(broker.submitOrder(order));
  for (const order of wanted.send) await fill(order);
  const seen: OrderReport[] = [];
  await reader.takeUntil((update) => {
    if (update.kind === 'report') seen.push(update.report);
    return wanted.until(seen);
  });
  await reader.leave();
  return seen;
}
