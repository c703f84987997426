import type { Bar } from '@tradewright/core';
import { BarCursor, type CursorColumns } from '@tradewright/kernel';

/** One-row columns for each symbol: what arrives one bar at a time, as the kernel reads bars. */
export class LiveBars {
  readonly #columns: readonly CursorColumns[];
  readonly #cursors: readonly BarCursor[];
  readonly #slots: ReadonlyMap<string, number>;

  constructor(symbols: readonly string[]) {
    this.#slots = new Map(symbols.map((symbol, slot) => [symbol, slot]));
    this.#columns = symbols.map(() => ({
      time: new Float64Array(1),
      open: new Float64Array(1),
      high: new Float64Array(1),
      low: new Float64Array(1),
      close: new Float64Array(1),
      volume: new Float64Array(1),
      vwap: new Float64Array(1),
    }));
    this.#cursors = this.#columns.map(
      (columns, slot) => new BarCursor(slot, symbols[slot] as string, columns),
    );
  }

  /** The cursors of a slice, by slot. A bar of a symbol that is not in the run is left out. */
  show(bars: readonly Bar[]): BarCursor[] {
    const shown: BarCursor[] = [];
    for (const bar of bars) {
      const slot = this.#slots.get(bar.symbol);
      if (slot === undefined) continue;
      const columns = this.#columns[slot] as CursorColumns;
      columns.time[0] = bar.time;
      columns.open[0] = bar.open;
      columns.high[0] = bar.high;
      columns.low[0] = bar.low;
      columns.close[0] = bar.close;
      columns.volume[0] = bar.volume;
      if (columns.vwap !== undefined) columns.vwap[0] = bar.vwap ?? Number.NaN;
      shown.push(this.#cursors[slot] as BarCursor);
    }
    return shown.sort((a, b) => a.slot - b.slot);
  }
}
