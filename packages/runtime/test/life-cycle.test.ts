import {
  alwaysOpenCalendar,
  type ClientOrderId,
  createVirtualClock,
  SdkError,
  type Strategy,
} from '@tradewright/core';
import { createSimulatedMarket } from '@tradewright/backtest';
import { researchLimits } from '@tradewright/risk';
import { barsOf } from '@tradewright/testing';
import { describe, expect, it } from 'vitest';
import { createMemoryJournal, createTrader, type TraderPorts } from '../src/index.js';
import {
  barOf,
  buysOnce,
  createBench,
  minute,
  slowJournal,
  startAt,
  stateOf,
  strategyOf,
  type TraderBench,
  unhandledDuring,
} from './trader-bench.js';

const limit = { type: 'limit', timeInForce: 'gtc' } as const;

function statusesOf({ trader }: TraderBench): readonly string[] {
  return [...trader.results().orders].map((order) => order.status);
}

function cancelsOf({ broker }: TraderBench): number {
  return broker.calls.filter((call) => call.kind === 'cancel').length;
}

/** Buys ten, and then asks for an exit and a second entry, both at a limit. */
function entersAndExits(): Strategy {
  return strategyOf((context, slice) => {
    const order = { symbol: 'AAA', quantity: 10 } as const;
    if (slice === 0) context.submit({ ...order, side: 'buy' });
    if (slice !== 1) return;
    context.submit({ ...order, side: 'sell', limitPrice: 120, ...limit });
    context.submit({ ...order, side: 'buy', limitPrice: 80, ...limit });
  });
}

/** Holds ten, and has an exit and an entry at the broker. */
async function holding(): Promise<TraderBench> {
  const bench = createBench({ strategy: entersAndExits() });
  await bench.trader.start();
  await bench.slice(100);
  bench.broker.fill(bench.trader.results().orders.at(0), { price: '100' });
  await bench.settle();
  await bench.slice(100);
  expect(statusesOf(bench)).toEqual(['filled', 'accepted', 'accepted']);
  return bench;
}

describe('start', () => {
  it.each([
    ['holds a position', { positions: [{ symbol: 'AAA', signedQuantity: '5' }] }, 'CONFLICT'],
    ['is short', { positions: [{ symbol: 'ZZZ', signedQuantity: '-5' }] }, 'CONFLICT'],
    ['has another currency', { currency: 'EUR' }, 'CURRENCY_MISMATCH'],
  ])('refuses an account that %s, before anything is written', async (_, snapshot, code) => {
    const bench = createBench({ strategy: buysOnce(), snapshot });
    await expect(bench.trader.start()).rejects.toMatchObject({ code });
    expect(bench.trader.status().state).toBe('failed');
    expect(await bench.kinds()).toEqual([]);
    expect(bench.feed.readers()).toBe(0);
    await bench.trader.close();
  });

  it('refuses a journal that holds an earlier run', async () => {
    const journal = createMemoryJournal();
    await journal.append([{ kind: 'started', data: null }]);
    const bench = createBench({ strategy: buysOnce(), journal: () => journal });
    await expect(bench.trader.start()).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('give this one a new journal') as string,
    });
    expect(await bench.kinds()).toEqual(['started']);
    await bench.trader.close();
  });

  it('happens once', async () => {
    const bench = createBench({ strategy: buysOnce() });
    const first = bench.trader.start();
    await expect(bench.trader.start()).rejects.toMatchObject({ code: 'RUN_CLOSED' });
    await first;
    await expect(bench.trader.start()).rejects.toMatchObject({ code: 'RUN_CLOSED' });
    expect(bench.trader.status().state).toBe('running');
    await bench.slice(100);
    expect(bench.sent).toHaveLength(1);
    await bench.trader.close();
    await expect(bench.trader.start()).rejects.toMatchObject({ code: 'RUN_CLOSED' });
  });

  it('fails with the port that fails, and shows the strategy nothing', async () => {
    let asked = 0;
    const strategy = strategyOf(
      () => {
        asked++;
      },
      { warmUp: 3 },
    );
    const history = {
      lastBars: async () => {
        throw new Error('503');
      },
    };
    const bench = createBench({ strategy, history });
    bench.feed.bar(barOf('AAA', startAt, 100), startAt + minute);
    await expect(bench.trader.start()).rejects.toThrow('503');
    await bench.slice(100);
    expect([bench.trader.status().state, asked]).toEqual(['failed', 0]);
    expect([bench.feed.readers(), bench.clock.pendingCount()]).toEqual([0, 0]);
    await bench.trader.close();
  });

  it('takes the cash of the account as it is', async () => {
    const bench = createBench({ strategy: buysOnce(), snapshot: { cash: '1234.567890123456789' } });
    await bench.trader.start();
    expect(bench.trader.status().cash.toFixed()).toBe('1234.567890123456789');
    await bench.trader.close();
  });
});

describe('createTrader', () => {
  const settings = {
    ...{ account: 'bench', symbols: ['AAA'], calendar: alwaysOpenCalendar },
    ...{ limits: researchLimits(), strategy: buysOnce() },
  };

  it.each(['broker', 'orderUpdates', 'account', 'feed', 'history', 'journal'])(
    'names the port "%s" when it is missing',
    (port) => {
      const ports = {
        broker: {},
        orderUpdates: {},
        account: {},
        feed: {},
        history: {},
        journal: {},
      };
      const given = { ...ports, [port]: undefined } as unknown as TraderPorts;
      expect(() => createTrader(settings, given)).toThrow(`ports.${port} must be a port`);
    },
  );

  it.each([
    [{ graceMs: -1 }, 'graceMs'],
    [{ resolveMs: 1.5 }, 'resolveMs'],
    [{ catchUpBarsMax: Number.POSITIVE_INFINITY }, 'catchUpBarsMax'],
    [{ symbols: [] }, 'symbols'],
    [{ limits: { orderMax: 1 } }, 'limits.orderMax'],
    [{ account: 'no spaces' }, 'account'],
  ])('refuses %j before it touches a port', (frame, field) => {
    const ports = { broker: {}, orderUpdates: {}, account: {}, feed: {}, history: {}, journal: {} };
    const create = (): unknown =>
      createTrader({ ...settings, ...(frame as object) }, ports as unknown as TraderPorts);
    expect(create).toThrow(field);
  });
});

describe('stop', () => {
  it('cancels what works, lets nothing new out, and may be called twice', async () => {
    const bench = await holding();
    await bench.trader.stop();
    await bench.trader.stop();
    await bench.settle();
    expect(statusesOf(bench)).toEqual(['filled', 'canceled', 'canceled']);
    expect(cancelsOf(bench)).toBe(2);
    const { state, stoppedBecause, workingOrders } = bench.trader.status();
    expect([state, stoppedBecause, workingOrders.length]).toEqual([
      'stopped',
      'stopped by the host',
      0,
    ]);
    await bench.trader.close();
  });

  it('keeps what works when it is asked to, and goes on hearing of it', async () => {
    const bench = await holding();
    await bench.trader.stop({ keepWorkingOrders: true });
    expect(cancelsOf(bench)).toBe(0);
    bench.broker.fill(bench.trader.results().orders.at(1), { price: '120' });
    await bench.settle();
    expect(statusesOf(bench)).toEqual(['filled', 'filled', 'accepted']);
    await bench.trader.close();
  });

  it('asks the strategy no more', async () => {
    let asked = 0;
    const strategy = strategyOf(() => {
      asked++;
    });
    const bench = createBench({ strategy });
    await bench.trader.start();
    await bench.slice(100);
    await bench.trader.stop();
    await bench.slice(100);
    expect(asked).toBe(1);
    expect(bench.feed.readers()).toBe(0);
    await bench.trader.close();
  });

  it('resolves when the broker has answered the cancellations', async () => {
    let answered = 0;
    const bench = createBench({
      strategy: strategyOf((context, slice) => {
        const order = { symbol: 'AAA', side: 'buy', quantity: 1, limitPrice: 1, ...limit } as const;
        if (slice === 0) context.submit(order);
      }),
      broker: (broker) => ({
        ...broker,
        cancelOrder: async (id) => {
          await bench.clock.sleep(7000);
          answered++;
          return broker.cancelOrder(id);
        },
      }),
    });
    await bench.trader.start();
    await bench.slice(100);
    // A host closes its broker next: what was not answered then never will be.
    await bench.finish(bench.trader.stop().then(() => expect(answered).toBe(1)));
    expect(statusesOf(bench)).toEqual(['canceled']);
    await bench.trader.close();
  });

  it('awaits a submission under way, and cancels what it opened', async () => {
    const submit = [{ outcome: 'accepted', answerMs: 20_000 }] as const;
    const bench = createBench({ strategy: buysOnce(), script: { submit } });
    await bench.trader.start();
    await bench.slice(100);
    await bench.finish(bench.trader.stop());
    await bench.settle();
    expect(statusesOf(bench)).toEqual(['canceled']);
    await bench.trader.close();
  });

  // RK1: checked at the moment of sending, not of deciding.
  it.each([true, false])(
    'lets no entry out that waits for the journal (working orders kept: %s)',
    async (keepWorkingOrders) => {
      const bench = createBench({ strategy: buysOnce(), journal: slowJournal(20_000) });
      await bench.trader.start();
      await bench.slice(100);
      expect(bench.sent).toEqual([]);
      await bench.finish(bench.trader.stop({ keepWorkingOrders }));
      expect(bench.sent).toEqual([]);
      expect(statusesOf(bench)).toEqual(['notSent']);
      await bench.finish(bench.trader.close());
    },
  );

  it('lets an exit out that waits for the journal', async () => {
    const strategy = strategyOf((context, slice) => {
      if (slice === 0) context.submit({ symbol: 'AAA', side: 'buy', quantity: 10 });
      if (slice === 1) context.submit({ symbol: 'AAA', side: 'sell', quantity: 10 });
    });
    const bench = createBench({ strategy, journal: slowJournal(20_000) });
    await bench.trader.start();
    await bench.slice(100);
    await bench.clock.advanceBy(20_000);
    bench.broker.fill(bench.trader.results().orders.at(0), { price: '100' });
    await bench.slice(100);
    await bench.finish(bench.trader.stop({ keepWorkingOrders: true }));
    expect(bench.sent.map((order) => order.side)).toEqual(['buy', 'sell']);
    await bench.finish(bench.trader.close());
  });

  it('is possible before the start, and then there is no start', async () => {
    const bench = createBench({ strategy: buysOnce() });
    await bench.trader.stop();
    expect(bench.trader.status().state).toBe('stopped');
    await expect(bench.trader.start()).rejects.toMatchObject({ code: 'RUN_CLOSED' });
    await bench.trader.close();
  });

  it('is not undone by a start that was under way', async () => {
    const history = {
      lastBars: async () => {
        await bench.clock.sleep(5000);
        return [];
      },
    };
    const strategy = strategyOf(() => undefined, { warmUp: 1 });
    const bench: TraderBench = createBench({ strategy, history });
    const starting = bench.trader.start().catch(() => undefined);
    await bench.settle();
    const stopping = bench.trader.stop();
    await bench.finish(Promise.all([starting, stopping]));
    expect(bench.trader.status().state).toBe('stopped');
    await bench.trader.close();
  });
});

describe('close', () => {
  it('is possible before the start, twice, and then there is no start', async () => {
    const bench = createBench({ strategy: buysOnce() });
    await bench.trader.close();
    await bench.trader.close();
    expect(bench.trader.status().state).toBe('closed');
    await expect(bench.trader.start()).rejects.toMatchObject({ code: 'RUN_CLOSED' });
    await bench.trader.finished();
  });

  it.each(['the journal', 'the account', 'the first record', 'the warm-up'])(
    'ends a start that waits for %s',
    async (what) => {
      let asked = 0;
      const strategy = strategyOf(
        () => {
          asked++;
        },
        { warmUp: 2 },
      );
      const waits = async (port: string): Promise<void> => {
        if (port === what) await bench.clock.sleep(5000);
      };
      const bench: TraderBench = createBench({
        strategy,
        journal: () => {
          const journal = createMemoryJournal();
          return {
            ...journal,
            append: async (records) => {
              await waits('the first record');
              await journal.append(records);
            },
            async *read(from) {
              await waits('the journal');
              yield* journal.read(from);
            },
          };
        },
        account: async (snapshot) => {
          await waits('the account');
          return snapshot;
        },
        history: {
          lastBars: async () => {
            await waits('the warm-up');
            return [barsOf('AAA', [1, 2], { startAt: startAt - 2 * minute })];
          },
        },
      });
      const unhandled = await unhandledDuring(async () => {
        const starting = bench.trader.start().then(
          () => 'started',
          (error: unknown) => error,
        );
        await bench.settle();
        await bench.finish(bench.trader.close());
        const outcome = await bench.finish(starting);
        expect(outcome).toMatchObject({ code: 'RUN_CLOSED' });
        expect(bench.trader.status().state).toBe('closed');
        expect([bench.feed.readers(), bench.clock.pendingCount(), asked]).toEqual([0, 0, 0]);
        const early = what === 'the journal' || what === 'the account';
        if (early) expect(await bench.finish(bench.kinds())).toEqual([]);
      });
      expect(unhandled).toEqual([]);
    },
  );

  it('ends everything in the middle of a run, at any instant of it', async () => {
    for (let step = 1; step <= 40; step++) {
      const unhandled = await unhandledDuring(() => closeAtStep(step));
      expect({ step, unhandled }).toEqual({ step, unhandled: [] });
    }
  });

  it('lets no entry out that waits for the journal', async () => {
    const bench = createBench({ strategy: buysOnce(), journal: slowJournal(20_000) });
    await bench.trader.start();
    await bench.slice(100);
    await bench.finish(bench.trader.close());
    expect(bench.sent).toEqual([]);
  });

  it('asks the strategy no more when history answers afterwards', async () => {
    let asked = 0;
    const strategy = strategyOf(() => {
      asked++;
    });
    const history = {
      lastBars: async () => {
        await bench.clock.sleep(5000);
        return [];
      },
    };
    const bench: TraderBench = createBench({ strategy, history });
    await bench.trader.start();
    await bench.slice(100);
    await bench.clock.advanceBy(10_000);
    const before = asked;
    bench.feed.gap(startAt, 'the line was down');
    await bench.slice(100);
    await bench.finish(bench.trader.close());
    expect(asked).toBe(before);
  });

  it('leaves the ports open: they belong to the host', async () => {
    const bench = await holding();
    await bench.trader.close();
    await bench.journal.append([{ kind: 'after', data: null }]);
    const [, exit] = bench.sent;
    const found = await bench.broker.findOrder(exit?.clientOrderId as ClientOrderId);
    expect(found?.kind).toBe('accepted');
  });
});

/** Runs with unknown orders, lost cancels, gaps and slow ports; closes after 1.5 s × step. */
async function closeAtStep(step: number): Promise<void> {
  const strategy = strategyOf(
    (context, slice) => {
      const order = { symbol: 'AAA', side: 'buy', quantity: 1, limitPrice: 90, ...limit } as const;
      const view = context.submit(order);
      if (slice % 2 === 1) context.cancel(view);
    },
    { warmUp: 1 },
  );
  const bench: TraderBench = createBench({
    strategy,
    symbols: ['AAA', 'BBB'],
    script: {
      submit: [
        { outcome: 'unknown', arrivesMs: 90_000 },
        { outcome: 'accepted', answerMs: 70_000 },
        { outcome: 'throw' },
      ],
      cancel: ['unknown', 'unknown'],
      find: ['throw', 'notKnown', 'answer'],
    },
    journal: slowJournal(1000),
    history: {
      lastBars: async () => {
        await bench.clock.sleep(3000);
        return [barsOf('AAA', [100], { startAt: startAt - minute })];
      },
    },
  });
  const starting = bench.trader.start().catch((error: unknown) => error);
  let closing: Promise<void> | undefined;
  let left: number | undefined;
  void bench.clock.sleep(step * 1500).then(async () => {
    closing = bench.trader.close();
    for (let i = 0; i < 20; i++) await Promise.resolve();
    left = bench.ownSleepers();
  });
  for (let i = 0; i < 4; i++) {
    if (i === 2) bench.feed.gap(startAt, 'the line was down');
    bench.feed.bar(barOf('AAA', startAt + i * minute, 100), startAt + (i + 1) * minute);
    await bench.clock.advanceBy(16_000);
  }
  expect({ step, left }).toEqual({ step, left: 0 });
  await bench.finish(closing ?? Promise.reject(new Error('not closed')));
  await starting;
  const sleepers = bench.clock.pendingCount();
  const { state } = bench.trader.status();
  expect({ step, sleepers, state, readers: bench.feed.readers() }).toEqual({
    ...{ step, sleepers: 0, state: 'closed', readers: 0 },
  });
}

describe('two traders in one process', () => {
  it('do not know of each other', async () => {
    const play = async (): Promise<TraderBench> => {
      const bench = await holding();
      await bench.slice(101);
      return bench;
    };
    const alone = await play();
    const [one, other] = await Promise.all([play(), play()]);
    expect(stateOf(one)).toEqual(stateOf(alone));
    expect(stateOf(other)).toEqual(stateOf(alone));
    await one.trader.stop();
    expect(statusesOf(other)).toEqual(['filled', 'accepted', 'accepted']);
    await one.trader.close();
    other.broker.fill(other.trader.results().orders.at(1), { price: '120' });
    await other.settle();
    expect(other.trader.status().cash.toFixed()).toBe('100200');
    await Promise.all([other.trader.close(), alone.trader.close()]);
  });

  it('on one account see each other as external, and book only their own', async () => {
    const series = ['AAA', 'BBB'].map((symbol) => barsOf(symbol, [100, 101, 102], { startAt }));
    const clock = createVirtualClock({ startAt });
    const settings = { series, cash: 10_000, calendar: alwaysOpenCalendar };
    const market = createSimulatedMarket(settings, { clock });
    const traders = ['AAA', 'BBB'].map((symbol, i) =>
      createTrader(
        {
          ...{ account: `bench-${i}`, symbols: [symbol], calendar: alwaysOpenCalendar },
          ...{ limits: researchLimits(), strategy: buysOnce(5 + i, symbol) },
        },
        { ...market, clock, journal: createMemoryJournal() },
      ),
    );
    for (const trader of traders) await trader.start();
    void market.play();
    await clock.runUntilIdle();
    const held = traders.map((trader) => {
      const { positions, troubles } = trader.status();
      const [position] = positions;
      return [position?.symbol, position?.signedQuantity.toFixed(), troubles.externalReports];
    });
    expect(held).toEqual([
      ['AAA', '5', 2],
      ['BBB', '6', 2],
    ]);
    for (const trader of traders) await trader.close();
    await market.close();
  });
});

describe('status and results', () => {
  it('add up', async () => {
    const bench = await holding();
    await bench.slice(110);
    const { slices, lastSliceAt, cash, equity, orders, fills, workingOrders } =
      bench.trader.status();
    expect([slices, lastSliceAt]).toEqual([3, startAt + 3 * minute]);
    expect([cash.toFixed(), equity?.toFixed()]).toEqual(['99000', '100100']);
    expect([orders, fills, workingOrders.length]).toEqual([3, 1, 2]);
    const results = bench.trader.results();
    expect(results.unrealized?.toFixed()).toBe('100');
    expect([results.realized.toFixed(), results.fees.toFixed()]).toEqual(['0', '0']);
    expect(results.fills.at(0)).toMatchObject({ symbol: 'AAA', side: 'buy' });
    const { clientOrderId } = results.orders.at(0);
    const { timeline } = results.explain(clientOrderId);
    expect(timeline.map((one) => one.event)).toEqual(['decided', 'approved', 'accepted', 'filled']);
    await bench.trader.close();
  });

  it('are there before the start, and after the end', async () => {
    const bench = createBench({ strategy: buysOnce() });
    expect(bench.trader.status()).toMatchObject({ state: 'new', slices: 0, orders: 0 });
    expect(bench.trader.results().fills.length).toBe(0);
    await bench.trader.start();
    await bench.slice(100);
    const before = stateOf(bench);
    await bench.trader.close();
    expect(stateOf(bench).hash).toBe(before.hash);
    expect(() => bench.trader.results().explain('none' as never)).toThrow(SdkError);
  });
});

describe('a broker that never answers', () => {
  it('does not keep the trader from closing; the order is unknown', async () => {
    const bench = createBench({
      strategy: buysOnce(),
      broker: (broker) => ({ ...broker, submitOrder: () => new Promise(() => undefined) }),
    });
    await bench.trader.start();
    await bench.slice(100);
    await bench.trader.close();
    expect(statusesOf(bench)).toEqual(['unknown']);
    expect(bench.clock.pendingCount()).toBe(0);
  });
});
