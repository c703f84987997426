import type { Amount } from '@tradewright/core';

/** What a position must be backed with at prices from `priceFrom` on. */
export interface MaintenanceTier {
  /** Lowest price of the tier; the first tier begins at 0. */
  readonly priceFrom: Amount;
  /** Of the market value: above 0, at most 1. */
  readonly fraction: Amount;
  /** Least requirement per share. Default 0. */
  readonly perShareMin?: Amount | undefined;
}

/**
 * A margin account after Regulation T. The broker lends while equity covers the initial
 * requirement of all positions, and reduces them when it falls below maintenance.
 */
export interface RegTMargin {
  readonly kind: 'regT';
  /** Share of a position's value that must be own money when it is opened. Default 0.5. */
  readonly initialFraction?: Amount | undefined;
  /** One fraction for all prices, or tiers by price. Default 0.25. */
  readonly maintenanceLong?: Amount | readonly MaintenanceTier[] | undefined;
  /** Default: from 5 on 30 %, at least 5 a share; below 100 %, at least 2.50 a share. */
  readonly maintenanceShort?: Amount | readonly MaintenanceTier[] | undefined;
  /** With less equity the broker lends nothing, neither cash nor shares. Default 2000. */
  readonly minimumEquity?: Amount | undefined;
}

/** What can be borrowed of a symbol, and what it costs. */
export interface ShortTerms {
  /** Shares that may be short at one time: a quantity, `'none'`, or `'unlimited'` (default). */
  readonly shortable?: Amount | undefined;
  /** Per year, as a fraction: 0.03 is 3 %. Default 0. */
  readonly borrowRate?: Amount | undefined;
}

/** What shares the broker lends. */
export interface ShortSettings {
  /** Terms of single symbols of the run; what a symbol leaves out is the default of its field. */
  readonly symbols?: Readonly<Record<string, ShortTerms>> | undefined;
  /** Terms of all other symbols. */
  readonly otherwise?: ShortTerms | undefined;
}

/** Interest on cash, per year as fractions. */
export interface InterestSettings {
  /** On a credit balance. Default 0. */
  readonly creditRate?: Amount | undefined;
  /** On a debit balance: what was borrowed to buy. Default 0. */
  readonly debitRate?: Amount | undefined;
}

/** How the simulated broker lends money and shares. */
export interface LendingSettings {
  /**
   * Default: a cash account. Buys need cash (`INSUFFICIENT_CASH`, see `negativeCash`), and nothing
   * watches the short side but `limits`.
   */
  readonly margin?: RegTMargin | undefined;
  /** Default: everything can be borrowed, for nothing. */
  readonly shorts?: ShortSettings | undefined;
  /** Default: none. */
  readonly interest?: InterestSettings | undefined;
}

/**
 * The least that US rules ask of a margin account: Regulation T, 12 CFR 220.12 (a) and (c), for the
 * initial 50 %; FINRA Rule 4210 (c) for maintenance, 25 % long, and short from 5 dollars on 30 % or
 * 5 dollars a share, below 100 % or 2.50; 4210 (b) for the 2000 dollars of equity.
 *
 * @example
 * regTMargin.maintenanceLong // => '0.25'
 */
export const regTMargin = Object.freeze({
  kind: 'regT',
  initialFraction: '0.5',
  maintenanceLong: '0.25',
  maintenanceShort: Object.freeze([
    Object.freeze({ priceFrom: '0', fraction: '1', perShareMin: '2.5' }),
    Object.freeze({ priceFrom: '5', fraction: '0.3', perShareMin: '5' }),
  ]),
  minimumEquity: '2000',
} as const satisfies RegTMargin);

/**
 * The margin account of Alpaca as its documentation on margin and short selling describes it:
 * maintenance 30 % long, 100 % below 2.50 dollars; short as in {@link regTMargin}. Higher rates of
 * leveraged funds are not in it: give them as tiers of a run of their own.
 *
 * @example
 * alpacaMargin.initialFraction // => '0.5'
 */
export const alpacaMargin = Object.freeze({
  ...regTMargin,
  maintenanceLong: Object.freeze([
    Object.freeze({ priceFrom: '0', fraction: '1' }),
    Object.freeze({ priceFrom: '2.5', fraction: '0.3' }),
  ]),
} as const satisfies RegTMargin);
