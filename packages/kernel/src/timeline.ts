import type { BarSeries, UnixMs } from '@tradewright/core';
import { BarCursor } from './bar-cursor.js';

/** The rows of each series that a run uses: from `firstRows` up to, not including, `endRows`. */
export interface RowRange {
  readonly firstRows: readonly number[];
  readonly endRows: readonly number[];
}

/**
 * Walks through several series slice by slice: all bars that start together are one slice. Fields
 * instead of results, and one object for all slices: nothing is allocated for a bar.
 */
export interface Timeline {
  /** The bars that were shown last, by slot. */
  readonly bars: BarCursor[];
  /** Every slice has a bar of every symbol, and row numbers are equal. */
  readonly inStep: boolean;
  /** How many symbols have a bar in the slice that `advance` found. */
  readonly count: number;
  /** Start of that slice. */
  readonly startAt: UnixMs;
  /** End of its last bar. */
  readonly endAt: UnixMs;
  /** Finds the next slice; false when there is none. `bars` still are those of the one before. */
  advance(): boolean;
  /**
   * Shows the slice that was found: moves `bars` to it. Apart from `advance`, because what happens
   * within a bar (fills, and what a strategy does about them) may not see the bar.
   */
  show(): void;
  /** Slot and row of the bar number `i` of the slice that `advance` found, by slot. */
  slotAt(i: number): number;
  rowAt(i: number): number;
}

/** Makes the timeline of a run: in step where all series share their times, merged elsewhere. */
export function createTimeline(series: readonly BarSeries[], rows: RowRange): Timeline {
  return inStep(series, rows) ? new StepTimeline(series, rows) : new MergedTimeline(series, rows);
}

function inStep(series: readonly BarSeries[], { firstRows, endRows }: RowRange): boolean {
  const { time } = series[0] as BarSeries;
  const first = firstRows[0] as number;
  const end = endRows[0] as number;
  return series.every((one, slot) => {
    if (firstRows[slot] !== first || endRows[slot] !== end) return false;
    for (let row = first; one.time !== time && row < end; row++) {
      if (one.time[row] !== time[row]) return false;
    }
    return true;
  });
}

/** All series have the same times: one row number leads them all. */
export class StepTimeline implements Timeline {
  readonly inStep: boolean = true;
  readonly bars: BarCursor[];
  readonly count: number = 0;
  /** Starts by row, and the length of a bar: for drivers that count rows themselves. */
  readonly time: Float64Array;
  readonly periodMs: number = Number.NaN;
  /** Every bar has the length `periodMs`: none has an end of its own. */
  readonly isUniform: boolean;
  readonly endRow: number = 0;
  /** The row that `advance` finds next. */
  nextRow = 0;
  startAt: UnixMs = Number.NaN;
  endAt: UnixMs = Number.NaN;
  readonly #ends: readonly (Float64Array | undefined)[];

  constructor(series: readonly BarSeries[], { firstRows, endRows }: RowRange) {
    const { time, periodMs } = series[0] as BarSeries;
    this.bars = series.map((one, slot) => new BarCursor(slot, one.symbol, one));
    this.count = series.length;
    this.time = time;
    this.periodMs = periodMs;
    this.#ends = series.map((one) => one.endTime);
    this.isUniform = this.#ends.every((ends) => ends === undefined);
    this.endRow = endRows[0] as number;
    this.nextRow = firstRows[0] as number;
  }

  advance(): boolean {
    const row = this.nextRow;
    if (row >= this.endRow) return false;
    this.find(row);
    return true;
  }

  /** Finds the slice of a row. */
  find(row: number): void {
    const startAt = this.time[row] as number;
    this.startAt = startAt;
    this.endAt = this.isUniform ? startAt + this.periodMs : this.#latestEnd(row, startAt);
    this.nextRow = row + 1;
  }

  show(): void {
    const { bars } = this;
    const row = this.nextRow - 1;
    for (let i = 0; i < bars.length; i++) (bars[i] as BarCursor).index = row;
  }

  slotAt(i: number): number {
    return i;
  }

  rowAt(): number {
    return this.nextRow - 1;
  }

  #latestEnd(row: number, startAt: UnixMs): UnixMs {
    let latest = startAt;
    for (const ends of this.#ends) {
      const end = ends === undefined ? startAt + this.periodMs : (ends[row] as number);
      if (end > latest) latest = end;
    }
    return latest;
  }
}

/** Series with times of their own: the earliest next bar decides which slice comes. */
class MergedTimeline implements Timeline {
  readonly inStep: boolean = false;
  readonly bars: BarCursor[] = [];
  count = 0;
  startAt: UnixMs = Number.NaN;
  endAt: UnixMs = Number.NaN;
  readonly #series: readonly BarSeries[];
  readonly #cursors: readonly BarCursor[];
  readonly #heads: Int32Array;
  /** Slots of the slice that was found. */
  readonly #taken: Int32Array;
  readonly #ends: Int32Array;
  /** Start of each series' next bar; infinite when it has none left. */
  readonly #nextAt: Float64Array;

  constructor(series: readonly BarSeries[], { firstRows, endRows }: RowRange) {
    this.#series = series;
    this.#cursors = series.map((one, slot) => new BarCursor(slot, one.symbol, one));
    this.#heads = Int32Array.from(firstRows);
    this.#taken = new Int32Array(series.length);
    this.#ends = Int32Array.from(endRows);
    this.#nextAt = Float64Array.from(series, (_, slot) => this.#startOf(slot));
  }

  #startOf(slot: number): UnixMs {
    const row = this.#heads[slot] as number;
    if (row >= (this.#ends[slot] as number)) return Number.POSITIVE_INFINITY;
    return (this.#series[slot] as BarSeries).time[row] as number;
  }

  advance(): boolean {
    const nextAt = this.#nextAt;
    let startAt = Number.POSITIVE_INFINITY;
    for (let slot = 0; slot < nextAt.length; slot++) {
      const next = nextAt[slot] as number;
      if (next < startAt) startAt = next;
    }
    if (startAt === Number.POSITIVE_INFINITY) return false;
    this.startAt = startAt;
    this.endAt = startAt;
    let count = 0;
    for (let slot = 0; slot < nextAt.length; slot++) {
      if (nextAt[slot] !== startAt) continue;
      this.#taken[count++] = slot;
      this.#take(slot);
    }
    this.count = count;
    return true;
  }

  show(): void {
    const { bars, count } = this;
    for (let i = 0; i < count; i++) {
      const cursor = this.#cursors[this.#taken[i] as number] as BarCursor;
      cursor.index = this.rowAt(i);
      // A store of a reference costs a barrier; in most slices it is there already.
      if (bars[i] !== cursor) bars[i] = cursor;
    }
    if (bars.length !== count) bars.length = count;
  }

  slotAt(i: number): number {
    return this.#taken[i] as number;
  }

  rowAt(i: number): number {
    return (this.#heads[this.#taken[i] as number] as number) - 1;
  }

  #take(slot: number): void {
    const { endTime, periodMs } = this.#series[slot] as BarSeries;
    const row = this.#heads[slot] as number;
    const end = endTime === undefined ? this.startAt + periodMs : (endTime[row] as number);
    if (end > this.endAt) this.endAt = end;
    this.#heads[slot] = row + 1;
    this.#nextAt[slot] = this.#startOf(slot);
  }
}
