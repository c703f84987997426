import {
  alwaysOpenCalendar,
  createVirtualClock,
  type OrderIntent,
  type VirtualClock,
} from '@tradewright/core';
import { approvedOrder, barsOf, type BrokerBench } from '@tradewright/testing';
import { createSimulatedMarket, type SimulatedMarket } from '@tradewright/backtest';

const minute = 60_000;
const startAt = Date.UTC(2024, 0, 2);
/** The third bar meets the orders that rest far below the market, the sixth a take-profit. */
const closes = [100, 100, 1, 100, 100, 200, 200];
type Faults = Parameters<typeof createSimulatedMarket>[0]['faults'];

interface Playing {
  readonly clock: VirtualClock;
  readonly market: SimulatedMarket;
  playing: boolean;
  readonly loses: boolean;
}

function createPlaying(faults: Faults, loses = false): Playing {
  const clock = createVirtualClock({ startAt });
  const series = [barsOf('AAA', closes, { startAt })];
  const settings = { series, cash: '10000', calendar: alwaysOpenCalendar, faults };
  return { clock, market: createSimulatedMarket(settings, { clock }), playing: false, loses };
}

/** A simulated broker for the contract. What goes wrong, goes wrong by its own script. */
export function simulatedBrokerBench(faults?: Faults): BrokerBench {
  let now = createPlaying(faults);
  const broker = (): SimulatedMarket['broker'] => now.market.broker;
  const limit = { type: 'limit', limitPrice: '1', timeInForce: 'gtc' } as const;
  const buy = { symbol: 'AAA', side: 'buy', quantity: 1, ...limit } as const;
  return {
    broker: {
      name: 'simulated',
      submitOrder: (order, signal) => {
        const answer = broker().submitOrder(order, signal);
        // An answer that does not come is not waited for longer than this.
        if (now.loses) void now.clock.advanceBy(1000);
        return answer;
      },
      replaceOrder: (order, signal) => broker().replaceOrder(order, signal),
      findOrder: (id, signal) => broker().findOrder(id, signal),
      cancelOrder: (id, signal) => broker().cancelOrder(id, signal),
      close: () => broker().close(),
    },
    orderUpdates: {
      updates: (since, signal) => now.market.orderUpdates.updates(since, signal),
    },
    order: (ordinal, quantity = 1) => approvedOrder({ ...buy, ordinal, quantity }),
    refusedOrder: () => approvedOrder({ symbol: 'NOPE', side: 'buy', quantity: 1 }),
    replacement: (ordinal, replaces) =>
      approvedOrder({ ...buy, ordinal, replaces, limitPrice: '1.01' }),
    bracket: (ordinal) => {
      const exits = { takeProfit: { limitPrice: '150' }, stopLoss: { stopPrice: '0.5' } };
      return approvedOrder({ ...buy, ordinal, ...exits });
    },
    // The venue has no list of its orders: what it said of them tells how many it took.
    opened: () => now.market.truth.reports.filter(({ kind }) => kind === 'accepted').length,
    fill: (order) => playUntilFilled(now, order),
    mishap: (mishap) => {
      const script = { seed: 1, delayMsMax: 1000, ...faults };
      const happens = { ...script, [mishap]: { orders: [1] } };
      now = createPlaying(happens, mishap === 'replyLost');
    },
  };
}

async function playUntilFilled(now: Playing, { clientOrderId }: OrderIntent): Promise<void> {
  const { clock, market } = now;
  if (!now.playing) market.play().catch(() => undefined);
  now.playing = true;
  const isFill = (one: { readonly kind: string; readonly clientOrderId: string }): boolean =>
    one.kind === 'fill' && one.clientOrderId === clientOrderId;
  for (let i = 0; i < closes.length && !market.truth.reports.some(isFill); i++) {
    await clock.advanceBy(minute);
  }
  // What is said later of the fill is said within the bar.
  await clock.advanceBy(2000);
}
