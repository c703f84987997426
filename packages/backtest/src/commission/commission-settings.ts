/**
 * What orders cost. Plain data: rates and amounts are decimal text, amounts in the account's
 * currency. Each kind is a function of what an order has traded so far, so an order filled in
 * parts costs what it would cost in one piece at the same prices.
 *
 * `minimum` and `maximum` are amounts an order. `maximumBps` is a share of its value and beats
 * `minimum`; where both maxima are given the lower holds.
 *
 * @example
 * const commission: CommissionSettings = { kind: 'perShare', perShare: '0.005', minimum: '1' };
 * commission.kind // => 'perShare'
 */
export type CommissionSettings =
  | { readonly kind: 'none' }
  | BpsCommission
  | PerShareCommission
  | PerOrderCommission
  | TieredCommission
  | RegulatoryCommission
  | SumCommission;

/** Hundredths of a per cent of the value traded. */
export interface BpsCommission {
  readonly kind: 'bps';
  readonly bps: string;
  readonly minimum?: string | undefined;
  readonly maximum?: string | undefined;
}

/** An amount for each share or coin. */
export interface PerShareCommission {
  readonly kind: 'perShare';
  readonly perShare: string;
  readonly minimum?: string | undefined;
  readonly maximum?: string | undefined;
  /** Most that an order may cost, in basis points of its value. */
  readonly maximumBps?: string | undefined;
}

/** One amount for each order that is filled at least in part, due with its first fill. */
export interface PerOrderCommission {
  readonly kind: 'perOrder';
  readonly perOrder: string;
}

/**
 * A rate on value that falls with what the account has traded, buys and sells of all symbols,
 * in the 30 days before the day of the fill. Days are UTC. The day itself does not count, so a
 * tier that is reached holds from the next day on.
 */
export interface TieredCommission {
  readonly kind: 'tiered';
  /** Lowest first; the first tier is from "0". */
  readonly tiers: readonly CommissionTier[];
}

/** Rates for a traded value of `from` and more. */
export interface CommissionTier {
  readonly from: string;
  /** For a limit order that rested when it was filled. */
  readonly makerBps: string;
  /** For everything else. */
  readonly takerBps: string;
}

/** A charge by dated rates, such as the SEC's on sales. */
export interface RegulatoryCommission {
  readonly kind: 'regulatory';
  readonly sides: 'sells' | 'both';
  /** Oldest first. Before the first date nothing is charged. */
  readonly rates: readonly DatedRate[];
  /** The step, such as "0.01", to which the charge is rounded up; not rounded without it. */
  readonly roundUpTo?: string | undefined;
  /**
   * What is rounded up: the charge of each `order` (default), or that of the whole account in a
   * `day` of New York.
   */
  readonly roundPer?: 'order' | 'day' | undefined;
}

/** A rate from a date of New York on: of value, for each share, or the sum of both. */
export interface DatedRate {
  /** `YYYY-MM-DD`; the rate holds for fills from that day's start on. */
  readonly from: string;
  readonly bps?: string | undefined;
  readonly perShare?: string | undefined;
  /** Most that an order may cost, before it is rounded up. */
  readonly maximum?: string | undefined;
}

/** Several commissions at once; each keeps its own minimum, maximum and rounding. */
export interface SumCommission {
  readonly kind: 'sum';
  readonly parts: readonly CommissionSettings[];
}
