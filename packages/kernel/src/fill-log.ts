import { NumberRows, type UnixMs } from '@tradewright/core';

/** One execution on its way into the kernel. Reused by venues: read it during the call. */
export class FillFacts {
  filledAt: UnixMs = Number.NaN;
  /** Unsigned, in the instrument's quantity units. */
  quantityUnits = 0;
  priceUnits = 0;
  /** Ticks of the ledger's money scale; NaN when `feeExact` holds the fee. */
  feeTicks = 0;
  /** In units of 1e-18, when the fee is not a whole number of ticks. */
  feeExact: bigint | undefined = undefined;
  /** The broker's name of the execution; empty where executions have none. */
  execution = '';
}

/** One booked fill in whole units. */
export interface FillRow {
  readonly filledAt: UnixMs;
  /** Sequence number of its order in this run. */
  readonly sequence: number;
  readonly signedUnits: number;
  readonly priceUnits: number;
  /** Ticks of the ledger's money scale; NaN when `feeExact` holds it. */
  readonly feeTicks: number;
  /** In units of 1e-18, when the fee is not a whole number of ticks. */
  readonly feeExact: bigint | undefined;
}

/** Booked fills in order of booking: no object a fill, no copy to grow. */
export class FillLog {
  /** Rows written, those of removed fills included. */
  rows = 0;
  readonly #rows = new NumberRows(5);
  readonly #exactFees = new Map<number, bigint>();
  readonly #removed = new Set<number>();
  /** Rows that are left, once any was removed. */
  #left: readonly number[] = [];

  /** Fills that count. */
  get length(): number {
    return this.rows - this.#removed.size;
  }

  push(sequence: number, signedUnits: number, fill: FillFacts): void {
    const row = this.rows++;
    this.#rows.seek(row);
    const { chunk, at } = this.#rows;
    chunk[at] = fill.filledAt;
    chunk[at + 1] = sequence;
    chunk[at + 2] = signedUnits;
    chunk[at + 3] = fill.priceUnits;
    chunk[at + 4] = fill.feeTicks;
    if (fill.feeExact !== undefined) this.#exactFees.set(row, fill.feeExact);
  }

  /** The fill never was. Rows keep their numbers. */
  remove(row: number): void {
    this.#removed.add(row);
    this.#left = [];
  }

  /** @returns `undefined` outside 0 … length − 1. */
  find(index: number): FillRow | undefined {
    const known = Number.isInteger(index) && index >= 0 && index < this.length;
    if (!known) return undefined;
    return this.read(this.#removed.size === 0 ? index : this.#rowOf(index));
  }

  #rowOf(index: number): number {
    // Rows may have been written since the list was made; it is never longer than the fills.
    if (this.#left.length !== this.length) {
      this.#left = Array.from({ length: this.rows }, (_, row) => row).filter(
        (row) => !this.#removed.has(row),
      );
    }
    return this.#left[index] as number;
  }

  /** One row, by the number that it was written under. */
  read(row: number): FillRow {
    const numbers = this.#rows.read(row) as unknown as FiveNumbers;
    const [filledAt, sequence, signedUnits, priceUnits, feeTicks] = numbers;
    const feeExact = this.#exactFees.get(row);
    return { filledAt, sequence, signedUnits, priceUnits, feeTicks, feeExact };
  }
}

type FiveNumbers = readonly [number, number, number, number, number];
