import type { TargetSkipReason } from '@tradewright/core';

/** How a run ended. `partial`: it is complete, but some orders ended without a fill. */
export type PaperOutcome = 'success' | 'partial' | 'failed' | 'interrupted';

/**
 * The report of a run as plain data, as it is exported: amounts, prices and quantities are decimal
 * text, instants are UTC with offset. It holds no duration, path or other fact of a machine, so
 * that equal runs have equal bytes.
 */
export interface PaperReport {
  readonly format: 'tradewright-paper-report';
  readonly formatVersion: 2;
  readonly sdkVersion: string;
  /** SHA-256 over what determines the run: prices, settings, strategy and versions. */
  readonly runKey: string;
  readonly outcome: PaperOutcome;
  /** Why it is not a success; `null` otherwise. */
  readonly reason: string | null;
  /** The settings that decide the result, by name; unset ones are `null`. */
  readonly settings: Readonly<Record<string, string | number | null>>;
  readonly market: ReportedMarket;
  readonly strategy: ReportedStrategy;
  readonly limits: Readonly<Record<string, string | number | boolean>>;
  /** What the strategy thought of each symbol at its last decision. */
  readonly signals: readonly ReportedSignal[];
  readonly period: ReportedPeriod;
  readonly account: ReportedAccount;
  readonly positions: readonly ReportedPosition[];
  readonly orders: readonly ReportedOrder[];
  readonly fills: readonly ReportedFill[];
  /** Targets that led to no order. */
  readonly targetSkips: readonly ReportedSkip[];
  readonly equityCurve: readonly EquityPoint[];
  readonly monthly: readonly MonthRow[];
  readonly troubles: Readonly<Record<string, number>>;
  /** SHA-256 over fills and final ledger: a backtest of the same decisions has the same. */
  readonly resultHash: string;
  /** SHA-256 over all other fields as canonical JSON. */
  readonly hash: string;
}

export interface ReportedMarket {
  readonly source: 'recorded' | 'csv' | 'synthetic';
  readonly title: string;
  /** The prices are invented. */
  readonly synthetic: boolean;
  readonly notes: readonly string[];
  readonly symbols: readonly ReportedSymbol[];
}

export interface ReportedSymbol {
  readonly symbol: string;
  readonly bars: number;
  /** End of the first and of the last bar. */
  readonly firstAt: string;
  readonly lastAt: string;
  readonly adjustment: string;
  readonly priceTick: string;
  /** SHA-256 over the bars. */
  readonly digest: string;
}

export interface ReportedStrategy {
  readonly name: string;
  readonly version: string;
  readonly parameters: { readonly top: number; readonly lookback: number };
}

export interface ReportedSignal {
  readonly symbol: string;
  /** Return over the lookback, six digits after the point; `null` for too short a history. */
  readonly momentum: string | null;
  /** Among the best that rose: wanted in the account. */
  readonly wanted: boolean;
}

export interface ReportedPeriod {
  /** First instant at which the strategy could trade; `null` when it never came. */
  readonly firstAt: string | null;
  readonly lastAt: string | null;
  /** Slices that only informed the strategy. */
  readonly warmUpSlices: number;
  readonly tradedSlices: number;
}

export interface ReportedAccount {
  readonly currency: string;
  readonly deposits: string;
  readonly cash: string;
  /** Cash and positions at last prices, after fees; `null` while a held symbol has no price. */
  readonly equity: string | null;
  /** Gross of fees. */
  readonly realized: string;
  /** Gross of fees. */
  readonly unrealized: string | null;
  readonly fees: string;
  /** States what the profits above leave out. */
  readonly basis: string;
  /** Equity ÷ deposits − 1. */
  readonly returnFraction: string | null;
  /** Deepest fall of equity below an earlier peak, 0.1 is 10 %. */
  readonly maxDrawdownFraction: string;
  /** What the cash were worth in equal parts of all symbols that had a price at the start. */
  readonly heldInstead: string | null;
}

export interface ReportedPosition {
  readonly symbol: string;
  readonly signedQuantity: string;
  readonly openCost: string;
  readonly mark: string | null;
  readonly marketValue: string | null;
  readonly realized: string;
  readonly unrealized: string | null;
}

export interface ReportedOrder {
  readonly clientOrderId: string;
  readonly decidedAt: string;
  readonly symbol: string;
  readonly side: string;
  readonly type: string;
  readonly status: string;
  readonly quantity: string | null;
  readonly filledQuantity: string;
  readonly refusals: readonly { readonly code: string; readonly message: string }[];
}

export interface ReportedFill {
  readonly clientOrderId: string;
  readonly filledAt: string;
  readonly symbol: string;
  readonly side: string;
  readonly quantity: string;
  readonly price: string;
  readonly fee: string;
}

export interface ReportedSkip {
  readonly at: string;
  readonly symbol: string;
  /** Fraction of equity that was asked for; `null` when it was no finite number. */
  readonly weight: number | null;
  readonly reason: TargetSkipReason;
}

/** The account after one slice and the fills at its close. */
export interface EquityPoint {
  readonly at: string;
  /** How many of the fills, from the first on, are in these numbers. */
  readonly fills: number;
  readonly cash: string;
  readonly equity: string | null;
  /** Last prices of what is held. */
  readonly marks: Readonly<Record<string, string>>;
}

export interface MonthRow {
  /** Year and month, UTC. */
  readonly month: string;
  /** At the last slice of the month. */
  readonly equity: string;
  readonly change: string;
  /** Change ÷ equity before, six digits after the point. */
  readonly returnFraction: string;
}
