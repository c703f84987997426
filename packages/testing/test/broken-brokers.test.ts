import { type Broker, createVirtualClock, nextTurn, type Submission } from '@tradewright/core';
import { describe, expect, it } from 'vitest';
import {
  approvedOrder,
  type BrokerBench,
  type BrokerClause,
  brokerContract,
  createScriptedBroker,
  type ScriptedBroker,
} from '../src/index.js';
import { runSuite } from './failing-clauses.js';

const clock = createVirtualClock({ startAt: 0 });

type Break = (broker: ScriptedBroker) => Partial<Broker> & { readonly extra?: () => number };

function benchOf(breaks: Break): BrokerBench {
  const broker = createScriptedBroker({ clock, symbols: ['SPY'] });
  const { extra = () => 0, ...broken } = breaks(broker);
  const wanted = { symbol: 'SPY', side: 'buy', type: 'limit', limitPrice: '1' } as const;
  return {
    broker: { ...broker, ...broken },
    order: (ordinal, quantity = 1) => approvedOrder({ ...wanted, ordinal, quantity }),
    refusedOrder: () => approvedOrder({ ...wanted, symbol: 'NOPE', quantity: 1 }),
    opened: () => broker.opened.length + extra(),
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
        if (asked.has(id) && report?.kind === 'accepted') return undefined;
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
