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
  length = 0;
  readonly #rows = new NumberRows(5);
  readonly #exactFees = new Map<number, bigint>();

  push(sequence: number, signedUnits: number, fill: FillFacts): void {
    const row = this.length++;
    this.#rows.seek(row);
    const { chunk, at } = this.#rows;
    chunk[at] = fill.filledAt;
    chunk[at + 1] = sequence;
    chunk[at + 2] = signedUnits;
    chunk[at + 3] = fill.priceUnits;
    chunk[at + 4] = fill.feeTicks;
    if (fill.feeExact !== undefined) this.#exactFees.set(row, fill.feeExact);
  }

  /** @returns `undefined` outside 0 … length − 1. */
  find(index: number): FillRow | undefined {
    const known = Number.isInteger(index) && index >= 0 && index < this.length;
    const row = known ? this.#rows.read(index) : undefined;
    if (row === undefined) return undefined;
    const [filledAt, sequence, signedUnits, priceUnits, feeTicks] = row as unknown as FiveNumbers;
    const feeExact = this.#exactFees.get(index);
    return { filledAt, sequence, signedUnits, priceUnits, feeTicks, feeExact };
  }
}

type FiveNumbers = readonly [number, number, number, number, number];
