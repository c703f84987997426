import type { Bar } from '../bars/bar-series.js';
import type { UnixMs } from '../time/unix-ms.js';

/** What a feed carries. Silence is announced, never hidden. */
export type FeedEvent =
  | { readonly kind: 'bar'; readonly bar: Bar; readonly endAt: UnixMs }
  | { readonly kind: 'gap'; readonly from: UnixMs; readonly message: string }
  | { readonly kind: 'end' };

/** Live market data. */
export interface MarketDataFeed {
  /**
   * Complete bars of the symbols as they close: in order for each symbol, in any order between
   * symbols. `end` is sent by feeds that can end (replays). Buffers are bounded; what is lost is a
   * `gap`. Ends when the signal is aborted.
   */
  bars(symbols: readonly string[], signal: AbortSignal): AsyncIterable<FeedEvent>;
}
