import {
  alwaysOpenCalendar,
  type OrderView,
  SdkError,
  type Strategy,
  type StrategyContext,
  type TradingCalendar,
} from '@tradewright/core';
import { describe, expect, it } from 'vitest';
import {
  type BenchSettings,
  createBench,
  slowJournal,
  strategyOf,
  type TraderBench,
  unhandledDuring,
} from './trader-bench.js';

const limit = { type: 'limit', timeInForce: 'gtc' } as const;

function ordersOf({ trader }: TraderBench): readonly OrderView[] {
  return [...trader.results().orders];
}

function statusesOf(bench: TraderBench): readonly string[] {
  return ordersOf(bench).map((order) => order.status);
}

async function run(settings: BenchSettings, slices: number): Promise<TraderBench> {
  const bench = createBench(settings);
  await bench.trader.start();
  for (let i = 0; i < slices; i++) await bench.slice(100);
  return bench;
}

/** Holds ten, wants ten more at a limit and has an exit out; then fails in the third slice. */
function failsHolding(): Strategy {
  return strategyOf((context, slice) => {
    const { symbols } = context;
    const [symbol] = symbols as readonly [string];
    if (slice === 0) context.submit({ symbol, side: 'buy', quantity: 10 });
    if (slice === 1) {
      context.submit({ symbol, side: 'sell', quantity: 10, limitPrice: '120', ...limit });
      context.submit({ symbol, side: 'buy', quantity: 10, limitPrice: '80', ...limit });
    }
    if (slice !== 2) return;
    context.submit({ symbol, side: 'buy', quantity: 1 });
    throw new Error('oops');
  });
}

async function failedHolding(): Promise<TraderBench> {
  const bench = await run({ strategy: failsHolding() }, 1);
  bench.broker.fill(ordersOf(bench)[0] as OrderView, { price: '100' });
  await bench.settle();
  await bench.slice(100);
  expect(statusesOf(bench)).toEqual(['filled', 'accepted', 'accepted']);
  await bench.slice(100);
  return bench;
}

describe('a strategy that throws in onBars', () => {
  it('is taken out of service: entries canceled, exits kept, what is new stays', async () => {
    const bench = await failedHolding();
    expect(statusesOf(bench)).toEqual(['filled', 'accepted', 'canceled', 'notSent']);
    expect(bench.sent).toHaveLength(3);
    const { state, stoppedBecause } = bench.trader.status();
    expect(state).toBe('running');
    expect(stoppedBecause).toContain('threw in onBars at the slice of 2024-01-02T15:02');
    expect(stoppedBecause).toContain('oops');
    expect(bench.complaints).toEqual(['the strategy is disabled and its entries are canceled']);
    await bench.trader.close();
  });

  it('is not asked again, while the trader goes on with reports and marks', async () => {
    const bench = await failedHolding();
    await bench.slice(105);
    const [, exit] = ordersOf(bench);
    bench.broker.fill(exit as OrderView, { price: '120' });
    await bench.settle();
    expect(exit?.status).toBe('filled');
    const { slices, positions, cash } = bench.trader.status();
    expect([slices, cash.toFixed()]).toEqual([4, '100200']);
    expect(positions.map((one) => one.signedQuantity.toFixed())).toEqual(['0']);
    await bench.trader.close();
  });

  it('does not disturb another trader', async () => {
    const other = strategyOf((context) => {
      context.submit({ symbol: 'AAA', side: 'buy', quantity: 1 });
    });
    const [broken, sound] = [await failedHolding(), await run({ strategy: other }, 3)];
    expect(sound.trader.status().stoppedBecause).toBeUndefined();
    expect(statusesOf(sound)).toEqual(['accepted', 'accepted', 'accepted']);
    await Promise.all([broken.trader.close(), sound.trader.close()]);
  });

  it('sends no entry that still waited for the journal', async () => {
    const strategy = strategyOf((context, slice) => {
      if (slice === 0) context.submit({ symbol: 'AAA', side: 'buy', quantity: 1 });
      if (slice === 1) throw new Error('oops');
    });
    const bench = createBench({ strategy, journal: slowJournal(90_000) });
    await bench.trader.start();
    await bench.slice(100);
    await bench.slice(100);
    expect(bench.trader.status().stoppedBecause).toContain('oops');
    await bench.clock.advanceBy(600_000);
    expect(bench.sent).toEqual([]);
    await bench.finish(bench.trader.close());
  });
});

describe('a strategy that throws in onReport', () => {
  const throwsOn = (status: string): Strategy =>
    strategyOf(
      (context, slice) => {
        if (slice === 0) context.submit({ symbol: 'AAA', side: 'buy', quantity: 10 });
      },
      {
        onReport: (order: OrderView, _: StrategyContext) => {
          if (order.status === status) throw new Error('oops');
        },
      },
    );

  it('is taken out of service, and the report counts', async () => {
    const bench = await run({ strategy: throwsOn('filled') }, 1);
    bench.broker.fill(ordersOf(bench)[0] as OrderView, { price: '100' });
    await bench.settle();
    expect(statusesOf(bench)).toEqual(['filled']);
    const { fills, stoppedBecause, positions } = bench.trader.status();
    expect([fills, positions.length]).toEqual([1, 1]);
    expect(stoppedBecause).toContain('threw in onReport');
    expect(await bench.kinds()).toEqual(['started', 'intent', 'report', 'report']);
    await bench.trader.close();
  });

  it('loses no fill that was the first news of its order', async () => {
    const script = { submit: [{ outcome: 'accepted', answerMs: 30_000 }] } as const;
    const bench = await run(
      {
        strategy: throwsOn('accepted'),
        script,
        // The stream tells of fills only; the reply, which says accepted, is late.
        orderUpdates: (broker) => ({
          async *updates(since, signal) {
            for await (const update of broker.updates(since, signal)) {
              if (update.kind === 'report' && update.report.kind === 'fill') yield update;
            }
          },
        }),
      },
      1,
    );
    bench.broker.fill(ordersOf(bench)[0] as OrderView, { price: '100' });
    await bench.settle();
    await bench.clock.advanceBy(60_000);
    expect(bench.trader.status().stoppedBecause).toContain('oops');
    expect(bench.trader.status().fills).toBe(1);
    expect(statusesOf(bench)).toEqual(['filled']);
    await bench.trader.close();
  });

  it('is noticed when it is about a rejection', async () => {
    const script = { submit: [{ outcome: 'rejected' }] } as const;
    const unhandled = await unhandledDuring(async () => {
      const bench = await run({ strategy: throwsOn('rejected'), script }, 2);
      expect(statusesOf(bench)).toEqual(['rejected']);
      expect(bench.trader.status().stoppedBecause).toContain('oops');
      await bench.trader.close();
    });
    expect(unhandled).toEqual([]);
  });

  it('is noticed when it is about an id that belongs to another order', async () => {
    const script = { submit: [{ outcome: 'conflict' }] } as const;
    const unhandled = await unhandledDuring(async () => {
      const bench = await run({ strategy: throwsOn('rejected'), script }, 2);
      await bench.trader.close();
    });
    expect(unhandled).toEqual([]);
  });
});

describe('a calendar that throws', () => {
  it('leaves a trader that has failed: no more slices, no entries, but an end', async () => {
    let asked = 0;
    const strategy = strategyOf((context) => {
      asked++;
      context.submit({ symbol: 'AAA', side: 'buy', quantity: 10 });
    });
    const calendar: TradingCalendar = {
      ...alwaysOpenCalendar,
      nextLossDayAt: () => {
        throw new SdkError('CALENDAR_OUT_OF_RANGE', 'the calendar has ended');
      },
    };
    const bench = await run({ strategy, frame: { calendar } }, 2);
    const { state, stoppedBecause } = bench.trader.status();
    expect([state, stoppedBecause]).toEqual(['failed', 'the calendar has ended']);
    expect([asked, bench.sent.length, bench.feed.readers()]).toEqual([0, 0, 0]);
    expect(bench.complaints).toEqual(['the trader has failed']);
    await bench.trader.close();
    expect(bench.trader.status().state).toBe('closed');
  });
});

describe('a rule of the user that throws', () => {
  it('refuses the order and leaves the strategy in service', async () => {
    const rule = {
      code: 'MINE',
      scope: 'always',
      review: () => {
        throw new Error('oops');
      },
    } as const;
    const strategy = strategyOf((context) => {
      context.submit({ symbol: 'AAA', side: 'buy', quantity: 1 });
    });
    const bench = await run({ strategy, frame: { rules: [rule] } }, 2);
    expect(statusesOf(bench)).toEqual(['denied', 'denied']);
    expect(bench.trader.status().stoppedBecause).toBeUndefined();
    await bench.trader.close();
  });
});
