import { type Bar, type BarSeries, invariant, type UnixMs } from '@tradewright/core';
import { interned } from './interned.js';

/** The columns that a cursor reads. */
export type CursorColumns = Pick<BarSeries, 'time' | 'open' | 'high' | 'low' | 'close' | 'volume'>;

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

  constructor(slot: number, symbol: string, columns: CursorColumns) {
    this.slot = slot;
    this.symbol = interned(symbol);
    this.#time = columns.time;
    this.#open = columns.open;
    this.#high = columns.high;
    this.#low = columns.low;
    this.#close = columns.close;
    this.#volume = columns.volume;
  }

  /**
   * Moves to a row. Reads its open along: fills need one now and then, and a column that is read in
   * order is in the cache by then, where a jump into it would wait for memory. What was read also
   * tells that the caller has not changed the columns since they were checked.
   */
  moveTo(row: number): void {
    this.index = row;
    invariant((this.#open[row] as number) > 0, 'columns do not change while a run reads them');
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
}
