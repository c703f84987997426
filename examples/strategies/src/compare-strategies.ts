import { runBacktest } from '@tradewright/backtest';
import {
  type BacktestReport,
  type BarSeries,
  type Strategy,
  usEquityCalendar,
} from '@tradewright/core';
import { roundTrips } from '@tradewright/performance';
import { researchLimits } from '@tradewright/risk';
import {
  bollingerReversion,
  buyAndHold,
  crossSectionalMomentum,
  donchianBreakout,
  movingAverageCrossover,
  pairsTrading,
  rsiReversion,
  timeSeriesMomentum,
  zScoreReversion,
} from '@tradewright/strategies';

/** How one strategy did. */
export interface Comparison {
  readonly name: string;
  readonly report: BacktestReport;
  /** Positions that were opened and closed. */
  readonly closedTrades: number;
  /** Orders that were denied, rejected or expired. */
  readonly failedOrders: number;
}

/** Runs every strategy on the same bars, with its defaults: one account of 100,000 each. */
export async function compareStrategies(
  series: readonly BarSeries[],
): Promise<readonly Comparison[]> {
  const [first, second] = series.map(({ symbol }) => symbol);
  const runs: (() => Promise<Comparison>)[] = [
    () => compare(buyAndHold, undefined, series),
    () => compare(timeSeriesMomentum, undefined, series),
    () => compare(crossSectionalMomentum, { top: Math.min(2, series.length) }, series),
    () => compare(movingAverageCrossover, undefined, series),
    () => compare(donchianBreakout, undefined, series),
    () => compare(rsiReversion, undefined, series),
    () => compare(bollingerReversion, undefined, series),
    () => compare(zScoreReversion, undefined, series),
  ];
  if (first !== undefined && second !== undefined) {
    runs.push(() => compare(pairsTrading, { first, second }, series));
  }
  const results: Comparison[] = [];
  for (const run of runs) results.push(await run());
  return results;
}

async function compare<P>(
  strategy: Strategy<P>,
  parameters: P,
  series: readonly BarSeries[],
): Promise<Comparison> {
  const report = await runBacktest<unknown>({
    strategy: strategy,
    parameters,
    series,
    cash: 100_000,
    calendar: usEquityCalendar,
    limits: researchLimits(),
    commission: { kind: 'bps', bps: '5' },
  });
  const failed = ['denied', 'rejected', 'expired'];
  return {
    name: strategy.name,
    report,
    closedTrades: roundTrips(report.fills).closed.length,
    failedOrders: [...report.orders].filter(({ status }) => failed.includes(status)).length,
  };
}
