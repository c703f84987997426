import {
  type Broker,
  createVirtualClock,
  nextTurn,
  type OrderReport,
  type OrderUpdates,
  type Submission,
} from '@tradewright/core';
import { describe, expect, it } from 'vitest';
import {
  type BrokerBench,
  type BrokerClause,
  brokerContract,
  type ScriptedBroker,
} from '../src/index.js';
import { runSuite } from './failing-clauses.js';
import { type GroupRules, scriptedBrokerBench, withGroups } from './scripted-broker-bench.js';

const clock = createVirtualClock({ startAt: 0 });

/** What is broken of a broker: parts of it, its updates, orders it has twice, its groups. */
type Broken = Partial<Broker> & {
  readonly extra?: () => number;
  readonly orderUpdates?: OrderUpdates;
};
type Break = ((broker: ScriptedBroker) => Broken) & { readonly groups?: Partial<GroupRules> };

const keepsGroups: GroupRules = { holds: true, cancelsSiblings: true };

function benchOf(breaks: Break): BrokerBench {
  const bench = withGroups(scriptedBrokerBench(clock), { ...keepsGroups, ...breaks.groups });
  const { broker } = bench;
  const { extra = () => 0, orderUpdates = broker, ...broken } = breaks(broker);
  return {
    ...bench,
    broker: { ...broker, ...broken },
    orderUpdates,
    opened: () => broker.opened.length + extra(),
  };
}

/** Breaks what is said of reports on their way to the reader. */
function retold(
  broker: ScriptedBroker,
  tell: (report: OrderReport) => readonly OrderReport[],
): OrderUpdates {
  return {
    async *updates(since, signal) {
      for await (const update of broker.updates(since, signal)) {
        if (update.kind !== 'report') yield update;
        else for (const report of tell(update.report)) yield { ...update, report };
      }
    },
  };
}

/** Counts orders that a broken broker opens beside the first. */
function twins(): { readonly extra: () => number; readonly open: () => void } {
  let count = 0;
  return { extra: () => count, open: () => count++ };
}

const broken: Record<BrokerClause, Break> = {
  // Takes the order, and answers with a report of another.
  accepts: (broker) => {
    const other = new Set<unknown>();
    return {
      submitOrder: async (order, signal) => {
        const submission = await broker.submitOrder(order, signal);
        if (!('report' in submission) || submission.outcome !== 'accepted') return submission;
        if (other.has(order.clientOrderId)) return submission;
        other.add(order.clientOrderId);
        return { ...submission, report: { ...submission.report, symbol: 'QQQ' } };
      },
    };
  },
  // Refuses without a reason.
  refuses: (broker) => ({
    submitOrder: async (order, signal) => {
      const submission = await broker.submitOrder(order, signal);
      if (!('report' in submission)) return submission;
      return { ...submission, report: { ...submission.report, reason: undefined } };
    },
  }),
  // Remembers an order only while it is under way: sent again later, it is opened again.
  'idempotent-submit': (broker) => {
    const seen = new Set<string>();
    const { extra, open } = twins();
    return {
      extra,
      submitOrder: async (order, signal) => {
        const again = seen.has(order.clientOrderId);
        const submission = await broker.submitOrder(order, signal);
        if (again && submission.outcome === 'accepted') open();
        await nextTurn();
        seen.add(order.clientOrderId);
        return submission;
      },
    };
  },
  // Looks whether it knows the order, waits, and only then writes it down.
  'concurrent-submit': (broker) => {
    const known = new Set<string>();
    const { extra, open } = twins();
    return {
      extra,
      submitOrder: async (order, signal) => {
        const isNew = !known.has(order.clientOrderId);
        await nextTurn();
        if (isNew && known.has(order.clientOrderId)) open();
        known.add(order.clientOrderId);
        return broker.submitOrder(order, signal);
      },
    };
  },
  // Takes for accepted what it refused before.
  'idempotent-refusal': (broker) => {
    const refused = new Set<string>();
    return {
      submitOrder: async (order, signal): Promise<Submission> => {
        const submission = await broker.submitOrder(order, signal);
        if (submission.outcome !== 'rejected') return submission;
        if (refused.has(order.clientOrderId)) return { ...submission, outcome: 'accepted' };
        refused.add(order.clientOrderId);
        return submission;
      },
    };
  },
  // Knows an order by its id alone.
  conflict: (broker) => ({
    submitOrder: async (order, signal): Promise<Submission> => {
      const submission = await broker.submitOrder(order, signal);
      if (submission.outcome !== 'conflict') return submission;
      const report = await broker.findOrder(order.clientOrderId);
      return report === undefined ? submission : { outcome: 'accepted', report };
    },
  }),
  // Forgets an order once it was asked for.
  'find-known': (broker) => {
    const asked = new Set<string>();
    return {
      findOrder: async (id) => {
        const report = await broker.findOrder(id);
        if (report?.kind !== 'accepted') return report;
        if (asked.has(id)) return undefined;
        asked.add(id);
        return report;
      },
    };
  },
  // Throws for an id that it does not know.
  'find-unknown': (broker) => ({
    findOrder: async (id) => {
      const report = await broker.findOrder(id);
      if (report === undefined) throw new Error('404');
      return report;
    },
  }),
  // Cancels everything when asked for one.
  cancel: (broker) => ({
    cancelOrder: async (id) => {
      for (const order of broker.opened) await broker.cancelOrder(order.clientOrderId);
      return broker.cancelOrder(id);
    },
  }),
  // Cannot cancel what is canceled.
  'cancel-twice': (broker) => {
    const canceled = new Set<string>();
    return {
      cancelOrder: async (id) => {
        if (canceled.has(id)) throw new Error('422');
        canceled.add(id);
        return broker.cancelOrder(id);
      },
    };
  },
  // Cannot cancel what was refused.
  'cancel-refused': (broker) => {
    const refused = new Set<string>();
    return {
      submitOrder: async (order, signal) => {
        const submission = await broker.submitOrder(order, signal);
        if (submission.outcome === 'rejected') refused.add(order.clientOrderId);
        return submission;
      },
      cancelOrder: async (id) => {
        if (refused.has(id)) throw new Error('422');
        return broker.cancelOrder(id);
      },
    };
  },
  // Cannot cancel what it never saw.
  'cancel-unknown': (broker) => {
    const seen = new Set<string>();
    return {
      submitOrder: (order, signal) => {
        seen.add(order.clientOrderId);
        return broker.submitOrder(order, signal);
      },
      cancelOrder: async (id) => {
        if (!seen.has(id)) throw new Error('404');
        return broker.cancelOrder(id);
      },
    };
  },
  // Says that an aborted order did not leave, although it did.
  'aborted-submit': (broker) => ({
    submitOrder: async (order, signal) => {
      const submission = await broker.submitOrder(order);
      if (signal?.aborted !== true) return submission;
      return { outcome: 'notSent', message: 'aborted' };
    },
  }),
  // Goes on sending after it was closed.
  'submit-after-close': (broker) => ({ close: async () => broker.gap() }),
  // Cannot be closed twice.
  'close-twice': (broker) => {
    let closed = false;
    return {
      close: async () => {
        if (closed) throw new Error('closed');
        closed = true;
        await broker.close();
      },
    };
  },
  // Calls canceled what it replaced.
  replace: (broker) => ({
    findOrder: async (id) => {
      const report = await broker.findOrder(id);
      return report?.kind === 'replaced' ? { ...report, kind: 'canceled' } : report;
    },
  }),
  // Opens another order when a replacement is sent again.
  'idempotent-replace': (broker) => {
    const seen = new Set<string>();
    const { extra, open } = twins();
    return {
      extra,
      replaceOrder: async (order, signal) => {
        if (seen.has(order.clientOrderId)) open();
        seen.add(order.clientOrderId);
        return broker.replaceOrder(order, signal);
      },
    };
  },
  // Takes for a new order what replaces one that it does not know.
  'replace-unknown': (broker) => ({
    replaceOrder: async (order, signal) => {
      const old = order.details.replaces;
      const known = old && (await broker.findOrder(old.clientOrderId));
      return known === undefined ? broker.submitOrder(order) : broker.replaceOrder(order, signal);
    },
  }),
  // Takes for a new order what replaces one that is finished.
  'replace-finished': (broker) => ({
    replaceOrder: async (order, signal) => {
      const old = order.details.replaces;
      const known = old && (await broker.findOrder(old.clientOrderId));
      if (known?.kind === 'canceled') return broker.submitOrder(order);
      return broker.replaceOrder(order, signal);
    },
  }),
  // Works the exits of a group from the start.
  'legs-held': Object.assign(() => ({}), { groups: { holds: false } }),
  // Leaves an exit at work whose sibling is filled.
  'sibling-canceled': Object.assign(() => ({}), { groups: { cancelsSiblings: false } }),
  // Does not find an order by its id when it did not answer its sending.
  'lost-reply': (broker) => {
    const lost = new Set<string>();
    return {
      submitOrder: async (order, signal) => {
        const submission = await broker.submitOrder(order, signal);
        if (submission.outcome === 'unknown') lost.add(order.clientOrderId);
        return submission;
      },
      findOrder: async (id) => (lost.has(id) ? undefined : broker.findOrder(id)),
    };
  },
  // Names an execution anew when it tells it again.
  'execution-id': (broker) => {
    const told = new Set<string>();
    return {
      orderUpdates: retold(broker, (report) => {
        const { fill } = report;
        if (fill === undefined) return [report];
        const executionId = told.has(fill.executionId) ? 'again' : fill.executionId;
        told.add(executionId);
        return [{ ...report, fill: { ...fill, executionId } }];
      }),
    };
  },
  // Says after a fill once more what was true before.
  cumulative: (broker) => ({
    orderUpdates: retold(broker, (report) => {
      if (report.kind !== 'fill') return [report];
      return [report, { ...report, kind: 'accepted', fill: undefined, cumulativeQuantity: '0' }];
    }),
  }),
  // Goes on counting what it has taken back.
  bust: (broker) => ({
    orderUpdates: retold(broker, (report) =>
      report.kind === 'busted' ? [{ ...report, cumulativeQuantity: '2' }] : [report],
    ),
  }),
};

describe('the broker contract', () => {
  const options = { patienceMs: 50 };

  it('holds for a broker that keeps it', async () => {
    const outcome = await runSuite((runner) => {
      brokerContract(runner, { ...options, create: () => benchOf(() => ({})) });
    });
    expect(outcome.failed).toEqual([]);
    expect(outcome.passed).toEqual(Object.keys(broken));
  });

  it.each(Object.entries(broken))('finds a broker that breaks "%s"', async (clause, breaks) => {
    const outcome = await runSuite((runner) => {
      brokerContract(runner, { ...options, create: () => benchOf(breaks) });
    });
    expect(outcome.failed).toEqual([clause]);
  });

  it('skips what is exempt, and prints the reason', async () => {
    const exempt = { conflict: 'the vendor overwrites silently' };
    const outcome = await runSuite((runner) => {
      brokerContract(runner, { ...options, exempt, create: () => benchOf(broken.conflict) });
    });
    expect(outcome.failed).toEqual([]);
    expect(outcome.skipped).toHaveLength(1);
    expect(outcome.skipped[0]).toMatch(/^conflict: .* \(exempt: the vendor overwrites silently\)$/);
  });

  it('refuses an exemption from a clause that it does not have', async () => {
    const exempt = { conflicts: 'a slip of the pen' } as object;
    const register = runSuite((runner) => {
      brokerContract(runner, { exempt, create: () => benchOf(() => ({})) });
    });
    await expect(register).rejects.toMatchObject({ code: 'SETTINGS_INVALID' });
  });
});
