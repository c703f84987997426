import { type JournalEntry, type OrderView, sha256Hex, canonicalJson } from '@tradewright/core';
import { createSeededRandom } from '@tradewright/backtest';
import { describe, expect, it } from 'vitest';
import { createMemoryJournal } from '../src/index.js';
import {
  buysOnce,
  createBench,
  failsFrom,
  slowJournal,
  strategyOf,
  type TraderBench,
  unhandledDuring,
} from './trader-bench.js';

async function entriesOf({ journal }: TraderBench): Promise<readonly JournalEntry[]> {
  const entries: JournalEntry[] = [];
  for await (const entry of journal.read(0)) entries.push(entry);
  return entries;
}

function statusesOf({ trader }: TraderBench): readonly string[] {
  return [...trader.results().orders].map((order) => order.status);
}

/** Buys one share in every slice. */
const buysAlways = strategyOf((context) => {
  context.submit({ symbol: 'AAA', side: 'buy', quantity: 1 });
});

describe('an order', () => {
  it('leaves only when its intent is durable', async () => {
    const bench = createBench({ strategy: buysOnce(), journal: slowJournal(20_000) });
    await bench.trader.start();
    await bench.slice(100);
    await bench.clock.advanceBy(19_999);
    expect(bench.sent).toEqual([]);
    expect(await bench.kinds()).toEqual(['started']);
    await bench.clock.advanceBy(1);
    expect(bench.sent).toHaveLength(1);
    await bench.finish(bench.trader.close());
  });

  it('is written with what was decided and the price at which it was reviewed', async () => {
    const strategy = strategyOf((context) => {
      const limit = { type: 'limit', limitPrice: '99.5', timeInForce: 'gtc' } as const;
      context.submit({ symbol: 'AAA', side: 'buy', quantity: 10, ...limit });
    });
    const bench = createBench({ strategy });
    await bench.trader.start();
    await bench.slice(100.25);
    const [, intent] = await entriesOf(bench);
    const [sent] = bench.sent;
    expect(intent).toMatchObject({
      kind: 'intent',
      data: { order: JSON.parse(JSON.stringify(sent)) as object, mark: 100.25 },
    });
    await bench.trader.close();
  });

  // OR8: for every order on the wire an intent with its id was durable before.
  it('never reaches the broker before the record of it, over 60 seeds of delays', async () => {
    let submits = 0;
    for (let seed = 0; seed < 60; seed++) submits += await runAndCheckOrder(seed);
    expect(submits).toBeGreaterThan(300);
  });
});

/** Runs a busy strategy with a slow journal; returns how many orders were sent. */
async function runAndCheckOrder(seed: number): Promise<number> {
  const random = createSeededRandom(seed);
  const durable = new Set<string>();
  const early: string[] = [];
  let submits = 0;
  const strategy = strategyOf((context) => {
    for (const symbol of context.symbols) {
      const side = random() < 0.5 ? 'buy' : 'sell';
      if (random() < 0.6) context.submit({ symbol, side, quantity: 1 });
    }
  });
  const bench = createBench({
    strategy,
    symbols: ['AAA', 'BBB'],
    journal: (clock) => {
      const journal = createMemoryJournal();
      return {
        ...journal,
        append: async (records) => {
          await clock.sleep(Math.floor(random() * 50_000));
          await journal.append(records);
          for (const { kind, data } of records) {
            if (kind !== 'intent') continue;
            durable.add((data as { order: { clientOrderId: string } }).order.clientOrderId);
          }
        },
      };
    },
    broker: (broker) => ({
      ...broker,
      submitOrder: (order, signal) => {
        submits++;
        if (!durable.has(order.clientOrderId)) early.push(order.clientOrderId);
        return broker.submitOrder(order, signal);
      },
    }),
  });
  await bench.finish(bench.trader.start());
  for (let i = 0; i < 12; i++) await bench.slice(100);
  await bench.clock.runUntilIdle();
  await bench.trader.close();
  expect({ seed, early }).toEqual({ seed, early: [] });
  return submits;
}

describe('a journal that cannot be written', () => {
  it('lets no order out: it was not sent, and trading stops', async () => {
    const bench = createBench({ strategy: buysAlways, journal: failsFrom(1) });
    await bench.trader.start();
    await bench.slice(100);
    await bench.slice(100);
    expect(bench.sent).toEqual([]);
    expect(statusesOf(bench)).toEqual(['notSent', 'denied']);
    const { workingOrders, stoppedBecause, state } = bench.trader.status();
    expect([workingOrders.length, stoppedBecause, state]).toEqual([
      0,
      'the journal cannot be written',
      'running',
    ]);
    expect(bench.complaints).toContain('journal unreachable: orders withheld, trading stopped');
    await bench.trader.close();
  });

  it('stops trading when a report could not be written, and books it all the same', async () => {
    // started, intent, report: the third append fails.
    const bench = createBench({ strategy: buysAlways, journal: failsFrom(2) });
    await bench.trader.start();
    await bench.slice(100);
    expect(bench.trader.status().stoppedBecause).toBe('the journal cannot be written');
    bench.broker.fill(bench.trader.results().orders.at(0), { price: '100' });
    await bench.settle();
    expect(bench.trader.status().fills).toBe(1);
    await bench.slice(100);
    expect(bench.sent).toHaveLength(1);
    await bench.trader.close();
  });

  it('refuses to start at all when the first record cannot be written', async () => {
    const bench = createBench({ strategy: buysAlways, journal: failsFrom(0) });
    await expect(bench.trader.start()).rejects.toMatchObject({ code: 'JOURNAL_UNREACHABLE' });
    expect(bench.trader.status().state).toBe('failed');
    expect(bench.feed.readers()).toBe(0);
    await bench.trader.close();
  });

  // RK2, RK19: cancels are accepted in every state, also with the store down.
  it('does not keep stop from canceling what works at the broker', async () => {
    const strategy = strategyOf((context, slice) => {
      const limit = { type: 'limit', limitPrice: 1, timeInForce: 'gtc' } as const;
      if (slice === 0) context.submit({ symbol: 'AAA', side: 'buy', quantity: 1, ...limit });
    });
    const bench = createBench({ strategy, journal: failsFrom(3) });
    await bench.trader.start();
    await bench.slice(100);
    expect(statusesOf(bench)).toEqual(['accepted']);
    await bench.trader.stop();
    await bench.clock.advanceBy(10_000);
    expect(bench.broker.calls.filter((call) => call.kind === 'cancel')).toHaveLength(1);
    expect(statusesOf(bench)).toEqual(['canceled']);
    await bench.trader.close();
  });

  it('keeps nothing of what a strategy asks for on hearing of it', async () => {
    // Closes a position, is told that the order was not sent, and asks again.
    const asked: OrderView[] = [];
    const sell = { symbol: 'AAA', side: 'sell', quantity: 5 } as const;
    const strategy = strategyOf(
      (context, slice) => {
        if (slice === 0) context.submit({ symbol: 'AAA', side: 'buy', quantity: 5 });
        if (slice === 1) asked.push(context.submit(sell));
      },
      {
        onReport: (order, context) => {
          if (order.status === 'notSent' && asked.length < 3) asked.push(context.submit(sell));
        },
      },
    );
    // started, intent, accepted, fill: the fifth append fails.
    const bench = createBench({ strategy, journal: failsFrom(4) });
    await bench.trader.start();
    await bench.slice(100);
    bench.broker.fill(bench.trader.results().orders.at(0), { price: '100' });
    await bench.settle();
    await bench.slice(100);
    await bench.clock.advanceBy(10_000);
    // None was sent: none may count as working for ever.
    expect(bench.sent).toHaveLength(1);
    expect(bench.trader.status().workingOrders).toEqual([]);
    expect(asked.every((order) => order.finished)).toBe(true);
    await bench.trader.close();
  });

  it('takes the strategy out of service when it throws on hearing of it', async () => {
    const strategy = strategyOf(
      (context) => {
        context.submit({ symbol: 'AAA', side: 'buy', quantity: 5 });
      },
      {
        onReport: () => {
          throw new Error('oops');
        },
      },
    );
    const unhandled = await unhandledDuring(async () => {
      const bench = createBench({ strategy, journal: failsFrom(1) });
      await bench.trader.start();
      await bench.slice(100);
      await bench.slice(100);
      expect(statusesOf(bench)).toEqual(['notSent']);
      await bench.trader.close();
    });
    expect(unhandled).toEqual([]);
  });
});

describe('the journal of a run', () => {
  it('holds inputs and intents in the order in which they mattered, hash-chained', async () => {
    const bench = createBench({ strategy: buysOnce() });
    await bench.trader.start();
    await bench.slice(100);
    bench.broker.fill(bench.trader.results().orders.at(0), { price: '100' });
    await bench.settle();
    await bench.trader.stop();
    const entries = await entriesOf(bench);
    expect(entries.map((entry) => entry.kind)).toEqual(['started', 'intent', 'report', 'report']);
    expect(entries[0]?.data).toMatchObject({ account: 'bench', cash: '100000', strategy: 'told' });
    entries.slice(1).forEach(({ kind, data, hash }, i) => {
      const before = entries[i]?.hash ?? '';
      expect(hash).toBe(sha256Hex(`${before}${canonicalJson({ kind, data })}`));
    });
    await bench.trader.close();
  });

  it('names every cancellation before it leaves', async () => {
    const orders: OrderView[] = [];
    const strategy = strategyOf((context, slice) => {
      const limit = { type: 'limit', limitPrice: 1 } as const;
      if (slice === 0) {
        orders.push(context.submit({ symbol: 'AAA', side: 'buy', quantity: 1, ...limit }));
      }
      for (const order of slice === 1 ? orders : []) context.cancel(order);
    });
    const bench = createBench({ strategy });
    await bench.trader.start();
    await bench.slice(100);
    await bench.slice(100);
    expect(await bench.kinds()).toEqual(['started', 'intent', 'report', 'cancel', 'report']);
    const entries = await entriesOf(bench);
    expect(entries[3]?.data).toEqual({ clientOrderId: orders[0]?.clientOrderId });
    await bench.trader.close();
  });
});
