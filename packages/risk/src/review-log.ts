import { reviewFactNames } from './review-facts.js';

/** Numbers of one review, and whether the order increased what is at risk. */
const width = reviewFactNames.length + 1;
const rowsPerChunk = 1024;

/** Keeps the numbers of every review as columns, so that any order can be explained later. */
export class ReviewLog {
  length = 0;
  readonly #chunks: Float64Array[] = [];
  #chunk = new Float64Array(0);
  #at = 0;

  /** Appends one review; its row is the order's sequence number. */
  push(facts: Float64Array, increases: boolean): void {
    if (this.#at === this.#chunk.length) {
      this.#chunk = new Float64Array(width * rowsPerChunk);
      this.#chunks.push(this.#chunk);
      this.#at = 0;
    }
    const chunk = this.#chunk;
    const at = this.#at;
    for (let i = 0; i < facts.length; i++) chunk[at + i] = facts[i] as number;
    chunk[at + width - 1] = increases ? 1 : 0;
    this.#at = at + width;
    this.length++;
  }

  /** Reads one review back; `undefined` for a row that was not written. */
  find(row: number): { readonly facts: Float64Array; readonly increases: boolean } | undefined {
    const chunk = this.#chunks[Math.floor(row / rowsPerChunk)];
    if (chunk === undefined || !(row >= 0 && row < this.length)) return undefined;
    const at = (row % rowsPerChunk) * width;
    const increases = chunk[at + width - 1] === 1;
    return { facts: chunk.slice(at, at + width - 1), increases };
  }
}
