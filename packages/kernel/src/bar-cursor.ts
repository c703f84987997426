import type { Bar, BarSeries, UnixMs } from '@tradewright/core';
import { interned } from './interned.js';

/** The columns that a cursor reads. */
export type CursorColumns = Pick<
  BarSeries,
  'time' | 'open' | 'high' | 'low' | 'close' | 'volume' | 'vwap'
>;

/**
 * A window on row `index` of one symbol's columns: one object for all bars of a run. It holds the
 * columns themselves, because a frozen series object is slower to read.
 */
export class BarCursor implements Bar {
  readonly slot: number;
  readonly symbol: string;
  index = 0;
  readonly #time: Float64Array;
  readonly #open: Float64Array;
  readonly #high: Float64Array;
  readonly #low: Float64Array;
  readonly #close: Float64Array;
  readonly #volume: Float64Array;
  readonly #vwap: Float64Array | undefined;

  constructor(slot: number, symbol: string, columns: CursorColumns) {
    this.slot = slot;
    this.symbol = interned(symbol);
    this.#time = columns.time;
    this.#open = columns.open;
    this.#high = columns.high;
    this.#low = columns.low;
    this.#close = columns.close;
    this.#volume = columns.volume;
    this.#vwap = columns.vwap;
  }

  get time(): UnixMs {
    return this.#time[this.index] as number;
  }

  get open(): number {
    return this.#open[this.index] as number;
  }

  get high(): number {
    return this.#high[this.index] as number;
  }

  get low(): number {
    return this.#low[this.index] as number;
  }

  get close(): number {
    return this.#close[this.index] as number;
  }

  get volume(): number {
    return this.#volume[this.index] as number;
  }

  get vwap(): number | undefined {
    const value = this.#vwap?.[this.index];
    return value === undefined || Number.isNaN(value) ? undefined : value;
  }
}
