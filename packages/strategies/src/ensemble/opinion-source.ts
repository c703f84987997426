import type { StrategyContext } from '@tradewright/core';

/** What one member thinks of one symbol. */
export interface Opinion {
  /** The weight that it would target, a fraction of equity, negative for short. 0 is an opinion. */
  readonly weight: number;
  /** How sure it is, from 0 to 1. What 0.7 means is the member's business. */
  readonly confidence: number;
}

/** What a member sees: the market and its own mind, not the account and not the other members. */
export type MarketView = Pick<
  StrategyContext,
  'at' | 'warmingUp' | 'symbols' | 'bars' | 'bar' | 'mark' | 'equity'
>;

/** One running copy of a source. */
export interface OpinionGiver {
  /**
   * The opinions that are stated in this slice, by symbol. One that is not stated again stands; a
   * symbol never stated has none. Called once per slice, during warm-up too.
   */
  opinions(market: MarketView): ReadonlyMap<string, Opinion>;
}

/** Where opinions come from: usually a strategy, see `strategyOpinions`. */
export interface OpinionSource {
  readonly name: string;
  /** Changes whenever opinions may. */
  readonly version: string;
  /** Slices that a giver must see before its opinions count. */
  readonly warmUpBars: number;
  create(): OpinionGiver;
}
