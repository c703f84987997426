import type { Instrument, StrategyInstance, TradingCalendar, VenueRules } from '@tradewright/core';
import type { ResolvedRiskLimits, RiskRule } from '@tradewright/risk';

/** What a kernel is made of. Everything is checked by the driver that makes it. */
export interface KernelParts {
  /** Names the account in every client order id. */
  readonly account: string;
  readonly strategy: string;
  readonly instance: StrategyInstance;
  /** In alphabetical order of symbols. */
  readonly instruments: readonly Instrument[];
  readonly calendar: TradingCalendar;
  readonly limits: ResolvedRiskLimits;
  readonly rules?: readonly RiskRule[] | undefined;
  /**
   * What the venue takes: what it would refuse is refused here, with the same code. Default
   * `genericVenue`.
   */
  readonly venueRules?: VenueRules | undefined;
  /** Opening cash in units of 1e-18. */
  readonly deposit: bigint;
  /** Slices that only inform the strategy. */
  readonly warmUpSlices: number;
  /** Keep finished orders as columns: only where the venue never speaks of them again. */
  readonly archive: boolean;
}
