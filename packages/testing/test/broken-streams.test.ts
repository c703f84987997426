import {
  type Bar,
  createVirtualClock,
  type FeedEvent,
  type MarketDataFeed,
  type OrderUpdate,
  type OrderUpdates,
} from '@tradewright/core';
import { describe, expect, it } from 'vitest';
import {
  approvedOrder,
  createScriptedBroker,
  createScriptedFeed,
  marketDataFeedContract,
  type MarketDataFeedBench,
  type MarketDataFeedClause,
  orderUpdatesContract,
  type OrderUpdatesBench,
  type OrderUpdatesClause,
} from '../src/index.js';
import { runSuite } from './failing-clauses.js';

const options = { patienceMs: 30 };

/** Passes on what comes, changed; leaves the source when its own reader leaves. */
async function* each<T>(source: AsyncIterable<T>, change: (item: T) => T[]): AsyncGenerator<T> {
  for await (const item of source) yield* change(item);
}

/** A signal that is never aborted: what a stream listens to that does not hear its reader. */
const deaf = new AbortController().signal;

/** Throws instead of ending, when this is so. */
async function* throwsAtEnd<T>(source: AsyncIterable<T>, so: () => boolean): AsyncGenerator<T> {
  yield* source;
  if (so()) throw new Error('the line was cut');
}

function feedBench(breaks: (feed: MarketDataFeed) => MarketDataFeed['bars']): MarketDataFeedBench {
  const feed = createScriptedFeed({ bufferMax: 50 });
  let minute = 0;
  const next = async (): Promise<Bar> => {
    minute++;
    const time = minute * 60_000;
    const [one, other] = ['SPY', 'QQQ'].map((symbol) => ({
      ...{ symbol, time, open: 10, high: 11, low: 9, close: 10 + minute / 100, volume: 5 },
    })) as [Bar, Bar];
    feed.bar(one, time + 60_000);
    feed.bar(other, time + 60_000);
    return one;
  };
  return {
    feed: { bars: breaks(feed) },
    symbols: ['SPY', 'QQQ'],
    next,
    flood: async () => {
      for (let i = 0; i < 100; i++) await next();
    },
    close: async () => {
      feed.end();
    },
  };
}

const isNoGap = (event: FeedEvent): boolean => event.kind !== 'gap';

const brokenFeeds: Record<MarketDataFeedClause, (feed: MarketDataFeed) => MarketDataFeed['bars']> =
  {
    // Rounds volumes away.
    delivers: (feed) => (symbols, signal) =>
      each(feed.bars(symbols, signal), (event) =>
        event.kind === 'bar' ? [{ ...event, bar: { ...event.bar, volume: 0 } }] : [event],
      ),
    // Holds every second bar back and sends it after the third.
    'in-order': (feed) => (symbols, signal) => {
      let held: FeedEvent | undefined;
      let count = 0;
      return each(feed.bars(symbols, signal), (event) => {
        if (symbols.length > 1 || event.kind !== 'bar') return [event];
        count++;
        if (count === 2) held = event;
        if (count === 2) return [];
        return held === undefined || count !== 3 ? [event] : [event, held];
      });
    },
    // Sends every symbol that it has.
    'only-asked': (feed) => (_, signal) => feed.bars(['SPY', 'QQQ'], signal),
    // Throws when it is aborted.
    'ends-on-abort': (feed) => (symbols, signal) => {
      let items = 0;
      const before = signal.aborted;
      const counted = each(feed.bars(symbols, signal), (event) => {
        items++;
        return [event];
      });
      return throwsAtEnd(counted, () => signal.aborted && !before && items === 0);
    },
    // Never looks whether the signal was aborted before.
    'aborted-before': (feed) => (symbols, signal) =>
      feed.bars(symbols, signal.aborted ? deaf : signal),
    // Takes a bar that comes after the abort for an overflow.
    'ends-while-busy': (feed) => (symbols, signal) => {
      let items = 0;
      const counted = each(feed.bars(symbols, signal), (event) => {
        items++;
        return [event];
      });
      return throwsAtEnd(counted, () => signal.aborted && items > 0);
    },
    // Listens to the signal for ever.
    'leaves-no-listener': (feed) => (symbols, signal) => {
      signal.addEventListener('abort', () => undefined);
      return feed.bars(symbols, signal);
    },
    // Loses bars silently.
    'loss-is-a-gap': (feed) => (symbols, signal) =>
      each(feed.bars(symbols, signal), (event) => [event].filter(isNoGap)),
    // Throws when its source is closed.
    'ends-on-close': (feed) => (symbols, signal) =>
      throwsAtEnd(feed.bars(symbols, signal), () => !signal.aborted),
  };

describe('the market data feed contract', () => {
  const kept =
    (feed: MarketDataFeed): MarketDataFeed['bars'] =>
    (symbols, signal) =>
      feed.bars(symbols, signal);

  it('holds for a feed that keeps it', async () => {
    const outcome = await runSuite((runner) => {
      marketDataFeedContract(runner, { ...options, create: () => feedBench(kept) });
    });
    expect(outcome.failed).toEqual([]);
    expect(outcome.passed).toEqual(Object.keys(brokenFeeds));
  });

  it.each(Object.entries(brokenFeeds))('finds a feed that breaks "%s"', async (clause, breaks) => {
    const outcome = await runSuite((runner) => {
      marketDataFeedContract(runner, { ...options, create: () => feedBench(breaks) });
    });
    expect(outcome.failed).toEqual([clause]);
  });
});

function updatesBench(
  breaks: (updates: OrderUpdates) => OrderUpdates['updates'],
): OrderUpdatesBench {
  const broker = createScriptedBroker({ clock: createVirtualClock({ startAt: 0 }) });
  let ordinal = 0;
  return {
    orderUpdates: { updates: breaks(broker) },
    happen: async () => {
      const order = approvedOrder({ symbol: 'SPY', side: 'buy', quantity: 1, ordinal });
      ordinal++;
      await broker.submitOrder(order);
      return order.clientOrderId;
    },
    close: () => broker.close(),
  };
}

const brokenUpdates: Record<
  OrderUpdatesClause,
  (updates: OrderUpdates) => OrderUpdates['updates']
> = {
  // Leaves the stamp out.
  delivers: (updates) => (since, signal) =>
    each(updates.updates(since, signal), (update) =>
      update.kind === 'report'
        ? [{ ...update, report: { ...update.report, reportedAt: Number.NaN } }]
        : [update],
    ),
  // Begins at the very beginning.
  'from-now-on': (updates) => (since, signal) => updates.updates(since ?? '-1', signal),
  // Knows no cursors.
  resumes: (updates) => (_, signal) => updates.updates(undefined, signal),
  // Has one line for all.
  'two-readers': (updates) => {
    let first: object | undefined;
    return (since, signal) => {
      const mine = {};
      first ??= mine;
      const tells = (update: OrderUpdate): OrderUpdate[] =>
        first === mine || since !== undefined ? [update] : [];
      return each(updates.updates(since, signal), tells);
    };
  },
  // Throws when it is aborted.
  'ends-on-abort': (updates) => (since, signal) => {
    let items = 0;
    const before = signal.aborted;
    const counted = each(updates.updates(since, signal), (update) => {
      items++;
      return [update];
    });
    return throwsAtEnd(counted, () => signal.aborted && !before && items === 0);
  },
  // Never looks whether the signal was aborted before.
  'aborted-before': (updates) => (since, signal) =>
    updates.updates(since, signal.aborted ? deaf : signal),
  // Takes a report that comes after the abort for an overflow.
  'ends-while-busy': (updates) => (since, signal) => {
    let items = 0;
    const counted = each(updates.updates(since, signal), (update) => {
      items++;
      return [update];
    });
    return throwsAtEnd(counted, () => signal.aborted && items > 0);
  },
  // Listens to the signal for ever.
  'leaves-no-listener': (updates) => (since, signal) => {
    signal.addEventListener('abort', () => undefined);
    return updates.updates(since, signal);
  },
  // Throws when its source is closed.
  'ends-on-close': (updates) => (since, signal) =>
    throwsAtEnd(updates.updates(since, signal), () => !signal.aborted),
};

describe('the order updates contract', () => {
  const kept =
    (updates: OrderUpdates): OrderUpdates['updates'] =>
    (since, signal) =>
      updates.updates(since, signal);

  it('holds for a stream that keeps it', async () => {
    const outcome = await runSuite((runner) => {
      orderUpdatesContract(runner, { ...options, create: () => updatesBench(kept) });
    });
    expect(outcome.failed).toEqual([]);
    expect(outcome.passed).toEqual(Object.keys(brokenUpdates));
  });

  it.each(Object.entries(brokenUpdates))(
    'finds a stream that breaks "%s"',
    async (clause, breaks) => {
      const outcome = await runSuite((runner) => {
        orderUpdatesContract(runner, { ...options, create: () => updatesBench(breaks) });
      });
      expect(outcome.failed).toEqual([clause]);
    },
  );
});
