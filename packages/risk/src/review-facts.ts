/**
 * The names of the numbers that rules compare, in the order in which they are kept. Estimates in
 * doubles; NaN where a price is missing, which every comparison treats as a refusal. "Worst" counts
 * all working orders as filled, in whichever direction is worse.
 *
 * - `one`: 1, for bounds that are plain numbers
 * - `quantity`: shares or coins asked for
 * - `price`: the worse of limit price and mark, from the account's point of view
 * - `notional`: quantity × price
 * - `position`: signed quantity held before
 * - `worstPosition`, `worstBefore`: largest absolute position after, and what it was before
 * - `soldShort`: how far below zero this sale may take the position; 0 for a buy
 * - `worstNotional`: `worstPosition` at the mark
 * - `gross`: Σ over all symbols of the worst position at the mark, this order included
 * - `equity`: cash plus positions at marks
 * - `dailyLoss`: opening equity of the loss-accounting day less equity; negative is a gain
 * - `dayStartEquity`: that opening equity
 * - `cash`
 * - `cashNeeded`: what all open buys may need, this order included
 * - `mark`: last price of the symbol
 * - `unpriced`: 1 when the symbol has no price, else 0
 */
export const reviewFactNames = [
  'one',
  'quantity',
  'price',
  'notional',
  'position',
  'worstPosition',
  'worstBefore',
  'soldShort',
  'worstNotional',
  'gross',
  'equity',
  'dailyLoss',
  'dayStartEquity',
  'cash',
  'cashNeeded',
  'mark',
  'unpriced',
] as const;

/** One of {@link reviewFactNames}. */
export type ReviewFactName = (typeof reviewFactNames)[number];

/** The numbers of one review, by name. */
export type ReviewFacts = Readonly<Record<ReviewFactName, number>>;

/** Place of each fact in a row of numbers. */
export const factIndex = Object.fromEntries(
  reviewFactNames.map((name, index) => [name, index]),
) as Readonly<Record<ReviewFactName, number>>;

/** Names the numbers of a row. */
export function namedFacts(row: Float64Array): ReviewFacts {
  const entries = reviewFactNames.map((name, index) => [name, row[index] ?? Number.NaN] as const);
  return Object.freeze(Object.fromEntries(entries)) as ReviewFacts;
}
