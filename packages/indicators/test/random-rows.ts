import type { Row, RowColumns } from './indicator-cases.js';

/** Deterministic bars of a random walk that never repeat a price, so that every quotient exists. */
export function wander(count: number): Row[] {
  let state = 12345;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  let close = 100;
  return Array.from({ length: count }, () => {
    close *= 1 + (random() - 0.5) * 0.05;
    const high = close * (1 + random() * 0.02);
    const low = close * (1 - random() * 0.02);
    return { high, low, close, volume: 1000 + Math.floor(random() * 9000) };
  });
}

/** The same rows as columns. */
export function toColumns(rows: readonly Row[]): RowColumns {
  const column = (field: keyof Row) => Float64Array.from(rows, (each) => each[field]);
  return {
    high: column('high'),
    low: column('low'),
    close: column('close'),
    volume: column('volume'),
  };
}
