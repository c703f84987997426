import type { Bar, BarHistory, BarSeries, MarketDataFeed, Strategy } from '@tradewright/core';
import { barsOf } from '@tradewright/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  barOf,
  type BenchSettings,
  createBench,
  historyOf,
  minute,
  startAt,
  strategyOf,
  type TraderBench,
  warningsDuring,
} from './trader-bench.js';

/** One slice as a strategy saw it: minutes since the start, symbols, and whether it may trade. */
type Seen = readonly [number, string, 'past' | 'live'];

interface Watch {
  readonly seen: Seen[];
  readonly strategy: Strategy;
}

/** Writes down what it sees, and wants to buy in every slice. */
function watch(warmUp = 0): Watch {
  const seen: Seen[] = [];
  const strategy = strategyOf(
    (context) => {
      const times = new Set(context.bars.map((bar) => (bar.time - startAt) / minute));
      const names = context.bars.map((bar) => bar.symbol).join(' ');
      seen.push([[...times][0] ?? Number.NaN, names, context.warmingUp ? 'past' : 'live']);
      for (const symbol of context.symbols) context.submit({ symbol, side: 'buy', quantity: 1 });
    },
    { warmUp },
  );
  return { seen, strategy };
}

/** Bars of these minutes; minute zero begins at the start of the bench, the past is below. */
function past(minutes: readonly number[], symbol = 'AAA'): BarSeries {
  const [first = 0] = minutes;
  const all = barsOf(
    symbol,
    minutes.map(() => 100),
    { startAt: startAt + first * minute },
  );
  return all;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}

/** Sends the bar of a minute at its end, or later. */
async function send(bench: TraderBench, at: number, symbols = ['AAA']): Promise<void> {
  const time = startAt + at * minute;
  if (time + minute > bench.clock.now()) await bench.clock.advanceTo(time + minute);
  for (const symbol of symbols) bench.feed.bar(barOf(symbol, time, 100), time + minute);
  await bench.settle();
}

async function started(settings: BenchSettings): Promise<TraderBench> {
  const bench = createBench(settings);
  await bench.trader.start();
  return bench;
}

describe('the warm-up', () => {
  it('shows the last slices of history, not to be traded on, and then live ones', async () => {
    const { seen, strategy } = watch(3);
    const bench = await started({ strategy, past: [past(range(-6, 0))] });
    expect(seen).toEqual(range(-3, 0).map((at) => [at, 'AAA', 'past']));
    await send(bench, 0);
    await send(bench, 1);
    expect(seen.slice(3)).toEqual([
      [0, 'AAA', 'live'],
      [1, 'AAA', 'live'],
    ]);
    const orders = [...bench.trader.results().orders];
    expect(orders.map((order) => order.refusals[0]?.code)).toEqual([
      ...Array<string>(3).fill('WARMING_UP'),
      undefined,
      undefined,
    ]);
    await bench.trader.close();
  });

  it('goes on with live slices where history is short', async () => {
    const { seen, strategy } = watch(3);
    const bench = await started({ strategy, past: [past([-1])] });
    for (const at of range(0, 4)) await send(bench, at);
    expect(seen.map(([, , kind]) => kind)).toEqual(['past', 'past', 'past', 'live', 'live']);
    await bench.trader.close();
  });

  it('asks for nothing when the strategy needs none', async () => {
    const { strategy } = watch(0);
    let asked = 0;
    const history: BarHistory = {
      lastBars: async () => {
        asked++;
        return [];
      },
    };
    const bench = await started({ strategy, history });
    expect(asked).toBe(0);
    await bench.trader.close();
  });

  it('shows no slice twice when the feed repeats what history had', async () => {
    const { seen, strategy } = watch(3);
    const bench = await started({ strategy, past: [past(range(-6, 0))] });
    for (const at of [-3, -2, -1, 0, 1]) await send(bench, at);
    expect(seen.map(([at]) => at)).toEqual([-3, -2, -1, 0, 1]);
    await bench.trader.close();
  });

  it('leaves no hole when history did not have the last bars yet', async () => {
    const { seen, strategy } = watch(3);
    const whole = historyOf([past(range(-6, 2))]);
    let lag = 2 * minute;
    const history: BarHistory = {
      lastBars: (query) => whole.lastBars({ ...query, completeBy: query.completeBy - lag }),
    };
    const bench = await started({ strategy, history });
    expect(seen.map(([at]) => at)).toEqual([-5, -4, -3]);
    lag = 0;
    await send(bench, 0);
    await send(bench, 1);
    expect(seen.map(([at]) => at)).toEqual(range(-5, 2));
    expect(seen.slice(3)).toEqual([
      [-2, 'AAA', 'past'],
      [-1, 'AAA', 'past'],
      [0, 'AAA', 'live'],
      [1, 'AAA', 'live'],
    ]);
    expect(bench.trader.status().troubles.caughtUpSlices).toBe(2);
    await bench.trader.close();
  });

  it('loses no bar that came while history was being read', async () => {
    const { seen, strategy } = watch(2);
    const whole = historyOf([past(range(-6, 0))]);
    let pauseMs = 150_000;
    const bench = createBench({
      strategy,
      history: {
        lastBars: async (query) => {
          const found = await whole.lastBars(query);
          await bench.clock.sleep(pauseMs);
          pauseMs = 1;
          return found;
        },
      },
    });
    const starting = bench.trader.start();
    await send(bench, 0);
    await send(bench, 1);
    expect(seen).toEqual([]);
    await bench.clock.advanceBy(150_000);
    await starting;
    await bench.settle();
    expect(seen.map(([at]) => at)).toEqual([-2, -1, 0, 1]);
    await bench.trader.close();
  });

  it('shows whole slices: none without a bar that history has', async () => {
    const { seen, strategy } = watch(3);
    const sparse = [-9, -6, -3].map((at) => past([at], 'BBB'));
    const columns = (pick: (one: BarSeries) => Float64Array): Float64Array =>
      Float64Array.from(sparse.flatMap((one) => [...pick(one)]));
    const bbb: BarSeries = {
      ...(sparse[0] as BarSeries),
      length: 3,
      time: columns((one) => one.time),
      open: columns((one) => one.open),
      high: columns((one) => one.high),
      low: columns((one) => one.low),
      close: columns((one) => one.close),
      volume: columns((one) => one.volume),
    };
    const symbols = ['AAA', 'BBB'];
    const bench = await started({ strategy, symbols, past: [past(range(-12, 0)), bbb] });
    // The history has a bar of AAA for every minute.
    expect(seen.filter(([, names]) => !names.includes('AAA'))).toEqual([]);
    await bench.trader.close();
  });
});

describe('a gap', () => {
  it('is filled from history, and what is shown afterwards may not be traded on', async () => {
    const { seen, strategy } = watch(0);
    const bench = await started({ strategy, past: [past(range(-3, 20))] });
    await send(bench, 0);
    bench.feed.gap(startAt + minute, 'the line was down');
    await send(bench, 5);
    await send(bench, 6);
    expect(seen).toEqual([
      [0, 'AAA', 'live'],
      ...range(1, 5).map((at) => [at, 'AAA', 'past']),
      [5, 'AAA', 'live'],
      [6, 'AAA', 'live'],
    ]);
    expect(bench.trader.status().troubles).toMatchObject({
      gaps: 1,
      caughtUpSlices: 4,
      lateBars: 0,
    });
    expect(bench.sent).toHaveLength(3);
    await bench.trader.close();
  });

  it('shows at most so many slices as the settings say, the newest ones', async () => {
    const { seen, strategy } = watch(0);
    const frame = { catchUpBarsMax: 2 };
    const bench = await started({ strategy, frame, past: [past(range(-3, 20))] });
    await send(bench, 0);
    bench.feed.gap(startAt, 'the line was down');
    await send(bench, 9);
    expect(seen.map(([at]) => at)).toEqual([0, 7, 8, 9]);
    await bench.trader.close();
  });

  it('stays a gap when history does not answer, and is counted', async () => {
    const { seen, strategy } = watch(0);
    const history: BarHistory = {
      lastBars: async () => {
        throw new Error('503');
      },
    };
    const bench = await started({ strategy, history });
    await send(bench, 0);
    bench.feed.gap(startAt, 'the line was down');
    await send(bench, 4);
    expect(seen.map(([at]) => at)).toEqual([0, 4]);
    expect(bench.trader.status().troubles.failedCalls).toBeGreaterThan(0);
    expect(bench.complaints).toContain('history did not answer: a gap stays');
    await bench.trader.close();
  });

  it('may be announced while a slice is open: what was lost after it is found', async () => {
    const { seen, strategy } = watch(0);
    const symbols = ['AAA', 'BBB'];
    const bars = [past(range(0, 9)), past(range(0, 9), 'BBB')];
    const bench = await started({ strategy, symbols, past: bars });
    await send(bench, 0, symbols);
    await send(bench, 1, ['AAA']);
    bench.feed.gap(startAt + minute, 'the line was down');
    await send(bench, 3, symbols);
    await bench.clock.advanceBy(10_000);
    expect(seen.map(([at]) => at)).toEqual([0, 1, 2, 3]);
    await bench.trader.close();
  });

  it('any feed with gaps and repetitions shows every slice once, in order', async () => {
    const step = fc.record({ lost: fc.nat({ max: 3 }), repeats: fc.nat({ max: 2 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
        const { seen, strategy } = watch(2);
        const bench = await started({ strategy, past: [past(range(-5, 60))] });
        let next = 0;
        for (const { lost, repeats } of steps) {
          if (lost > 0) bench.feed.gap(startAt + next * minute, 'the line was down');
          next += lost;
          for (let back = repeats; back > 0; back--) {
            if (next > back && lost === 0) await send(bench, next - back);
          }
          await send(bench, next);
          next++;
        }
        expect(seen.map(([at]) => at)).toEqual(range(-2, next));
        await bench.trader.close();
      }),
      { numRuns: 60 },
    );
  }, 30_000);
});

describe('a slice', () => {
  const symbols = ['AAA', 'BBB'];

  it('is decided when the bars of all symbols are there', async () => {
    const { seen, strategy } = watch(0);
    const bench = await started({ strategy, symbols });
    await send(bench, 0, ['BBB']);
    expect(seen).toEqual([]);
    await send(bench, 0, ['AAA']);
    expect(seen).toEqual([[0, 'AAA BBB', 'live']]);
    await bench.trader.close();
  });

  it('waits for the grace period and no longer; what comes then is not shown', async () => {
    const { seen, strategy } = watch(0);
    const bench = await started({ strategy, symbols, frame: { graceMs: 3000 } });
    await send(bench, 0, ['AAA']);
    await bench.clock.advanceBy(2999);
    expect(seen).toEqual([]);
    await bench.clock.advanceBy(1);
    expect(seen).toEqual([[0, 'AAA', 'live']]);
    await send(bench, 0, ['BBB']);
    expect(seen).toHaveLength(1);
    expect(bench.trader.status().troubles.lateBars).toBe(1);
    await send(bench, 1, symbols);
    expect(seen[1]).toEqual([1, 'AAA BBB', 'live']);
    await bench.trader.close();
  });

  it('is decided when a later one begins', async () => {
    const { seen, strategy } = watch(0);
    const bench = await started({ strategy, symbols, frame: { graceMs: 600_000 } });
    await send(bench, 0, ['AAA']);
    await send(bench, 1, ['BBB']);
    expect(seen).toEqual([[0, 'AAA', 'live']]);
    await send(bench, 1, ['AAA']);
    expect(seen[1]).toEqual([1, 'AAA BBB', 'live']);
    await bench.trader.close();
  });

  it('has a bar once although the feed repeats it', async () => {
    const { seen, strategy } = watch(0);
    const bench = await started({ strategy, symbols });
    await send(bench, 0, ['AAA', 'AAA']);
    expect(seen).toEqual([]);
    await send(bench, 0, ['BBB']);
    expect(seen).toEqual([[0, 'AAA BBB', 'live']]);
    await bench.trader.close();
  });

  it('counts a bar that history had already as a repetition, not as late', async () => {
    const { strategy } = watch(1);
    const bench = await started({ strategy, past: [past(range(-3, 0))] });
    await send(bench, -1);
    expect(bench.trader.status().troubles.lateBars).toBe(0);
    await bench.trader.close();
  });

  it('is not completed by a bar of a symbol that nobody asked for', async () => {
    const { seen, strategy } = watch(0);
    const bench = await started({
      strategy,
      symbols,
      feed: (feed) => ({ bars: (_, signal) => feed.bars([...symbols, 'ZZZ'], signal) }),
    });
    await send(bench, 0, ['AAA', 'ZZZ', 'BBB']);
    expect(seen).toEqual([[0, 'AAA BBB', 'live']]);
    await bench.trader.close();
  });

  it('is put together from many symbols without a word on the console', async () => {
    const many = range(0, 40).map((i) => `S${10 + i}`);
    const { seen, strategy } = watch(0);
    const warnings = await warningsDuring(async () => {
      const bench = await started({ strategy, symbols: many });
      await send(bench, 0, many.slice(0, 30));
      await bench.clock.advanceBy(10_000);
      await bench.trader.close();
    });
    expect(seen).toHaveLength(1);
    expect(warnings).toEqual([]);
  });
});

describe('a bar with impossible values', () => {
  it.each<[string, Partial<Bar>, number]>([
    ['not a number', { close: Number.NaN }, minute],
    ['an infinite high', { high: Number.POSITIVE_INFINITY }, minute],
    ['a low above the open', { low: 101 }, minute],
    ['a high below the close', { high: 99 }, minute],
    ['a price of zero', { open: 0, low: 0 }, minute],
    ['a negative price', { low: -1 }, minute],
    ['a negative volume', { volume: -1 }, minute],
    ['a time that is no instant', { time: startAt + 0.5 }, minute],
    ['an end before its start', {}, -1],
    ['an end that is no number', {}, Number.NaN],
  ])('(%s) is refused, counted, and shown to nobody', async (_, lie, length) => {
    const { seen, strategy } = watch(0);
    const bench = await started({ strategy });
    await bench.clock.advanceBy(minute);
    const bar = { ...barOf('AAA', startAt, 100), ...lie };
    bench.feed.bar(bar, startAt + length);
    await bench.settle();
    await bench.clock.advanceBy(10_000);
    expect(seen).toEqual([]);
    expect(bench.trader.status()).toMatchObject({ state: 'running', troubles: { badBars: 1 } });
    await send(bench, 1);
    expect(seen).toEqual([[1, 'AAA', 'live']]);
    await bench.trader.close();
  });
});

describe('a feed that ends', () => {
  it('leaves a trader that has ended, with its last slice decided', async () => {
    const { seen, strategy } = watch(0);
    const bench = await started({ strategy, symbols: ['AAA', 'BBB'] });
    await send(bench, 0, ['AAA']);
    bench.feed.end();
    await bench.trader.finished();
    expect(seen).toEqual([[0, 'AAA', 'live']]);
    expect(bench.trader.status().state).toBe('ended');
    expect(bench.clock.pendingCount()).toBe(0);
    await bench.trader.close();
  });

  it('with an error leaves a trader that has failed and lets only exits out', async () => {
    const { strategy } = watch(0);
    const feed: MarketDataFeed = {
      async *bars() {
        yield { kind: 'bar', bar: barOf('AAA', startAt, 100), endAt: startAt + minute };
        throw new Error('401');
      },
    };
    const bench = await started({ strategy, feed: () => feed });
    await bench.settle();
    const { state, stoppedBecause } = bench.trader.status();
    expect([state, stoppedBecause]).toEqual(['failed', 'the feed failed']);
    // What was sent before still works, and its reports are heard.
    bench.broker.fill(bench.trader.results().orders.at(0), { price: '100' });
    await bench.settle();
    expect(bench.trader.status().fills).toBe(1);
    await bench.trader.close();
  });
});
