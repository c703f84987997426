import type { BarSeries } from '@tradewright/core';
import type { SessionSource } from '@tradewright/performance';

/** What a sheet may know beside the report. Everything has a default; a plain report is enough. */
export interface TearSheetOptions {
  /** Heading of the sheet, such as name and version of the strategy. Default `Tear sheet`. */
  readonly title?: string | undefined;
  /**
   * 252 for sessions of equities, 365 for days of a 24/7 market, 52, 12, 4 or 1. Default: the one
   * of these that is nearest to how many sessions a year of the curve has; 252 below 30 sessions.
   */
  readonly periodsPerYear?: number | undefined;
  /** Whose days are the sessions that returns are computed from. Default `utc-day`. */
  readonly sessions?: SessionSource | undefined;
  /** Fraction per year. Default 0. */
  readonly riskFreeAnnual?: number | undefined;
  /**
   * Bars that cover the whole run, to compare with. At every point of the curve the last close that
   * was known counts; before the first close, the open of the bar that has begun.
   */
  readonly benchmark?: BarSeries | undefined;
  /**
   * Bars of the symbols that were traded, at best those of the run: for trades on price, and for
   * exposure when every symbol that was traded is among them. Default none.
   */
  readonly prices?: readonly BarSeries[] | undefined;
  /** Symbols to draw trades of, those with most fills first. 0 to 20, default 4. */
  readonly symbolsMax?: number | undefined;
  /** Sessions of a rolling window, 2 or more. Default half a year. */
  readonly rollingWindow?: number | undefined;
  /** Rows of a table of the sheet, 1 to 2000; more are counted, not shown. Default 500. */
  readonly rowsMax?: number | undefined;
}
