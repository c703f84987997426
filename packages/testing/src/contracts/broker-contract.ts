import type { Broker } from '@tradewright/core';
import type { BrokerBench } from './broker-bench.js';
import { type BrokerFaultClause, brokerFaultClauses } from './broker-fault-clauses.js';
import { type BrokerLinkedClause, brokerLinkedClauses } from './broker-linked-clauses.js';
import { type Clause, type ContractOptions, runContract } from './run-contract.js';
import type { TestRunner } from './test-runner.js';

/** The clauses of the broker contract. */
export type BrokerClause = BrokerOrderClause | BrokerLinkedClause | BrokerFaultClause;

export type BrokerOrderClause =
  | 'accepts'
  | 'refuses'
  | 'idempotent-submit'
  | 'concurrent-submit'
  | 'idempotent-refusal'
  | 'conflict'
  | 'find-known'
  | 'find-unknown'
  | 'cancel'
  | 'cancel-twice'
  | 'cancel-refused'
  | 'cancel-unknown'
  | 'aborted-submit'
  | 'submit-after-close'
  | 'close-twice';

const orderClauses: Readonly<Record<BrokerOrderClause, Clause<BrokerBench>>> = {
  accepts: {
    title: 'answers an order that it takes with a report of it',
    async check({ broker, order, opened }, { expect, within }) {
      const wanted = order(0);
      const submission = await within(broker.submitOrder(wanted));
      expect(submission.outcome).toBe('accepted');
      const report = 'report' in submission ? submission.report : undefined;
      expect(report?.clientOrderId).toBe(wanted.clientOrderId);
      expect(report?.symbol).toBe(wanted.symbol);
      expect(report?.side).toBe(wanted.side);
      expect(await opened()).toBe(1);
    },
  },
  refuses: {
    title: 'answers an order that it refuses with the reason, as a value',
    async check({ broker, refusedOrder, opened }, { expect, within }) {
      const submission = await within(broker.submitOrder(refusedOrder()));
      expect(submission.outcome).toBe('rejected');
      const report = 'report' in submission ? submission.report : undefined;
      expect(report?.kind).toBe('rejected');
      expect(typeof report?.reason?.code).toBe('string');
      expect(await opened()).toBe(0);
    },
  },
  'idempotent-submit': {
    title: 'opens one order however often it is sent, and answers with the first report',
    async check({ broker, order, opened }, { expect, within }) {
      const first = await within(broker.submitOrder(order(0)));
      const second = await within(broker.submitOrder(order(0)));
      expect(second.outcome).toBe('accepted');
      expect(brokerOrderIdOf(second)).toBe(brokerOrderIdOf(first));
      expect(await opened()).toBe(1);
    },
  },
  'concurrent-submit': {
    title: 'opens one order when it is sent twice at the same time',
    async check({ broker, order, opened }, { expect, within }) {
      const both = [broker.submitOrder(order(0)), broker.submitOrder(order(0))];
      await within(Promise.all(both));
      expect(await opened()).toBe(1);
    },
  },
  'idempotent-refusal': {
    title: 'refuses a refused order again',
    async check({ broker, refusedOrder, opened }, { expect, within }) {
      await within(broker.submitOrder(refusedOrder()));
      const second = await within(broker.submitOrder(refusedOrder()));
      expect(second.outcome).toBe('rejected');
      expect(await opened()).toBe(0);
    },
  },
  conflict: {
    title: 'answers another order under a known id with a conflict, and opens nothing',
    async check({ broker, order, opened }, { expect, within }) {
      await within(broker.submitOrder(order(0, 1)));
      const second = await within(broker.submitOrder(order(0, 2)));
      expect(second.outcome).toBe('conflict');
      expect(await opened()).toBe(1);
    },
  },
  'find-known': {
    title: 'finds an order by its client order id, as often as it is asked',
    async check({ broker, order }, { expect, within }) {
      const [one, other] = [order(0), order(1)];
      await within(broker.submitOrder(one));
      await within(broker.submitOrder(other));
      for (const { clientOrderId } of [one, other, one]) {
        const report = await within(broker.findOrder(clientOrderId));
        expect(report?.clientOrderId).toBe(clientOrderId);
      }
    },
  },
  'find-unknown': {
    title: 'answers undefined for an id that it does not know',
    async check({ broker, order }, { expect, within }) {
      await within(broker.submitOrder(order(0)));
      expect(await within(broker.findOrder(order(1).clientOrderId))).toBe(undefined);
    },
  },
  cancel: {
    title: 'cancels an order that it works, and no other',
    async check({ broker, order }, { expect, within, eventually }) {
      const [one, other] = [order(0), order(1)];
      await within(broker.submitOrder(one));
      await within(broker.submitOrder(other));
      expect(await within(broker.cancelOrder(one.clientOrderId))).toBe('requested');
      const ask = () => within(broker.findOrder(one.clientOrderId));
      const canceled = await eventually(ask, (report) => report?.kind === 'canceled');
      expect(canceled?.kind).toBe('canceled');
      expect((await within(broker.findOrder(other.clientOrderId)))?.kind).toBe('accepted');
    },
  },
  'cancel-twice': {
    title: 'takes a second cancellation as the first',
    async check({ broker, order }, { expect, within, eventually }) {
      const { clientOrderId } = order(0);
      await within(broker.submitOrder(order(0)));
      await within(broker.cancelOrder(clientOrderId));
      const ask = () => within(broker.findOrder(clientOrderId));
      await eventually(ask, (report) => report?.kind === 'canceled');
      expect(await within(broker.cancelOrder(clientOrderId))).toBe('requested');
      expect((await ask())?.kind).toBe('canceled');
    },
  },
  'cancel-refused': {
    title: 'leaves an order alone that was refused, and does not throw',
    async check({ broker, refusedOrder }, { expect, within }) {
      const refused = refusedOrder();
      await within(broker.submitOrder(refused));
      const answer = await within(broker.cancelOrder(refused.clientOrderId));
      expect(['requested', 'unknown'].includes(answer)).toBe(true);
    },
  },
  'cancel-unknown': {
    title: 'does not throw when asked to cancel what it does not know',
    async check({ broker, order }, { expect, within }) {
      const answer = await within(broker.cancelOrder(order(0).clientOrderId));
      expect(['requested', 'unknown'].includes(answer)).toBe(true);
    },
  },
  'aborted-submit': {
    title: 'answers an aborted submit with a value, and says notSent only when it is true',
    async check({ broker, order, opened }, { expect, within }) {
      const gone = new AbortController();
      gone.abort();
      const { outcome } = await within(broker.submitOrder(order(0), gone.signal));
      if (outcome === 'notSent') expect(await opened()).toBe(0);
      if (outcome === 'accepted') expect(await opened()).toBe(1);
      expect(['notSent', 'unknown', 'accepted'].includes(outcome)).toBe(true);
    },
  },
  'submit-after-close': {
    title: 'sends nothing after it was closed, and says so',
    async check({ broker, order, opened }, { expect, within }) {
      await within(broker.close());
      const { outcome } = await within(broker.submitOrder(order(0)));
      expect(outcome).toBe('notSent');
      expect(await opened()).toBe(0);
    },
  },
  'close-twice': {
    title: 'may be closed twice',
    async check({ broker }, { within }) {
      await within(broker.close());
      await within(broker.close());
    },
  },
};

const clauses: Readonly<Record<BrokerClause, Clause<BrokerBench>>> = {
  ...orderClauses,
  ...brokerLinkedClauses,
  ...brokerFaultClauses,
};

function brokerOrderIdOf(submission: Awaited<ReturnType<Broker['submitOrder']>>): unknown {
  return 'report' in submission ? submission.report.brokerOrderId : undefined;
}

/**
 * What every `Broker` must do, one test per clause.
 *
 * @param runner The test functions of Vitest, Jest or the like.
 */
export function brokerContract(
  runner: TestRunner,
  options: ContractOptions<BrokerBench, BrokerClause>,
): void {
  // What `close` must do has clauses of its own.
  const release = ({ broker }: BrokerBench): Promise<void> => broker.close().catch(() => undefined);
  runContract(runner, { port: 'broker', clauses, release }, options);
}
