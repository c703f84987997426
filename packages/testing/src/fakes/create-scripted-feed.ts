import type { Bar, FeedEvent, MarketDataFeed, UnixMs } from '@tradewright/core';
import { createBroadcast } from './create-broadcast.js';

/** A feed that says what it is told to say. */
export interface ScriptedFeed extends MarketDataFeed {
  /** Sends a bar to whoever asked for its symbol. */
  bar(bar: Bar, endAt: UnixMs): void;
  /** Announces that bars were lost. */
  gap(from: UnixMs, message?: string): void;
  /** Says that no more bars will come, and ends. */
  end(): void;
  /** How many read. */
  readers(): number;
}

/**
 * Creates a live feed for tests of whatever reads one. A reader that falls more than `bufferMax`
 * events behind (default 10,000) loses what comes then, and is sent a gap.
 *
 * @example
 * const feed = createScriptedFeed();
 * const events = feed.bars(['SPY'], new AbortController().signal)[Symbol.asyncIterator]();
 * const first = events.next();
 * feed.gap(0, 'the line was down');
 * const event = await first;
 * event.value.kind // => 'gap'
 */
export function createScriptedFeed(
  settings: { readonly bufferMax?: number | undefined } = {},
): ScriptedFeed {
  const { bufferMax: sizeMax = 10_000 } = settings;
  const message = 'the reader was too slow';
  const broadcast = createBroadcast<FeedEvent>({
    sizeMax,
    gap: () => ({ kind: 'gap', from: lastEndAt, message }),
  });
  let lastEndAt: UnixMs = 0;
  let readers = 0;
  return {
    async *bars(symbols, signal) {
      readers++;
      try {
        for await (const event of broadcast.listen(signal)) {
          if (event.kind === 'bar' && !symbols.includes(event.bar.symbol)) continue;
          yield event;
        }
      } finally {
        readers--;
      }
    },
    bar(bar, endAt) {
      lastEndAt = endAt;
      broadcast.publish({ kind: 'bar', bar, endAt });
    },
    gap: (from, reason = 'bars were lost') => {
      broadcast.publish({ kind: 'gap', from, message: reason });
    },
    end() {
      broadcast.publish({ kind: 'end' });
      broadcast.end();
    },
    readers: () => readers,
  };
}
