import type { BarSeries } from '../bars/bar-series.js';
import type { UnixMs } from '../time/unix-ms.js';

/** Which bars are wanted. */
export interface BarQuery {
  readonly symbols: readonly string[];
  /** Complete at or before this instant; nothing later is returned. */
  readonly completeBy: UnixMs;
  /** The last so many bars of each symbol; fewer where there are fewer. */
  readonly countMax: number;
}

/** Past bars as columns. */
export interface BarHistory {
  /** One series per symbol that has any bar, in no particular order. Safe to repeat. */
  lastBars(query: BarQuery, signal?: AbortSignal): Promise<readonly BarSeries[]>;
}
