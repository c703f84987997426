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
  readonly #rowsPerChunk: number;
  readonly #chunks: Float64Array[] = [];

  constructor(width: number, rowsPerChunk = 2048) {
    this.width = width;
    this.#rowsPerChunk = rowsPerChunk;
  }

  /** Selects a row and makes room for it; what was never written is zero. */
  seek(row: number): void {
    const index = Math.floor(row / this.#rowsPerChunk);
    while (this.#chunks.length <= index) {
      this.#chunks.push(new Float64Array(this.width * this.#rowsPerChunk));
    }
    this.chunk = this.#chunks[index] as Float64Array;
    this.at = (row - index * this.#rowsPerChunk) * this.width;
  }

  /** A copy of one row; `undefined` where there is no chunk. */
  read(row: number): Float64Array | undefined {
    const index = Math.floor(row / this.#rowsPerChunk);
    const chunk = this.#chunks[index];
    if (chunk === undefined) return undefined;
    const at = (row - index * this.#rowsPerChunk) * this.width;
    return chunk.slice(at, at + this.width);
  }
}
