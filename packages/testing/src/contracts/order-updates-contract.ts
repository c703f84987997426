import type { ClientOrderId, OrderUpdate, OrderUpdates } from '@tradewright/core';
import { createCountedSignal } from './counted-signal.js';
import { type Clause, type ContractOptions, runContract } from './run-contract.js';
import { openReader } from './stream-reader.js';
import type { TestRunner } from './test-runner.js';

/** A stream of order updates, and the hand that makes something happen. */
export interface OrderUpdatesBench {
  readonly orderUpdates: OrderUpdates;
  /**
   * Makes the broker say something of an order that it said nothing of before, such as accepting
   * it. Resolves with the order's id when the message is on its way to whoever listens.
   */
  readonly happen: () => Promise<ClientOrderId>;
  /** Closes the source, as the host does. */
  readonly close: () => Promise<void>;
}

/** The clauses of the order updates contract. */
export type OrderUpdatesClause =
  | 'delivers'
  | 'from-now-on'
  | 'resumes'
  | 'two-readers'
  | 'ends-on-abort'
  | 'aborted-before'
  | 'ends-while-busy'
  | 'leaves-no-listener'
  | 'ends-on-close';

const clauses: Readonly<Record<OrderUpdatesClause, Clause<OrderUpdatesBench>>> = {
  delivers: {
    title: 'delivers what happens while it is listened to, with the symbol and a stamp',
    async check({ orderUpdates, happen }, tools) {
      const { signal } = new AbortController();
      const reader = openReader(orderUpdates.updates(undefined, signal), tools);
      const id = await happen();
      const last = (await reader.takeUntil(speaksOf(id))).at(-1);
      const report = last?.kind === 'report' ? last.report : undefined;
      tools.expect(report?.clientOrderId).toBe(id);
      tools.expect(typeof report?.symbol).toBe('string');
      tools.expect(Number.isFinite(report?.reportedAt)).toBe(true);
      await reader.leave();
    },
  },
  'from-now-on': {
    title: 'begins with what happens next when it is given no cursor',
    async check({ orderUpdates, happen }, tools) {
      const before = await happen();
      const { signal } = new AbortController();
      const reader = openReader(orderUpdates.updates(undefined, signal), tools);
      const after = await happen();
      const taken = await reader.takeUntil(speaksOf(after));
      tools.expect(taken.some(speaksOf(before))).toBe(false);
      tools.expect(taken.some(speaksOf(after))).toBe(true);
      await reader.leave();
    },
  },
  resumes: {
    title: 'delivers after a cursor what happened while nobody listened',
    async check({ orderUpdates, happen }, tools) {
      const { signal } = new AbortController();
      const first = openReader(orderUpdates.updates(undefined, signal), tools);
      const seen = await happen();
      const last = (await first.takeUntil(speaksOf(seen))).at(-1);
      await first.leave();
      const missed = await happen();
      const cursor = last?.kind === 'report' ? last.cursor : undefined;
      tools.expect(typeof cursor).toBe('string');
      const second = openReader(orderUpdates.updates(cursor, signal), tools);
      tools.expect((await second.takeUntil(speaksOf(missed))).some(speaksOf(missed))).toBe(true);
      await second.leave();
    },
  },
  'two-readers': {
    title: 'tells every reader everything',
    async check({ orderUpdates, happen }, tools) {
      const { signal } = new AbortController();
      const open = () => openReader(orderUpdates.updates(undefined, signal), tools);
      const readers = [open(), open()];
      const id = await happen();
      for (const reader of readers) {
        tools.expect((await reader.takeUntil(speaksOf(id))).some(speaksOf(id))).toBe(true);
        await reader.leave();
      }
    },
  },
  'ends-on-abort': {
    title: 'ends without an error when the signal is aborted while it waits',
    async check({ orderUpdates }, tools) {
      const { signal, abort } = createCountedSignal();
      const reader = openReader(orderUpdates.updates(undefined, signal), tools);
      abort();
      tools.expect(await reader.take()).toBe(undefined);
    },
  },
  'aborted-before': {
    title: 'ends at once on a signal that was aborted before',
    async check({ orderUpdates }, tools) {
      const { signal, abort } = createCountedSignal();
      abort();
      const reader = openReader(orderUpdates.updates(undefined, signal), tools);
      tools.expect(await reader.take()).toBe(undefined);
    },
  },
  'ends-while-busy': {
    title: 'ends without an error when more happens between the abort and the next question',
    async check({ orderUpdates, happen }, tools) {
      const { signal, abort } = createCountedSignal();
      const reader = openReader(orderUpdates.updates(undefined, signal), tools);
      await happen();
      await reader.take();
      abort();
      await happen();
      // What waited may still come; then it ends.
      tools.expect((await reader.takeUntil(() => false)).length <= 2).toBe(true);
    },
  },
  'leaves-no-listener': {
    title: 'leaves no listener on the signal when the reader leaves',
    async check({ orderUpdates, happen }, tools) {
      const counted = createCountedSignal();
      const reader = openReader(orderUpdates.updates(undefined, counted.signal), tools);
      await happen();
      await reader.take();
      await reader.leave();
      tools.expect(counted.listeners()).toBe(0);
    },
  },
  'ends-on-close': {
    title: 'ends without an error when the source is closed',
    async check({ orderUpdates, close }, tools) {
      const { signal } = new AbortController();
      const reader = openReader(orderUpdates.updates(undefined, signal), tools);
      await close();
      tools.expect(await reader.take()).toBe(undefined);
    },
  },
};

function speaksOf(id: ClientOrderId): (update: OrderUpdate) => boolean {
  return (update) => update.kind === 'report' && update.report.clientOrderId === id;
}

/**
 * What every `OrderUpdates` must do, one test per clause.
 *
 * @param runner The test functions of Vitest, Jest or the like.
 */
export function orderUpdatesContract(
  runner: TestRunner,
  options: ContractOptions<OrderUpdatesBench, OrderUpdatesClause>,
): void {
  const release = ({ close }: OrderUpdatesBench): Promise<void> => close().catch(() => undefined);
  runContract(runner, { port: 'order updates', clauses, release }, options);
}
