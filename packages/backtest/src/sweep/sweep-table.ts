import type { ErrorCode } from '@tradewright/core';

/** The numbers that every row has. `measure` adds others. */
export const summaryMetrics = [
  'finalEquity',
  'returnFraction',
  'maxDrawdownFraction',
  'fills',
  'exposureFraction',
  'fees',
] as const;

/** Columns of a table that are neither parameter nor number. */
export const otherColumns: readonly string[] = ['index', 'hash', 'error'];

/** One of {@link summaryMetrics}. */
export type SummaryMetric = (typeof summaryMetrics)[number];

/** Why a combination has no numbers. */
export interface SweepError {
  /** Absent when what was thrown is no error of the SDK: by `measure`, by a port. */
  readonly code?: ErrorCode;
  readonly message: string;
}

/** Numbers of one run, by name. */
export type SweepMetrics = Readonly<
  Partial<Record<SummaryMetric, number>> & Record<string, number | undefined>
>;

/** One combination and what became of it. */
export interface SweepRow<P extends object> {
  /** Place in the order of the grid, from 0: it survives sorting. */
  readonly index: number;
  readonly parameters: Readonly<P>;
  /**
   * Nearest doubles; amounts in the account's currency. What is unknown or not finite is absent:
   * no number stands for it.
   */
  readonly metrics: SweepMetrics;
  /** See `BacktestReport.hash`. Present when it was asked for. */
  readonly hash?: string;
  /** Present when the run failed; `metrics` is then empty. */
  readonly error?: SweepError;
}

/** The result of a sweep: plain data, the same after a way through JSON. */
export interface SweepTable<P extends object> {
  /** In the order of the grid. */
  readonly parameterNames: readonly string[];
  /** Those of {@link summaryMetrics}, then those of `measure`, as they came up. */
  readonly metricNames: readonly string[];
  /** In the order of the grid. */
  readonly rows: readonly SweepRow<P>[];
}
