import type { UnixMs } from '@tradewright/core';

/** From entry to exit: a position that was opened and closed again. Doubles, not exact money. */
export interface RoundTrip {
  readonly symbol: string;
  readonly direction: 'long' | 'short';
  /** Units opened and closed, in units after any split. */
  readonly quantity: number;
  readonly openedAt: UnixMs;
  readonly closedAt: UnixMs;
  /** Average prices, weighted by quantity, in terms after any split. */
  readonly entryPrice: number;
  readonly exitPrice: number;
  /** Money before fees. */
  readonly grossPnl: number;
  /** Fees of both sides; a fill's fee is shared among the trips it belongs to by quantity. */
  readonly fees: number;
  /** `grossPnl - fees`. */
  readonly netPnl: number;
  /** `netPnl` as a fraction of what the entry was worth; `undefined` for an entry at price zero. */
  readonly returnFraction: number | undefined;
  readonly holdingMs: number;
  /** Number of fills it is made of. */
  readonly fillCount: number;
  /**
   * Worst and best unrealized money on the way, before fees: never above and never below zero.
   * Only when prices were given.
   */
  readonly maxAdverse?: number | undefined;
  readonly maxFavorable?: number | undefined;
}

/** Units that are still held at the end. */
export interface OpenLot {
  readonly symbol: string;
  readonly direction: 'long' | 'short';
  readonly quantity: number;
  readonly openedAt: UnixMs;
  readonly entryPrice: number;
  /** Fees of the entry that belong to these units. */
  readonly fees: number;
}
