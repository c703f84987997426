/** One number per symbol. A symbol that is not in it has none, which is not the same as zero. */
export type SymbolNumbers = ReadonlyMap<string, number>;

/** What a policy may want to know beside the scores. */
export interface PolicyFacts {
  /** Standard deviation of the returns of each symbol, all over the same period. */
  readonly volatility?: SymbolNumbers | undefined;
}

/**
 * Why a policy gives no weights. `tooFewScores`: less than `requireScores` asks for.
 * `bucketsOverlap`: a symbol would be long and short. `noVolatility`: no symbol has a volatility
 * above zero. `oneSided`: nothing to put on a side that must hold something. `capTooLow`: a side
 * does not fit under the cap.
 */
export type PolicyRefusal =
  | 'tooFewScores'
  | 'bucketsOverlap'
  | 'noVolatility'
  | 'oneSided'
  | 'capTooLow';

/**
 * From scores to target weights, or one step on that way: policies are joined by
 * `composePolicies`. A weight is a fraction of equity, negative for short.
 *
 * - **In.** Higher is better. A symbol that is absent, or whose number is not finite, is not in the
 *   universe. How old a score may be is for the caller to decide.
 * - **Out.** A new map in alphabetical order of the symbols, every number finite. A symbol that is
 *   not in it shall not be held. Nothing gives nothing. A refusal is a value: leave everything as
 *   it is.
 * - **Pure.** The result depends neither on the order of the map nor on anything outside. Ties go
 *   to the symbol that is first in the alphabet (by code units).
 */
export type PortfolioPolicy = (
  numbers: SymbolNumbers,
  facts?: PolicyFacts,
) => SymbolNumbers | PolicyRefusal;
