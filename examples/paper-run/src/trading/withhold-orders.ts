import type { Broker, Submission } from '@tradewright/core';

const withheld: Submission = { outcome: 'notSent', message: 'this is a dry run' };

/** The broker of a dry run: everything but that no order leaves. */
export function withholdOrders(broker: Broker): Broker {
  return {
    name: `${broker.name}, dry run`,
    submitOrder: () => Promise.resolve(withheld),
    replaceOrder: () => Promise.resolve(withheld),
    findOrder: (id, signal) => broker.findOrder(id, signal),
    cancelOrder: (id, signal) => broker.cancelOrder(id, signal),
    close: () => broker.close(),
  };
}
