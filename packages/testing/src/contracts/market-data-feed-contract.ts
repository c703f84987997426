import type { Bar, FeedEvent, MarketDataFeed } from '@tradewright/core';
import { createCountedSignal } from './counted-signal.js';
import { type Clause, type ContractOptions, runContract } from './run-contract.js';
import { openReader } from './stream-reader.js';
import type { TestRunner } from './test-runner.js';

/** A feed, and the hand that moves its market. */
export interface MarketDataFeedBench {
  readonly feed: MarketDataFeed;
  /** Two symbols that the feed has. */
  readonly symbols: readonly [string, string];
  /**
   * Completes the next bar of every symbol. Resolves with the bar of the first one when all are on
   * their way to whoever listens.
   */
  readonly next: () => Promise<Bar>;
  /** Completes more bars than the feed keeps for a reader that does not read. */
  readonly flood: () => Promise<void>;
  /** Closes the source, as the host does. */
  readonly close: () => Promise<void>;
}

/** The clauses of the market data feed contract. */
export type MarketDataFeedClause =
  | 'delivers'
  | 'in-order'
  | 'only-asked'
  | 'ends-on-abort'
  | 'aborted-before'
  | 'ends-while-busy'
  | 'leaves-no-listener'
  | 'loss-is-a-gap'
  | 'ends-on-close';

const clauses: Readonly<Record<MarketDataFeedClause, Clause<MarketDataFeedBench>>> = {
  delivers: {
    title: 'delivers every complete bar with its end',
    async check({ feed, symbols, next }, tools) {
      const { signal } = new AbortController();
      const reader = openReader(feed.bars([symbols[0]], signal), tools);
      const bar = await next();
      const event = (await reader.takeUntil(isBarOf(symbols[0]))).at(-1);
      const came = event?.kind === 'bar' ? event : undefined;
      tools.expect(came?.bar).toEqual(bar);
      tools.expect(came !== undefined && came.endAt >= bar.time).toBe(true);
      await reader.leave();
    },
  },
  'in-order': {
    title: 'keeps the order of time for each symbol',
    async check({ feed, symbols, next }, tools) {
      const { signal } = new AbortController();
      const reader = openReader(feed.bars([symbols[0]], signal), tools);
      const wanted = [await next(), await next(), await next()].map((bar) => bar.time);
      const times: number[] = [];
      while (times.length < wanted.length) {
        const event = await reader.take();
        if (event === undefined) break;
        if (event.kind === 'bar' && isBarOf(symbols[0])(event)) times.push(event.bar.time);
      }
      tools.expect(times).toEqual(wanted);
      await reader.leave();
    },
  },
  'only-asked': {
    title: 'delivers the symbols that were asked for, and no others',
    async check({ feed, symbols, next }, tools) {
      const { signal } = new AbortController();
      const one = openReader(feed.bars([symbols[1]], signal), tools);
      const both = openReader(feed.bars(symbols, signal), tools);
      await next();
      const [event] = await one.takeUntil((each) => each.kind === 'bar');
      tools.expect(event !== undefined && isBarOf(symbols[1])(event)).toBe(true);
      const seen = [await both.take(), await both.take()].map((each) =>
        each?.kind === 'bar' ? each.bar.symbol : each?.kind,
      );
      tools.expect(seen.sort()).toEqual([...symbols].sort());
      await one.leave();
      await both.leave();
    },
  },
  'ends-on-abort': {
    title: 'ends without an error when the signal is aborted while it waits',
    async check({ feed, symbols }, tools) {
      const { signal, abort } = createCountedSignal();
      const reader = openReader(feed.bars(symbols, signal), tools);
      abort();
      tools.expect(await reader.take()).toBe(undefined);
    },
  },
  'aborted-before': {
    title: 'ends at once on a signal that was aborted before',
    async check({ feed, symbols }, tools) {
      const { signal, abort } = createCountedSignal();
      abort();
      const reader = openReader(feed.bars(symbols, signal), tools);
      tools.expect(await reader.take()).toBe(undefined);
    },
  },
  'ends-while-busy': {
    title: 'ends without an error when more bars come between the abort and the next question',
    async check({ feed, symbols, next }, tools) {
      const { signal, abort } = createCountedSignal();
      const reader = openReader(feed.bars([symbols[0]], signal), tools);
      await next();
      await reader.take();
      abort();
      await next();
      // What waited may still come; then it ends.
      tools.expect((await reader.takeUntil(() => false)).length <= 2).toBe(true);
    },
  },
  'leaves-no-listener': {
    title: 'leaves no listener on the signal when the reader leaves',
    async check({ feed, symbols, next }, tools) {
      const counted = createCountedSignal();
      const reader = openReader(feed.bars(symbols, counted.signal), tools);
      await next();
      await reader.take();
      await reader.leave();
      tools.expect(counted.listeners()).toBe(0);
    },
  },
  'loss-is-a-gap': {
    title: 'announces what it lost for a slow reader as a gap, and goes on',
    async check({ feed, symbols, flood, next }, tools) {
      const { signal } = new AbortController();
      const reader = openReader(feed.bars([symbols[0]], signal), tools);
      await flood();
      const isGap = (event: FeedEvent): boolean => event.kind === 'gap';
      const kept = await reader.takeUntil(isGap);
      tools.expect(kept.at(-1)?.kind).toBe('gap');
      const { time } = await next();
      const isNew = (event: FeedEvent): boolean => event.kind === 'bar' && event.bar.time === time;
      tools.expect((await reader.takeUntil(isNew)).some(isNew)).toBe(true);
      await reader.leave();
    },
  },
  'ends-on-close': {
    title: 'ends without an error when the source is closed, after saying so or not',
    async check({ feed, symbols, close }, tools) {
      const { signal } = new AbortController();
      const reader = openReader(feed.bars(symbols, signal), tools);
      await close();
      const last = await reader.takeUntil(() => false);
      tools.expect(last.filter((event) => event.kind !== 'end')).toEqual([]);
    },
  },
};

function isBarOf(symbol: string): (event: FeedEvent) => boolean {
  return (event) => event.kind === 'bar' && event.bar.symbol === symbol;
}

/**
 * What every `MarketDataFeed` must do, one test per clause.
 *
 * @param runner The test functions of Vitest, Jest or the like.
 */
export function marketDataFeedContract(
  runner: TestRunner,
  options: ContractOptions<MarketDataFeedBench, MarketDataFeedClause>,
): void {
  const release = ({ close }: MarketDataFeedBench): Promise<void> => close().catch(() => undefined);
  runContract(runner, { port: 'market data feed', clauses, release }, options);
}
