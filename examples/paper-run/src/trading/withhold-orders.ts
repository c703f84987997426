import type { Broker } from '@tradewright/core';

/** The broker of a dry run: everything but that no order leaves. */
export function withholdOrders(broker: Broker): Broker {
  return {
    name: `${broker.name}, dry run`,
    submitOrder: () => Promise.resolve({ outcome: 'notSent', message: 'this is a dry run' }),
    findOrder: (id, signal) => broker.findOrder(id, signal),
    cancelOrder: (id, signal) => broker.cancelOrder(id, signal),
    close: () => broker.close(),
  };
}
