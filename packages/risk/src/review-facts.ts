/**
 * The numbers that rules compare, refilled for every order. Estimates in doubles; NaN where a price
 * is missing, which every comparison treats as a refusal. "Worst" counts all working orders as
 * filled, in whichever direction is worse.
 */
export class ReviewFacts {
  /** Shares or coins asked for. */
  quantity = Number.NaN;
  /** The worse of limit price and mark, from the account's point of view. */
  price = Number.NaN;
  /** `quantity × price`. */
  notional = Number.NaN;
  /** Signed quantity held before. */
  position = Number.NaN;
  /** Largest absolute position after, and what it was before. */
  worstPosition = Number.NaN;
  worstBefore = Number.NaN;
  /** How far below zero this sale may take the position; 0 for a buy. */
  soldShort = Number.NaN;
  /** `worstPosition` at the mark. */
  worstNotional = Number.NaN;
  /** Σ over all symbols of the worst position at the mark, this order included. */
  gross = Number.NaN;
  equity = Number.NaN;
  /** Opening equity of the loss-accounting day less equity; negative is a gain. */
  dailyLoss = Number.NaN;
  dayStartEquity = Number.NaN;
  cash = Number.NaN;
  /** Cash that all open buys may need, this order included. */
  cashNeeded = Number.NaN;
  mark = Number.NaN;
  /** 1 when the order makes the worst case larger or changes its sign, else 0: it reduces. */
  increases = 1;
}

/** The fields, in the order in which a log keeps them. */
export const reviewFactNames = Object.keys(new ReviewFacts()) as (keyof ReviewFacts)[];
