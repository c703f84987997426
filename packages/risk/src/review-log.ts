import { NumberRows } from '@tradewright/core';
import { reviewFactNames } from './review-facts.js';

const width = reviewFactNames.length + 1;

/** Keeps the numbers of every review, so that any order can be explained later. */
export class ReviewLog {
  length = 0;
  /** The facts, and 1 when the order increased what is at risk. */
  readonly #rows = new NumberRows(width);

  /** Appends one review; its row is the order's sequence number. */
  push(facts: Float64Array, increases: boolean): void {
    const rows = this.#rows;
    rows.seek(this.length++);
    const { chunk, at } = rows;
    for (let i = 0; i < facts.length; i++) chunk[at + i] = facts[i] as number;
    chunk[at + facts.length] = increases ? 1 : 0;
  }

  /** Reads one review back; `undefined` for a row that was not written. */
  find(row: number): { readonly facts: Float64Array; readonly increases: boolean } | undefined {
    const values = row >= 0 && row < this.length ? this.#rows.read(row) : undefined;
    if (values === undefined) return undefined;
    return { facts: values.slice(0, width - 1), increases: values[width - 1] === 1 };
  }
}
