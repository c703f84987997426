import type {
  ClientOrderId,
  OrderIntent,
  OrderReport,
  OrderReportKind,
  VirtualClock,
} from '@tradewright/core';
import {
  approvedOrder,
  type BrokerBench,
  createScriptedBroker,
  type ScriptedBroker,
  type SubmitStep,
} from '../src/index.js';

/** A scripted broker whose orders can be filled, and with which things go wrong when told so. */
export interface ScriptedBench extends Omit<BrokerBench, 'broker' | 'orderUpdates'> {
  readonly broker: ScriptedBroker;
}

/** The bench of the broker contract around a scripted broker. */
export function scriptedBrokerBench(clock: VirtualClock): ScriptedBench {
  const submit: SubmitStep[] = [];
  const broker = createScriptedBroker({ clock, symbols: ['SPY'], script: { submit } });
  const wanted = { symbol: 'SPY', side: 'buy', type: 'limit', limitPrice: '1' } as const;
  const mishaps = new Set<string>();
  return {
    broker,
    order: (ordinal, quantity = 1) => approvedOrder({ ...wanted, ordinal, quantity }),
    refusedOrder: () => approvedOrder({ ...wanted, symbol: 'NOPE', quantity: 1 }),
    replacement: (ordinal, replaces) =>
      approvedOrder({ ...wanted, ordinal, quantity: 1, replaces, limitPrice: '1.01' }),
    bracket: (ordinal) => {
      const exits = { takeProfit: { limitPrice: '150' }, stopLoss: { stopPrice: '0.5' } };
      return approvedOrder({ ...wanted, ordinal, quantity: 1, ...exits });
    },
    opened: () => broker.opened.length,
    fill: (order) => {
      const filled = broker.fill(order, { price: '1' });
      if (mishaps.has('reportRepeated')) broker.say(filled);
      if (mishaps.has('busted')) broker.say(bustOf(filled));
      mishaps.clear();
    },
    mishap: (mishap) => {
      if (mishap === 'replyLost') submit.push({ outcome: 'unknown', arrivesMs: 0 });
      else mishaps.add(mishap);
    },
  };
}

function bustOf(filled: OrderReport): OrderReport {
  const executionRef = filled.fill?.executionId;
  return { ...filled, kind: 'busted', fill: undefined, executionRef, cumulativeQuantity: '0' };
}

/** What a broker does with the exits of a group. */
export interface GroupRules {
  readonly holds: boolean;
  readonly cancelsSiblings: boolean;
}

/** Teaches a scripted broker groups: their exits are orders that it knows and nobody sent. */
export function withGroups(bench: ScriptedBench, rules: GroupRules): ScriptedBench {
  const { broker } = bench;
  const exits = new Map<ClientOrderId, OrderReport>();
  const say = (leg: OrderIntent, kind: OrderReportKind): void => {
    const { clientOrderId, symbol, side } = leg;
    const facts = { reportedAt: 0, cumulativeQuantity: '0', brokerOrderId: clientOrderId };
    const report = { clientOrderId, symbol, side, kind, ...facts };
    exits.set(clientOrderId, report);
    broker.say(report);
  };
  const groups: (readonly OrderIntent[])[] = [];
  return {
    ...bench,
    broker: {
      ...broker,
      submitOrder: async (order, signal) => {
        const { legs } = order.details;
        const submission = await broker.submitOrder(order, signal);
        if (legs.length > 0) groups.push(legs);
        for (const leg of legs) say(leg, rules.holds ? 'held' : 'accepted');
        return submission;
      },
      findOrder: async (id) => exits.get(id) ?? broker.findOrder(id),
    },
    fill: async (order) => {
      for (const leg of order.details.legs) say(leg, 'accepted');
      const group = groups.find((legs) => legs.some((leg) => leg === order));
      if (group === undefined) {
        await bench.fill(order);
        return;
      }
      say(order, 'fill');
      for (const leg of group) if (leg !== order && rules.cancelsSiblings) say(leg, 'canceled');
    },
  };
}
