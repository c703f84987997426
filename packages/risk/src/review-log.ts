import { ReviewFacts } from './review-facts.js';

const width = 16;
const rowsPerChunk = 1024;

/** Keeps the numbers of every review as columns, so that any order can be explained later. */
export class ReviewLog {
  readonly #chunks: Float64Array[] = [];
  #chunk = new Float64Array(0);
  #at = 0;
  length = 0;

  /** Appends one review; its row is the order's sequence number. */
  push(facts: ReviewFacts): void {
    if (this.#at === this.#chunk.length) {
      this.#chunk = new Float64Array(width * rowsPerChunk);
      this.#chunks.push(this.#chunk);
      this.#at = 0;
    }
    const row = this.#chunk;
    const at = this.#at;
    row[at] = facts.quantity;
    row[at + 1] = facts.price;
    row[at + 2] = facts.notional;
    row[at + 3] = facts.position;
    row[at + 4] = facts.worstPosition;
    row[at + 5] = facts.worstBefore;
    row[at + 6] = facts.soldShort;
    row[at + 7] = facts.worstNotional;
    row[at + 8] = facts.gross;
    row[at + 9] = facts.equity;
    row[at + 10] = facts.dailyLoss;
    row[at + 11] = facts.dayStartEquity;
    row[at + 12] = facts.cash;
    row[at + 13] = facts.cashNeeded;
    row[at + 14] = facts.mark;
    row[at + 15] = facts.increases;
    this.#at = at + width;
    this.length++;
  }

  /** Reads one review back; `undefined` for a row that was not written. */
  find(row: number): ReviewFacts | undefined {
    const chunk = this.#chunks[Math.floor(row / rowsPerChunk)];
    if (chunk === undefined || !(row < this.length)) return undefined;
    const values = chunk.subarray((row % rowsPerChunk) * width);
    const facts = new ReviewFacts();
    (Object.keys(facts) as (keyof ReviewFacts)[]).forEach((name, i) => {
      facts[name] = values[i] as number;
    });
    return facts;
  }
}
