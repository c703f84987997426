import type { SymbolNumbers } from './portfolio-policy.js';

/** One symbol and its number. */
export type SymbolNumber = readonly [symbol: string, number: number];

/** The finite numbers in alphabetical order, so that no sum depends on the order of a map. */
export function sortedEntries(numbers: SymbolNumbers): SymbolNumber[] {
  const entries: SymbolNumber[] = [...numbers].filter(([, number]) => Number.isFinite(number));
  return entries.sort(bySymbol);
}

/** The order of the alphabet by code units, the same in every locale. No symbol is there twice. */
export function bySymbol([a]: SymbolNumber, [b]: SymbolNumber): number {
  return a < b ? -1 : 1;
}

/** The largest size of any number; zero for none. */
export function largestSize(entries: readonly SymbolNumber[]): number {
  return entries.reduce((largest, [, number]) => Math.max(largest, Math.abs(number)), 0);
}
