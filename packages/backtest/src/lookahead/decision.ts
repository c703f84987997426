import type { UnixMs } from '@tradewright/core';

/**
 * One thing that a strategy asked for, as it asked for it: refused and malformed orders too.
 *
 * A target counts by its weight. The order that follows from it follows from the weight and the
 * past alone, so a leak that is too small to move a whole share is found as well.
 */
export interface Decision {
  /** Slice of the run, from 0; with one symbol, the bar of that number. */
  readonly slice: number;
  /** End of that slice: the instant at which the strategy was asked. */
  readonly at: UnixMs;
  readonly symbol: string;
  /** Whether the strategy was told of bars or of an order. */
  readonly heard: 'bars' | 'report';
  /** The method of the context that was called. */
  readonly action: 'submit' | 'target' | 'replace' | 'cancel';
  /**
   * What was passed, without the symbol: side, quantity, prices and so on, amounts as numbers;
   * `weight` of a target; `order`, the id, of what was to be replaced or canceled.
   */
  readonly terms: Readonly<Record<string, DecisionTerm>>;
}

/** One value of a decision. */
export type DecisionTerm = number | string | boolean;

/** What was asked for, in words, without place and instant. */
export function describeDecision({ action, terms }: Decision): string {
  const { side, ...rest } = terms;
  const named = Object.entries(rest).map(([name, value]) => `${name} ${value}`);
  return [action, ...(side === undefined ? [] : [String(side)]), ...named].join(' ');
}

/** Flattens what was passed: `takeProfit: { limitPrice: '9' }` is `takeProfit.limitPrice` 9. */
export function readTerms(passed: unknown, prefix = ''): Record<string, DecisionTerm> {
  const terms: Record<string, DecisionTerm> = {};
  if (typeof passed !== 'object' || passed === null) return terms;
  for (const [name, value] of Object.entries(passed)) {
    const path = `${prefix}${name}`;
    if (value === undefined || path === 'symbol') continue;
    const term = readTerm(value);
    if (term !== undefined) terms[path] = term;
    else if (prefix === '') Object.assign(terms, readTerms(value, `${path}.`));
  }
  return terms;
}

/** An amount may be written as number, text or `Decimal`; `undefined` for what has parts. */
function readTerm(value: unknown): DecisionTerm | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value === 'string') {
    return value.trim() === '' || Number.isNaN(Number(value)) ? value : Number(value);
  }
  if (typeof value !== 'object' || value === null) return typeof value;
  const decimal = value as { readonly toNumber?: () => unknown };
  return typeof decimal.toNumber === 'function' ? Number(decimal.toNumber()) : undefined;
}
