// A power of two, so that finding a row costs a shift instead of a division. Small, because a short
// run pays for zeros that it never uses, and a sweep makes thousands of short runs.
const chunkBits = 8;
const rowsPerChunk = 1 << chunkBits;
const rowMask = rowsPerChunk - 1;

/**
 * A growing table of numbers in chunks of typed arrays: nothing is copied when it grows, and a row
 * is no object. `seek` selects a row; its values are `chunk[at]` to `chunk[at + width - 1]`. The
 * fields are for hot loops; everyone else uses {@link NumberRows.read}.
 */
export class NumberRows {
  /** Chunk and place of the row that `seek` selected. */
  chunk: Float64Array = new Float64Array(0);
  at = 0;
  readonly width: number;
  readonly #chunks: Float64Array[] = [];
  #index = -1;

  constructor(width: number) {
    this.width = width;
  }

  /** Selects a row and makes room for it; what was never written is zero. */
  seek(row: number): void {
    const index = row >>> chunkBits;
    // Rows mostly follow each other, and a store of a reference costs more than a comparison.
    if (index !== this.#index) this.#turnTo(index);
    this.at = (row & rowMask) * this.width;
  }

  #turnTo(index: number): void {
    while (this.#chunks.length <= index) {
      this.#chunks.push(new Float64Array(this.width * rowsPerChunk));
    }
    this.chunk = this.#chunks[index] as Float64Array;
    this.#index = index;
  }

  /** A copy of one row; `undefined` where there is no chunk. */
  read(row: number): Float64Array | undefined {
    const chunk = this.#chunks[Math.floor(row / rowsPerChunk)];
    if (chunk === undefined) return undefined;
    const at = (row & rowMask) * this.width;
    return chunk.slice(at, at + this.width);
  }
}
