import {
  alwaysOpenCalendar,
  createVirtualClock,
  type OrderReport,
  type OrderView,
  type OrderUpdates,
} from '@tradewright/core';
import { createSeededRandom, createSimulatedMarket } from '@tradewright/backtest';
import { researchLimits } from '@tradewright/risk';
import { barsOf } from '@tradewright/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMemoryJournal, createTrader } from '../src/index.js';
import {
  type BenchSettings,
  buysOnce,
  createBench,
  minute,
  startAt,
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

/** What follows from reports: all that must not depend on how often and in which order they came. */
function stateOf({ trader }: TraderBench): unknown {
  const { cash, positions, workingOrders, stoppedBecause, fills } = trader.status();
  return {
    cash: cash.toFixed(),
    positions: positions.map((one) => [one.symbol, one.signedQuantity.toFixed()]),
    working: workingOrders.map((order) => order.clientOrderId).sort(),
    stopped: stoppedBecause !== undefined,
    fills,
    orders: [...trader.results().orders].map((order) => [
      order.status,
      order.filledQuantity.toFixed(),
    ]),
    hash: trader.results().resultHash(),
  };
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
  it('of an order that is not ours is counted, written down, and changes nothing', async () => {
    const bench = await withOneOrder();
    const before = stateOf(bench);
    const [accepted] = bench.broker.reports as readonly [OrderReport];
    bench.broker.say({ ...accepted, clientOrderId: 'manual-1' as OrderReport['clientOrderId'] });
    await bench.settle();
    expect(stateOf(bench)).toEqual(before);
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

// Permutations -----------------------------------------------------------------------------------

/** A run against the simulated market, and everything that its broker said. */
interface Told {
  readonly reports: readonly OrderReport[];
  readonly hash: string;
}

const symbols = ['AAA', 'BBB', 'CCC'];

/**
 * Three symbols; buys only, so that the average cost does not depend on the order of fills, either.
 * A strategy that does not listen, so that it decides the same whatever is told when.
 */
function buyer(seed: number) {
  const random = createSeededRandom(seed);
  const plan = Array.from({ length: 60 }, () => random());
  let next = 0;
  return strategyOf((context) => {
    for (const { symbol, close } of context.bars) {
      const limitPrice = Math.round(close * 100 - 20) / 100;
      const draw = plan[next++ % plan.length] ?? 0;
      const order = { symbol, side: 'buy', quantity: 1 + Math.floor(draw * 9) } as const;
      if (draw < 0.3) context.submit(order);
      else if (draw < 0.6) context.submit({ ...order, type: 'limit', limitPrice });
    }
  });
}

async function play(seed: number): Promise<Told> {
  const random = createSeededRandom(seed);
  const closes = (): number[] =>
    Array.from({ length: 12 }, () => Math.round(9900 + random() * 200) / 100);
  const series = symbols.map((symbol) => barsOf(symbol, closes(), { startAt }));
  const clock = createVirtualClock({ startAt });
  const commission = { kind: 'bps', bps: '5' } as const;
  const settings = { series, cash: 1e6, calendar: alwaysOpenCalendar, commission };
  const market = createSimulatedMarket(settings, { clock });
  const reports: OrderReport[] = [];
  const listening = (async () => {
    for await (const update of market.orderUpdates.updates(
      undefined,
      new AbortController().signal,
    )) {
      if (update.kind === 'report') reports.push(update.report);
    }
  })();
  const trader = createTrader(
    { ...frame, strategy: buyer(seed) },
    { ...market, clock, journal: createMemoryJournal() },
  );
  await trader.start();
  void market.play();
  await clock.runUntilIdle();
  const hash = trader.results().resultHash();
  await trader.close();
  await market.close();
  await listening;
  return { reports, hash };
}

const frame = {
  account: 'bench',
  symbols,
  calendar: alwaysOpenCalendar,
  limits: researchLimits(),
};

/** The same decisions again, with a broker that is silent until it tells these reports at the end. */
async function retell(seed: number, reports: readonly OrderReport[]): Promise<TraderBench> {
  const random = createSeededRandom(seed);
  const script = { submit: Array.from({ length: 100 }, () => ({ outcome: 'unknown' }) as const) };
  // Nobody asks for the unknown ones meanwhile.
  const patient = { resolveMs: 86_400_000 };
  const snapshot = { cash: '1000000' };
  const bench = createBench({
    ...{ strategy: buyer(seed), symbols, script, snapshot },
    frame: patient,
  });
  await bench.trader.start();
  const closes = symbols.map(() =>
    Array.from({ length: 12 }, () => Math.round(9900 + random() * 200) / 100),
  );
  for (let i = 0; i < 12; i++) {
    await bench.slice(Object.fromEntries(symbols.map((one, s) => [one, closes[s]?.[i] ?? 0])));
  }
  for (const report of reports) bench.broker.say(report);
  await bench.clock.advanceBy(minute);
  return bench;
}

describe('any permutation and repetition of the reports of a run', () => {
  // OR10, OR11: facts accumulate; each execution counts once.
  it('gives the same result', async () => {
    let fills = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 30 }),
        fc.infiniteStream(fc.nat()),
        async (seed, draws) => {
          const told = await play(seed);
          const draw = (below: number): number => (draws.next().value ?? 0) % below;
          const mixed = [...told.reports];
          for (let i = draw(20); i > 0; i--) {
            mixed.push(told.reports[draw(told.reports.length)] as OrderReport);
          }
          for (let i = mixed.length - 1; i > 0; i--) {
            const j = draw(i + 1);
            [mixed[i], mixed[j]] = [mixed[j] as OrderReport, mixed[i] as OrderReport];
          }
          const straight = await retell(seed, told.reports);
          const crooked = await retell(seed, mixed);
          fills += straight.trader.results().fills.length;
          expect(straight.trader.results().resultHash()).toBe(told.hash);
          expect(stateOf(crooked)).toEqual(stateOf(straight));
          expect(crooked.trader.status().troubles).toMatchObject({
            anomalies: 0,
            externalReports: 0,
          });
          await straight.trader.close();
          await crooked.trader.close();
        },
      ),
      { numRuns: 40 },
    );
    expect(fills).toBeGreaterThan(300);
  }, 60_000);
});
