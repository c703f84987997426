import { type Bar, createVirtualClock, nextTurn } from '@tradewright/core';
import { describe, expect, it } from 'vitest';
import {
  approvedOrder,
  brokerContract,
  createScriptedBroker,
  createScriptedFeed,
  marketDataFeedContract,
  orderUpdatesContract,
  type WantedOrder,
} from '../src/index.js';
import { scriptedBrokerBench } from './scripted-broker-bench.js';

const runner = { describe, it, expect };
const minute = 60_000;
const wanted = { symbol: 'SPY', side: 'buy', quantity: 10 } as const;

function buy(ordinal = 0, more: Partial<WantedOrder> = {}) {
  return approvedOrder({ ...wanted, ordinal, ...more });
}

describe('createScriptedBroker', () => {
  brokerContract(runner, {
    create: () => {
      const bench = scriptedBrokerBench(createVirtualClock({ startAt: 0 }));
      return { ...bench, orderUpdates: bench.broker };
    },
    exempt: {
      'legs-held': 'it works no groups: what it says of their exits a test decides',
      'sibling-canceled': 'it works no groups: what it says of their exits a test decides',
    },
  });

  orderUpdatesContract(runner, {
    create: () => {
      const broker = createScriptedBroker({ clock: createVirtualClock({ startAt: 0 }) });
      let ordinal = 0;
      return {
        orderUpdates: broker,
        happen: async () => {
          const order = buy(ordinal++);
          await broker.submitOrder(order);
          return order.clientOrderId;
        },
        close: () => broker.close(),
      };
    },
  });

  it('does to each call what the script says, and then as it is asked', async () => {
    const clock = createVirtualClock({ startAt: 0 });
    const outcomes = ['rejected', 'notSent', 'unknown', 'conflict', 'accepted'] as const;
    const submit = outcomes.map((outcome) => ({ outcome }));
    const broker = createScriptedBroker({ clock, script: { submit } });
    const seen: string[] = [];
    for (let i = 0; i < 6; i++) seen.push((await broker.submitOrder(buy(i))).outcome);
    expect(seen).toEqual([...outcomes, 'accepted']);
    expect(broker.opened.map((order) => order.ordinal)).toEqual([4, 5]);
    expect(broker.calls.map((call) => call.kind)).toEqual(Array(6).fill('submit'));
    expect(broker.reports.map((report) => report.kind)).toEqual([
      'rejected',
      'accepted',
      'accepted',
    ]);
    expect(await broker.submitOrder(buy(0))).toMatchObject({ outcome: 'rejected' });
  });

  it('answers late, loses the answer, or lets the order arrive late, on its clock', async () => {
    const clock = createVirtualClock({ startAt: 0 });
    const submit = [
      { outcome: 'accepted', answerMs: 20 },
      { outcome: 'unknown', arrivesMs: 50 },
      { outcome: 'throw', arrivesMs: 0 },
    ] as const;
    const broker = createScriptedBroker({ clock, script: { submit } });
    const late = broker.submitOrder(buy(0)).then(() => clock.now());
    const lost = broker.submitOrder(buy(1));
    await expect(broker.submitOrder(buy(2))).rejects.toThrow('the adapter has a bug');
    expect(broker.opened.map((order) => order.ordinal)).toEqual([0, 2]);
    expect((await lost).outcome).toBe('unknown');
    expect(await broker.findOrder(buy(1).clientOrderId)).toBeUndefined();
    await clock.runUntilIdle();
    expect(await late).toBe(20);
    expect(broker.opened.map((order) => order.ordinal)).toEqual([0, 2, 1]);
    expect(await broker.findOrder(buy(1).clientOrderId)).toMatchObject({ reportedAt: 50 });
    const kinds = ['submit', 'submit', 'submit', 'find', 'find'];
    expect(broker.calls.map((call) => call.kind)).toEqual(kinds);
  });

  it('fills in parts, ends, and says what it is told', async () => {
    const clock = createVirtualClock({ startAt: 7 });
    const broker = createScriptedBroker({ clock });
    await broker.submitOrder(buy());
    const part = broker.fill(buy(), { quantity: '4', price: '10.5', fee: '0.01' });
    expect(part).toMatchObject({ kind: 'fill', cumulativeQuantity: '4', reportedAt: 7 });
    const rest = broker.fill(buy(), { price: '10.6' });
    expect(rest.fill).toMatchObject({ quantity: '6', price: '10.6', fee: '0' });
    expect(rest.fill?.executionId).not.toBe(part.fill?.executionId);
    expect(broker.end(buy(), 'expired')).toMatchObject({ cumulativeQuantity: '10' });
    broker.say(part);
    expect(broker.reports.map((each) => each.kind)).toEqual([
      'accepted',
      'fill',
      'fill',
      'expired',
      'fill',
    ]);
    expect(() => broker.fill(buy(1), { price: '1' })).toThrow(/id of an order that reached/);
  });

  it('finds and cancels as the script says', async () => {
    const clock = createVirtualClock({ startAt: 0 });
    const script = {
      find: ['notKnown', 'throw'],
      cancel: ['unknown', 'throw', 'ignored'],
    } as const;
    const broker = createScriptedBroker({ clock, script });
    const { clientOrderId } = buy();
    await broker.submitOrder(buy());
    expect(await broker.findOrder(clientOrderId)).toBeUndefined();
    await expect(broker.findOrder(clientOrderId)).rejects.toThrow();
    expect(await broker.cancelOrder(clientOrderId)).toBe('unknown');
    await expect(broker.cancelOrder(clientOrderId)).rejects.toThrow();
    expect(await broker.cancelOrder(clientOrderId)).toBe('requested');
    expect(await broker.findOrder(clientOrderId)).toMatchObject({ kind: 'accepted' });
    await broker.cancelOrder(clientOrderId);
    expect(await broker.findOrder(clientOrderId)).toMatchObject({ kind: 'canceled' });
  });

  it('leaves a filled order as it is when it is canceled', async () => {
    const broker = createScriptedBroker({ clock: createVirtualClock({ startAt: 0 }) });
    await broker.submitOrder(buy());
    broker.fill(buy(), { price: '10' });
    expect(await broker.cancelOrder(buy().clientOrderId)).toBe('requested');
    expect(await broker.findOrder(buy().clientOrderId)).toMatchObject({ kind: 'fill' });
  });

  it('announces a gap of its updates', async () => {
    const broker = createScriptedBroker({ clock: createVirtualClock({ startAt: 0 }) });
    const updates = broker.updates(undefined, new AbortController().signal);
    const first = updates[Symbol.asyncIterator]().next();
    broker.gap('reconnected');
    expect((await first).value).toEqual({ kind: 'gap', message: 'reconnected' });
  });
});

describe('createScriptedFeed', () => {
  marketDataFeedContract(runner, {
    create: () => {
      const feed = createScriptedFeed({ bufferMax: 50 });
      let time = 0;
      const next = async (): Promise<Bar> => {
        time += minute;
        const [one, other] = (['SPY', 'QQQ'] as const).map((symbol) => barAt(symbol, time));
        for (const bar of [one, other]) if (bar !== undefined) feed.bar(bar, time + minute);
        return one as Bar;
      };
      return {
        feed,
        symbols: ['SPY', 'QQQ'],
        next,
        flood: async () => {
          for (let i = 0; i < 100; i++) await next();
        },
        close: async () => {
          feed.end();
        },
      };
    },
  });

  it('counts its readers', async () => {
    const feed = createScriptedFeed();
    const reading = (async () => {
      for await (const event of feed.bars(['SPY'], new AbortController().signal)) {
        if (event.kind === 'end') return 'ended';
      }
      return 'cut';
    })();
    await nextTurn();
    expect(feed.readers()).toBe(1);
    feed.end();
    expect(await reading).toBe('ended');
    expect(feed.readers()).toBe(0);
  });
});

function barAt(symbol: string, time: number): Bar {
  return { symbol, time, open: 10, high: 11, low: 9, close: 10, volume: 1 };
}

describe('approvedOrder', () => {
  it('makes the order that was asked for, frozen, with an id of its decision', () => {
    const limited = { type: 'limit', limitPrice: '10.25', timeInForce: 'gtc' } as const;
    const order = buy(3, { ...limited, side: 'sell', account: 'mine', decidedAt: 9 });
    expect(JSON.parse(JSON.stringify(order))).toEqual({
      clientOrderId: order.clientOrderId,
      symbol: 'SPY',
      side: 'sell',
      type: 'limit',
      timeInForce: 'gtc',
      quantity: '10',
      limitPrice: '10.25',
      decidedAt: '1970-01-01T00:00:00.009+00:00',
    });
    expect(Object.isFrozen(order)).toBe(true);
    expect(order.clientOrderId).toBe(buy(3, { account: 'mine' }).clientOrderId);
    expect(order.clientOrderId).not.toBe(buy(2, { account: 'mine' }).clientOrderId);
  });

  it('takes finer steps of an instrument', () => {
    const fine = { quantityStep: '0.001', priceTick: '0.00005' };
    const order = buy(0, { quantity: '0.125', instrument: fine });
    expect(order.quantity.toFixed()).toBe('0.125');
    expect(() => buy(0, { quantity: '0.0005', instrument: fine })).toThrow(/multiple of 0.001/);
  });

  it.each([
    [{ quantity: 0 }, /quantity of SPY must be above zero/],
    [{ quantity: 1.5 }, /quantity of SPY must be above zero and a whole multiple of 1/],
    [{ type: 'limit' }, /limitPrice of SPY must be above zero/],
    [{ type: 'limit', limitPrice: '1.005' }, /multiple of 0.01/],
  ] as const)('refuses %j', (more, message) => {
    expect(() => buy(0, more)).toThrow(message);
  });
});
