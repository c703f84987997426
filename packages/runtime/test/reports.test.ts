import { type OrderReport, type OrderView, type OrderUpdates } from '@tradewright/core';
import { describe, expect, it } from 'vitest';
import {
  type BenchSettings,
  buysOnce,
  createBench,
  stateOf,
  strategyOf,
  type TraderBench,
} from './trader-bench.js';

/** A running trader with one order, a buy of 10, that the broker has. */
async function withOneOrder(more: Partial<BenchSettings> = {}): Promise<TraderBench> {
  const bench = createBench({ strategy: buysOnce(), ...more });
  await bench.trader.start();
  await bench.slice(100);
  return bench;
}

function onlyOrder({ trader }: TraderBench): OrderView {
  return trader.results().orders.at(0);
}

describe('a fill', () => {
  it('is booked once, however often it is told', async () => {
    const bench = await withOneOrder();
    const report = bench.broker.fill(onlyOrder(bench), { price: '100', quantity: '4', fee: '0.1' });
    await bench.settle();
    const once = stateOf(bench);
    for (let i = 0; i < 3; i++) bench.broker.say(report);
    for (const each of bench.broker.reports.slice(0, 2)) bench.broker.say(each);
    await bench.settle();
    expect(stateOf(bench)).toEqual(once);
    expect(bench.trader.status().troubles.anomalies).toBe(0);
    await bench.trader.close();
  });

  it('is two fills when two executions look alike', async () => {
    const bench = await withOneOrder();
    bench.broker.fill(onlyOrder(bench), { price: '100', quantity: '4' });
    bench.broker.fill(onlyOrder(bench), { price: '100', quantity: '4' });
    await bench.settle();
    expect(bench.trader.status().fills).toBe(2);
    expect(onlyOrder(bench).filledQuantity.toFixed()).toBe('8');
    await bench.trader.close();
  });

  it('is booked although it comes after the cancellation', async () => {
    const bench = await withOneOrder();
    bench.broker.end(onlyOrder(bench), 'canceled');
    await bench.settle();
    expect(bench.trader.status().workingOrders).toEqual([]);
    bench.broker.fill(onlyOrder(bench), { price: '100', quantity: '3' });
    await bench.settle();
    expect(onlyOrder(bench).status).toBe('canceled');
    expect(onlyOrder(bench).filledQuantity.toFixed()).toBe('3');
    const { positions, stoppedBecause, troubles } = bench.trader.status();
    expect(positions.map((one) => one.signedQuantity.toFixed())).toEqual(['3']);
    expect([stoppedBecause, troubles.anomalies]).toEqual([undefined, 0]);
    await bench.trader.close();
  });

  it('is booked although it comes before the acceptance, and a rejection besides', async () => {
    const script = { submit: [{ outcome: 'unknown', arrivesMs: 0 }] } as const;
    const muted = await withOneOrder({ script, orderUpdates: onlyFills });
    expect(onlyOrder(muted).status).toBe('unknown');
    muted.broker.fill(onlyOrder(muted), { price: '100', quantity: '10' });
    await muted.settle();
    expect(onlyOrder(muted).status).toBe('filled');
    await muted.trader.close();
  });

  it('may exceed the order: booked in full, marked, and trading stops', async () => {
    const bench = await withOneOrder({
      strategy: strategyOf((context) => {
        context.submit({ symbol: 'AAA', side: 'buy', quantity: 10 });
      }),
    });
    bench.broker.fill(onlyOrder(bench), { price: '100', quantity: '12' });
    await bench.settle();
    const { positions, troubles, stoppedBecause } = bench.trader.status();
    expect(positions.map((one) => one.signedQuantity.toFixed())).toEqual(['12']);
    expect(troubles.anomalies).toBe(1);
    expect(stoppedBecause).toContain('cannot be booked');
    await bench.slice(100);
    expect(bench.sent).toHaveLength(1);
    await bench.trader.close();
  });

  it('that exceeds the order lets no answer of the strategy out', async () => {
    const strategy = strategyOf(
      (context, slice) => {
        if (slice === 0) context.submit({ symbol: 'AAA', side: 'buy', quantity: 10 });
      },
      {
        onReport: (order, context) => {
          if (order.status !== 'filled') return;
          context.submit({ symbol: 'AAA', side: 'buy', quantity: 10 });
        },
      },
    );
    const bench = await withOneOrder({ strategy });
    bench.broker.fill(onlyOrder(bench), { price: '100', quantity: '12' });
    await bench.settle();
    expect(bench.sent).toHaveLength(1);
    await bench.trader.close();
  });

  it.each([
    ['off the tick', { price: '100.005' }],
    ['of a part of a share', { price: '100', quantity: '0.5' }],
    ['of nothing', { price: '100', quantity: '0' }],
    ['at a price that is no number', { price: 'NaN' }],
    ['at a price below zero', { price: '-1' }],
    ['with a fee that is no number', { price: '100', fee: '1e3' }],
  ])('%s is an anomaly that loses nothing of the order', async (_, fill) => {
    const bench = await withOneOrder();
    bench.broker.fill(onlyOrder(bench), { quantity: '4', ...fill });
    await bench.settle();
    const { fills, positions, troubles, stoppedBecause, workingOrders } = bench.trader.status();
    expect([fills, positions.length, troubles.anomalies]).toEqual([0, 0, 1]);
    expect(stoppedBecause).toContain('cannot be booked');
    // Its exposure stays counted, and it can still be filled by what is well-formed.
    expect(workingOrders).toHaveLength(1);
    bench.broker.fill(onlyOrder(bench), { price: '100', quantity: '4' });
    await bench.settle();
    expect(onlyOrder(bench).filledQuantity.toFixed()).toBe('4');
    await bench.trader.close();
  });
});

describe('a report', () => {
  it('of an order that is not ours is counted, written down, and counts as exposure', async () => {
    const bench = await withOneOrder();
    const before = stateOf(bench);
    const [accepted] = bench.broker.reports as readonly [OrderReport];
    const clientOrderId = 'manual-1' as OrderReport['clientOrderId'];
    bench.broker.say({ ...accepted, clientOrderId });
    await bench.settle();
    expect(stateOf(bench)).toMatchObject({ cash: before.cash, positions: before.positions });
    const adopted = bench.trader.status().workingOrders.find(({ external }) => external);
    expect([adopted?.clientOrderId, adopted?.status]).toEqual([clientOrderId, 'accepted']);
    expect(bench.trader.status().troubles).toMatchObject({ externalReports: 1, anomalies: 0 });
    expect(await bench.kinds()).toEqual(['started', 'intent', 'report', 'report']);
    await bench.trader.close();
  });

  it.each([{ symbol: 'BBB' }, { side: 'sell' }] as const)(
    'that is of our order but says %j is an anomaly',
    async (lie) => {
      const bench = await withOneOrder();
      const [accepted] = bench.broker.reports as readonly [OrderReport];
      bench.broker.say({ ...accepted, kind: 'canceled', ...lie });
      await bench.settle();
      expect(bench.trader.status().troubles.anomalies).toBe(1);
      expect(bench.trader.status().stoppedBecause).toContain('cannot be booked');
      expect(onlyOrder(bench).status).toBe('accepted');
      await bench.trader.close();
    },
  );

  it('that tells of executions which never came is noticed', async () => {
    const bench = await withOneOrder();
    const [accepted] = bench.broker.reports as readonly [OrderReport];
    bench.broker.say({ ...accepted, kind: 'canceled', cumulativeQuantity: '4' });
    await bench.settle();
    await bench.clock.advanceBy(60_000);
    // Four shares are held at the broker and nowhere here: that must not look like all is well.
    const { troubles, stoppedBecause, workingOrders } = bench.trader.status();
    const noticed = troubles.anomalies > 0 || stoppedBecause !== undefined;
    expect(noticed || workingOrders.length > 0).toBe(true);
    await bench.trader.close();
  });
});

describe('a count of executions', () => {
  /** A report that says how much is filled, but not by which execution. */
  function counting(bench: TraderBench, cumulativeQuantity: string): OrderReport {
    const [accepted] = bench.broker.reports as readonly [OrderReport];
    return { ...accepted, kind: 'canceled', cumulativeQuantity };
  }

  it('may come before the executions', async () => {
    const bench = await withOneOrder();
    bench.broker.say(counting(bench, '4'));
    await bench.settle();
    bench.broker.fill(onlyOrder(bench), { price: '100', quantity: '4' });
    await bench.clock.advanceBy(60_000);
    expect(onlyOrder(bench).filledQuantity.toFixed()).toBe('4');
    expect(bench.trader.status().troubles.anomalies).toBe(0);
    expect(bench.trader.status().stoppedBecause).toBeUndefined();
    await bench.trader.close();
  });

  it('counts although the report says nothing else that is new', async () => {
    const bench = await withOneOrder();
    bench.broker.say({ ...counting(bench, '4'), kind: 'accepted' });
    await bench.settle();
    await bench.clock.advanceBy(60_000);
    expect(bench.trader.status().stoppedBecause).toEqual(expect.any(String));
    await bench.trader.close();
  });

  it('that grows while the first is awaited is not forgotten', async () => {
    const bench = await withOneOrder();
    bench.broker.say({ ...counting(bench, '4'), kind: 'expired' });
    bench.broker.say(counting(bench, '10'));
    await bench.settle();
    bench.broker.fill(onlyOrder(bench), { price: '100', quantity: '4' });
    await bench.clock.advanceBy(60_000);
    expect(bench.trader.status().stoppedBecause).toEqual(expect.any(String));
    await bench.trader.close();
  });
});

describe('a gap in the order updates', () => {
  it('makes the trader ask for every order that works', async () => {
    const orderUpdates = muteUntilGap();
    const strategy = strategyOf((context, slice) => {
      const limit = { type: 'limit', limitPrice: '90', timeInForce: 'gtc' } as const;
      if (slice > 1) return;
      context.submit({ symbol: 'AAA', side: 'buy', quantity: 10 + slice, ...limit });
    });
    const bench = await withOneOrder({ strategy, orderUpdates });
    await bench.slice(100);
    const [first, second] = [...bench.trader.results().orders] as [OrderView, OrderView];
    bench.broker.fill(first, { price: '90' });
    await bench.settle();
    expect(first.status).toBe('accepted');
    bench.broker.gap('reconnected');
    await bench.settle();
    expect([first.status, second.status]).toEqual(['filled', 'accepted']);
    const asked = bench.broker.calls.filter((call) => call.kind === 'find');
    expect(asked.map((call) => call.clientOrderId).sort()).toEqual(
      [first.clientOrderId, second.clientOrderId].sort(),
    );
    expect(bench.trader.status().troubles.gaps).toBe(1);
    await bench.trader.close();
  });

  it('finds every execution that fell into it', async () => {
    const bench = await withOneOrder({ orderUpdates: muteUntilGap() });
    bench.broker.fill(onlyOrder(bench), { price: '100', quantity: '4' });
    bench.broker.fill(onlyOrder(bench), { price: '101', quantity: '6' });
    bench.broker.gap('reconnected');
    await bench.settle();
    await bench.clock.advanceBy(60_000);
    const { positions, stoppedBecause, troubles } = bench.trader.status();
    const held = positions.map((one) => one.signedQuantity.toFixed());
    const noticed = troubles.anomalies > 0 || stoppedBecause !== undefined;
    expect(held[0] === '10' || noticed).toBe(true);
    await bench.trader.close();
  });

  it('is counted when the question fails', async () => {
    const bench = await withOneOrder({ script: { find: ['throw'] } });
    bench.broker.gap('reconnected');
    await bench.settle();
    expect(bench.trader.status().troubles).toMatchObject({ gaps: 1, failedCalls: 1 });
    await bench.trader.close();
  });
});

describe('order updates that end', () => {
  it.each(['by themselves', 'with an error'])('%s stop trading', async (how) => {
    const strategy = strategyOf((context) => {
      context.submit({ symbol: 'AAA', side: 'buy', quantity: 1 });
    });
    const bench = createBench({
      strategy,
      orderUpdates: () => ({
        async *updates() {
          yield* [];
          if (how === 'with an error') throw new Error('401');
        },
      }),
    });
    await bench.trader.start();
    await bench.slice(100);
    // Fills can no longer be seen: nothing that increases risk may leave.
    expect(bench.trader.status().stoppedBecause).toEqual(expect.any(String));
    expect(bench.sent).toEqual([]);
    await bench.trader.close();
  });
});

/** Passes on fills alone. */
function onlyFills(updates: OrderUpdates): OrderUpdates {
  return {
    async *updates(since, signal) {
      for await (const update of updates.updates(since, signal)) {
        if (update.kind === 'report' && update.report.kind === 'fill') yield update;
      }
    },
  };
}

/** Loses every report, and passes on gaps. */
function muteUntilGap(): (updates: OrderUpdates) => OrderUpdates {
  return (updates) => ({
    async *updates(since, signal) {
      for await (const update of updates.updates(since, signal)) {
        if (update.kind === 'gap') yield update;
      }
    },
  });
}
