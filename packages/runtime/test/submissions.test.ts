import type { OrderView } from '@tradewright/core';
import type { SubmitStep } from '@tradewright/testing';
import { describe, expect, it } from 'vitest';
import {
  type BenchSettings,
  buysOnce,
  createBench,
  strategyOf,
  unhandledDuring,
  warningsDuring,
} from './trader-bench.js';
import type { TraderBench } from './trader-bench.js';

/** A running trader whose first order, a buy of 10, had this outcome. */
async function afterSubmit(
  step: SubmitStep,
  more: Partial<BenchSettings> = {},
): Promise<TraderBench> {
  const bench = createBench({ strategy: buysOnce(), script: { submit: [step] }, ...more });
  await bench.trader.start();
  await bench.slice(100);
  return bench;
}

function onlyOrder({ trader }: TraderBench): OrderView {
  const { orders } = trader.results();
  expect(orders.length).toBe(1);
  return orders.at(0);
}

function callsOf({ broker }: TraderBench, kind: 'submit' | 'find' | 'cancel'): number {
  return broker.calls.filter((call) => call.kind === kind).length;
}

describe('an order that is accepted', () => {
  it('works until it is filled', async () => {
    const bench = await afterSubmit({ outcome: 'accepted' });
    expect(onlyOrder(bench).status).toBe('accepted');
    expect(bench.trader.status().workingOrders).toHaveLength(1);
    bench.broker.fill(onlyOrder(bench), { price: '100.5', fee: '1' });
    await bench.settle();
    expect(onlyOrder(bench).status).toBe('filled');
    const { cash, positions, fills, workingOrders } = bench.trader.status();
    expect(cash.toFixed()).toBe('98994');
    expect(positions.map((one) => one.signedQuantity.toFixed())).toEqual(['10']);
    expect([fills, workingOrders.length]).toEqual([1, 0]);
    await bench.trader.close();
  });

  it('is booked once although reply and stream both tell of it', async () => {
    const bench = await afterSubmit({ outcome: 'accepted', answerMs: 5000 });
    expect(onlyOrder(bench).status).toBe('accepted');
    bench.broker.fill(onlyOrder(bench), { price: '100' });
    await bench.clock.advanceBy(10_000);
    expect(onlyOrder(bench).status).toBe('filled');
    expect(bench.trader.status()).toMatchObject({ fills: 1, troubles: { anomalies: 0 } });
    await bench.trader.close();
  });
});

describe('an order that is rejected', () => {
  it('frees its reservation and carries the reason of the broker', async () => {
    const bench = await afterSubmit({ outcome: 'rejected' });
    const order = onlyOrder(bench);
    expect(order.status).toBe('rejected');
    expect(order.refusals.map((one) => one.code)).toEqual(['REFUSED']);
    const { workingOrders, stoppedBecause } = bench.trader.status();
    expect([workingOrders.length, stoppedBecause]).toEqual([0, undefined]);
    await bench.trader.close();
  });
});

describe('an order that was certainly not sent', () => {
  it('frees its reservation and is not sent again', async () => {
    const bench = await afterSubmit({ outcome: 'notSent' });
    expect(onlyOrder(bench).status).toBe('notSent');
    await bench.clock.advanceBy(600_000);
    await bench.slice(101).catch(() => undefined);
    expect(callsOf(bench, 'submit')).toBe(1);
    expect(bench.trader.status().workingOrders).toEqual([]);
    expect(await bench.kinds()).toEqual(['started', 'intent', 'submission']);
    await bench.trader.close();
  });

  it('lets the strategy decide anew when it hears of it', async () => {
    const heard: string[] = [];
    const strategy = strategyOf(
      (context, slice) => {
        if (slice === 0) context.submit({ symbol: 'AAA', side: 'buy', quantity: 10 });
      },
      {
        onReport: (order, context) => {
          heard.push(order.status);
          if (order.status !== 'notSent') return;
          context.submit({ symbol: 'AAA', side: 'buy', quantity: 3 });
        },
      },
    );
    const bench = await afterSubmit({ outcome: 'notSent' }, { strategy });
    expect(heard).toEqual(['notSent', 'accepted']);
    expect(bench.broker.opened.map((order) => order.quantity.toFixed())).toEqual(['3']);
    await bench.trader.close();
  });

  it('takes the strategy out of service when it throws on hearing of it', async () => {
    const strategy = strategyOf(
      (context, slice) => {
        if (slice === 0) context.submit({ symbol: 'AAA', side: 'buy', quantity: 10 });
      },
      {
        onReport: () => {
          throw new Error('oops');
        },
      },
    );
    const unhandled = await unhandledDuring(async () => {
      const bench = await afterSubmit({ outcome: 'notSent' }, { strategy });
      expect(bench.trader.status().stoppedBecause).toContain('oops');
      expect(bench.trader.status().state).toBe('running');
      await bench.trader.close();
    });
    expect(unhandled).toEqual([]);
  });

  it('is a wonder when the broker speaks of it all the same', async () => {
    const bench = await afterSubmit({ outcome: 'notSent' });
    await bench.broker.submitOrder(sentOrder(bench));
    await bench.settle();
    // It may fill: it must count as exposure again, or at least somebody must be told.
    const { troubles, stoppedBecause, workingOrders } = bench.trader.status();
    expect({ told: troubles.anomalies > 0 || workingOrders.length > 0, stoppedBecause }).toEqual({
      told: true,
      stoppedBecause: expect.any(String) as string,
    });
    await bench.trader.close();
  });
});

describe('an order whose fate is unknown', () => {
  const resolveMs = 1000;

  it('keeps its reservation and is asked for, never sent again', async () => {
    const bench = await afterSubmit({ outcome: 'unknown' });
    for (let i = 1; i <= 5; i++) {
      await bench.clock.advanceBy(resolveMs);
      expect(callsOf(bench, 'find')).toBe(i);
    }
    const { workingOrders, unknownOrders } = bench.trader.status();
    expect(workingOrders.map((order) => order.status)).toEqual(['unknown']);
    expect([unknownOrders, callsOf(bench, 'submit')]).toEqual([1, 1]);
    await bench.trader.close();
    expect(bench.clock.pendingCount()).toBe(0);
  });

  it('still counts against the limits', async () => {
    const strategy = strategyOf((context) => {
      context.submit({ symbol: 'AAA', side: 'buy', quantity: 10 });
    });
    const limits = { positionQuantityMax: 15, orderNotionalMax: 'none' as const };
    const bench = await afterSubmit({ outcome: 'unknown' }, { strategy, frame: { limits } });
    await bench.slice(100);
    expect([...bench.trader.results().orders].map((order) => order.status)).toEqual([
      'unknown',
      'denied',
    ]);
    await bench.trader.close();
  });

  it('is resolved when the broker is asked and knows it', async () => {
    const bench = await afterSubmit({ outcome: 'unknown', arrivesMs: 0 });
    // The stream tells of it at once: silence it, so that only the question can.
    expect(onlyOrder(bench).status).toBe('accepted');
    const deaf = await afterSubmit(
      { outcome: 'unknown', arrivesMs: 0 },
      { orderUpdates: () => ({ updates: (_, signal) => silence(signal) }) },
    );
    expect(onlyOrder(deaf).status).toBe('unknown');
    await deaf.clock.advanceBy(resolveMs);
    expect(onlyOrder(deaf).status).toBe('accepted');
    await deaf.clock.advanceBy(10 * resolveMs);
    expect(callsOf(deaf, 'find')).toBe(1);
    await Promise.all([bench.trader.close(), deaf.trader.close()]);
  });

  it('is adopted when it appears late, and filled', async () => {
    const bench = await afterSubmit({ outcome: 'unknown', arrivesMs: 45_000 });
    await bench.clock.advanceBy(44_000);
    expect(onlyOrder(bench).status).toBe('unknown');
    await bench.clock.advanceBy(2000);
    expect(onlyOrder(bench).status).toBe('accepted');
    bench.broker.fill(onlyOrder(bench), { price: '100' });
    await bench.settle();
    expect(onlyOrder(bench).status).toBe('filled');
    expect(bench.trader.status()).toMatchObject({ unknownOrders: 0, fills: 1 });
    await bench.trader.close();
  });

  it('stays unknown while the question fails, with a pause between two questions', async () => {
    const script = {
      submit: [{ outcome: 'unknown', arrivesMs: 10 * resolveMs }],
      find: ['throw', 'throw', 'throw'],
    } as const;
    const bench = createBench({ strategy: buysOnce(), script });
    await bench.trader.start();
    await bench.slice(100);
    await bench.clock.advanceBy(3 * resolveMs);
    expect(callsOf(bench, 'find')).toBe(3);
    expect(bench.trader.status().troubles.failedCalls).toBe(3);
    expect(onlyOrder(bench).status).toBe('unknown');
    await bench.clock.advanceBy(10 * resolveMs);
    expect(onlyOrder(bench).status).toBe('accepted');
    await bench.trader.close();
  });

  it('is what an adapter leaves behind that throws', async () => {
    const bench = await afterSubmit({ outcome: 'throw', arrivesMs: 30_000 });
    expect(onlyOrder(bench).status).toBe('unknown');
    expect(bench.trader.status().troubles.failedCalls).toBe(1);
    await bench.clock.advanceBy(31_000);
    expect(onlyOrder(bench).status).toBe('accepted');
    expect(callsOf(bench, 'submit')).toBe(1);
    await bench.trader.close();
  });

  it('is one of many without a word on the console', async () => {
    const strategy = strategyOf((context, slice) => {
      for (let i = 0; i < 20 && slice === 0; i++) {
        context.submit({ symbol: 'AAA', side: 'buy', quantity: 1 });
      }
    });
    const submit = Array.from({ length: 20 }, () => ({ outcome: 'unknown' }) as const);
    const warnings = await warningsDuring(async () => {
      const bench = createBench({ strategy, script: { submit } });
      await bench.trader.start();
      await bench.slice(100);
      expect(bench.trader.status().unknownOrders).toBe(20);
      await bench.clock.advanceBy(10 * resolveMs);
      await bench.trader.close();
    });
    expect(warnings).toEqual([]);
  });

  it('is canceled when it appears after its cancellation was asked for', async () => {
    const bench = await afterSubmit({ outcome: 'unknown', arrivesMs: 30_000 });
    await bench.trader.stop();
    await bench.clock.advanceBy(60_000);
    expect(bench.broker.opened).toHaveLength(1);
    expect(onlyOrder(bench).status).toBe('canceled');
    await bench.trader.close();
  });
});

describe('an order whose id the broker knows for another', () => {
  it('is not ours: it ends, and trading stops', async () => {
    const strategy = strategyOf((context) => {
      context.submit({ symbol: 'AAA', side: 'buy', quantity: 10 });
    });
    const bench = await afterSubmit({ outcome: 'conflict' }, { strategy });
    expect(onlyOrder(bench).status).toBe('rejected');
    expect(bench.trader.status().stoppedBecause).toContain('belongs to another order');
    await bench.slice(100);
    expect([...bench.trader.results().orders].map((order) => order.status)).toEqual([
      'rejected',
      'denied',
    ]);
    expect(callsOf(bench, 'submit')).toBe(1);
    await bench.trader.close();
  });
});

describe('a cancellation', () => {
  /** Buys in the first slice, and takes it back in the second. */
  function takesBack() {
    const orders: OrderView[] = [];
    return strategyOf((context, slice) => {
      const limit = { type: 'limit', limitPrice: 1, timeInForce: 'gtc' } as const;
      if (slice === 0) {
        orders.push(context.submit({ symbol: 'AAA', side: 'buy', quantity: 1, ...limit }));
      }
      for (const order of slice === 1 ? orders : []) context.cancel(order);
    });
  }

  it('ends the order when the broker says so', async () => {
    const bench = createBench({ strategy: takesBack() });
    await bench.trader.start();
    await bench.slice(100);
    await bench.slice(100);
    expect(onlyOrder(bench).status).toBe('canceled');
    expect(callsOf(bench, 'cancel')).toBe(1);
    await bench.trader.close();
  });

  it('is asked for again when the answer was lost, and only then', async () => {
    const bench = createBench({
      strategy: takesBack(),
      script: { cancel: ['unknown', 'unknown'] },
    });
    await bench.trader.start();
    await bench.slice(100);
    await bench.slice(100);
    await bench.clock.advanceBy(10_000);
    expect(callsOf(bench, 'cancel')).toBe(3);
    expect(onlyOrder(bench).status).toBe('canceled');
    await bench.trader.close();
  });

  it('waits a while before it is asked for again after a failure', async () => {
    const cancel = ['throw', 'throw', 'throw'] as const;
    const bench = createBench({ strategy: takesBack(), script: { cancel } });
    await bench.trader.start();
    await bench.slice(100);
    await bench.slice(100);
    await bench.clock.advanceBy(10_000);
    expect(onlyOrder(bench).status).toBe('canceled');
    const times = bench.broker.calls
      .filter((call) => call.kind === 'cancel')
      .map((call) => call.at);
    const pauses = times.slice(1).map((at, i) => at - (times[i] ?? 0));
    expect(pauses).toEqual([1000, 1000, 1000]);
    await bench.trader.close();
  });

  it('leaves only after its order has left', async () => {
    const submit = [{ outcome: 'accepted', answerMs: 90_000 }] as const;
    const bench = createBench({ strategy: takesBack(), script: { submit } });
    await bench.trader.start();
    await bench.slice(100);
    await bench.slice(100);
    expect(callsOf(bench, 'cancel')).toBe(0);
    await bench.clock.advanceBy(90_000);
    expect(callsOf(bench, 'cancel')).toBe(1);
    expect(onlyOrder(bench).status).toBe('canceled');
    await bench.trader.close();
  });
});

/** The approved order that the trader handed to the broker. */
function sentOrder(bench: TraderBench): Parameters<TraderBench['broker']['submitOrder']>[0] {
  const [order] = bench.sent;
  if (order === undefined) throw new Error('no order was handed over');
  return order;
}

/** A stream that says nothing. */
async function* silence(signal: AbortSignal): AsyncGenerator<never> {
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
  yield* [];
}
