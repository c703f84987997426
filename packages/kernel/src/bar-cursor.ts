import type { Bar, UnixMs } from '@tradewright/core';

/** The columns that a cursor reads. */
export interface BarColumns {
  readonly time: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
}

/** A window on row `index` of one symbol's columns: one object for all bars of a run. */
export class BarCursor implements Bar {
  readonly slot: number;
  readonly symbol: string;
  index = 0;
  readonly #columns: BarColumns;

  constructor(slot: number, symbol: string, columns: BarColumns) {
    this.slot = slot;
    this.symbol = symbol;
    this.#columns = columns;
  }

  get time(): UnixMs {
    return this.#columns.time[this.index] as number;
  }

  get open(): number {
    return this.#columns.open[this.index] as number;
  }

  get high(): number {
    return this.#columns.high[this.index] as number;
  }

  get low(): number {
    return this.#columns.low[this.index] as number;
  }

  get close(): number {
    return this.#columns.close[this.index] as number;
  }

  get volume(): number {
    return this.#columns.volume[this.index] as number;
  }
}
