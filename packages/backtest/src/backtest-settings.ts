import type {
  Amount,
  BarSeries,
  InstrumentSettings,
  Strategy,
  TickSeries,
  TradingCalendar,
  UnixMs,
  VenueRules,
} from '@tradewright/core';
import type { CorporateAction } from './actions/corporate-action.js';
import type { RiskLimits, RiskRule } from '@tradewright/risk';
import type { LendingSettings } from './margin/lending-settings.js';
import type { VenueSettings } from './venue-settings.js';

/** Parameters are left out exactly when the strategy takes none. */
export type WithParameters<P> = undefined extends P
  ? { readonly parameters?: P }
  : { readonly parameters: P };

/** What is the same for every strategy. */
export interface BacktestFrame extends VenueSettings, LendingSettings {
  /** Bars of one or more symbols, made by a loader, all with the same `periodMs`. */
  readonly series: readonly BarSeries[];
  /** Steps of the instruments; a symbol that is left out has ticks of 0.01 and whole shares. */
  readonly instruments?: readonly InstrumentSettings[] | undefined;
  /** Opening cash, above zero. */
  readonly cash: Amount;
  /** Sessions for DAY orders and the loss-accounting day. Written out: none fits every market. */
  readonly calendar: TradingCalendar;
  /** Required: `{}` takes careful defaults, `researchLimits()` lifts all bounds. */
  readonly limits: RiskLimits;
  /** Rules of your own; they can only deny. */
  readonly rules?: readonly RiskRule[] | undefined;
  /**
   * What the venue takes, checked before an order leaves and again at the venue, with the same
   * codes. Default `genericVenue`, which takes everything that makes sense.
   */
  readonly venueRules?: VenueRules | undefined;
  /**
   * Splits, dividends, changes of symbols, delistings; see `docs/concepts/corporate-actions.md`.
   * Default none: what the prices do is then all that happens.
   */
  readonly actions?: readonly CorporateAction[] | undefined;
  /**
   * Quotes or trades that fill the orders of their symbols in place of bars, which still drive the
   * strategy; see `docs/concepts/quotes-and-trades.md`. At most one per symbol. Default none.
   */
  readonly ticks?: readonly TickSeries[] | undefined;
  /** Names the account in client order ids. Default `backtest`. */
  readonly account?: string | undefined;
  /** Bars that start before it are left out. */
  readonly from?: UnixMs | undefined;
  /** Bars that start at or after it are left out. */
  readonly to?: UnixMs | undefined;
}

/** Everything that determines the result of a backtest. */
export type BacktestSettings<P> = BacktestFrame &
  WithParameters<P> & { readonly strategy: Strategy<P> };

/** How far a run is. */
export interface BacktestProgress {
  readonly barsDone: number;
  readonly barsTotal: number;
}

/** What accompanies one call and does not change its result. */
export interface RunOptions {
  /** Stops the run between chunks; `runBacktest` then rejects with `RUN_ABORTED`. */
  readonly signal?: AbortSignal | undefined;
  /** Called after every chunk. */
  readonly onProgress?: ((progress: BacktestProgress) => void) | undefined;
  /** Bars between two turns of the event loop. Default 50,000, a few milliseconds. */
  readonly chunkBars?: number | undefined;
}
