import type { UnixMs } from '@tradewright/core';

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

const rowsPerChunk = 4096;

/** One chunk of fills as columns. */
class FillChunk {
  readonly filledAt: Float64Array = new Float64Array(rowsPerChunk);
  readonly sequence: Int32Array = new Int32Array(rowsPerChunk);
  readonly signedUnits: Float64Array = new Float64Array(rowsPerChunk);
  readonly priceUnits: Float64Array = new Float64Array(rowsPerChunk);
  readonly feeTicks: Float64Array = new Float64Array(rowsPerChunk);
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

/** Booked fills in order of booking, as chunks of columns: no object a fill, no copy to grow. */
export class FillLog {
  length = 0;
  readonly #chunks: FillChunk[] = [];
  readonly #exactFees = new Map<number, bigint>();
  #chunk = new FillChunk();
  #at = rowsPerChunk;

  push(sequence: number, signedUnits: number, fill: FillFacts): void {
    if (this.#at === rowsPerChunk) {
      this.#chunk = new FillChunk();
      this.#chunks.push(this.#chunk);
      this.#at = 0;
    }
    const chunk = this.#chunk;
    const at = this.#at++;
    chunk.filledAt[at] = fill.filledAt;
    chunk.sequence[at] = sequence;
    chunk.signedUnits[at] = signedUnits;
    chunk.priceUnits[at] = fill.priceUnits;
    chunk.feeTicks[at] = fill.feeTicks;
    if (fill.feeExact !== undefined) this.#exactFees.set(this.length, fill.feeExact);
    this.length++;
  }

  /** @returns `undefined` outside 0 … length − 1. */
  find(index: number): FillRow | undefined {
    const chunk = this.#chunks[Math.floor(index / rowsPerChunk)];
    if (chunk === undefined || !(index >= 0 && index < this.length)) return undefined;
    const at = index % rowsPerChunk;
    return {
      filledAt: chunk.filledAt[at] as number,
      sequence: chunk.sequence[at] as number,
      signedUnits: chunk.signedUnits[at] as number,
      priceUnits: chunk.priceUnits[at] as number,
      feeTicks: chunk.feeTicks[at] as number,
      feeExact: this.#exactFees.get(index),
    };
  }
}
