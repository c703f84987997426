import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describeWithData } from '../../../test/reference-data.js';
import {
  expectancy,
  growthCurve,
  listDrawdowns,
  payoffRatio,
  performanceSummary,
  probabilisticSharpeRatio,
  profitFactor,
  type RoundTrip,
  systemQualityNumber,
  toReturns,
  trackingError,
} from '../src/index.js';
import { type Golden, openLedger } from './golden-ledger.js';

interface LeanTrade {
  readonly symbol: string;
  readonly Direction: 'Long' | 'Short';
  readonly EntryTime: { readonly minutes: number };
  readonly ExitTime: { readonly minutes: number };
  readonly EntryPrice: number;
  readonly ExitPrice: number;
  readonly Quantity: number;
  readonly ProfitLoss: number;
  readonly TotalFees: number;
}
interface TradeCase {
  readonly case: string;
  readonly trades: readonly LeanTrade[];
  readonly expected: Readonly<Record<string, unknown>>;
}
interface PortfolioCase {
  readonly case: string;
  readonly performance: readonly number[];
  readonly benchmark: readonly number[];
  readonly expected: Readonly<Record<string, number>>;
}
interface LeanFile {
  readonly trade_statistics: readonly TradeCase[];
  readonly portfolio_statistics: readonly PortfolioCase[];
  readonly drawdown_recovery_days: readonly {
    readonly equity: readonly number[];
    readonly expected: number;
  }[];
  readonly series_statistics: readonly { readonly case: string; readonly expected: number }[];
}

const ms = 60_000;
const mean = (values: readonly number[]): number =>
  values.reduce((sum, each) => sum + each, 0) / values.length;

/** LEAN's trade statistics are gross of fees. */
function toTrip(trade: LeanTrade): RoundTrip {
  const [openedAt, closedAt] = [trade.EntryTime.minutes * ms, trade.ExitTime.minutes * ms];
  return {
    symbol: trade.symbol,
    direction: trade.Direction === 'Long' ? 'long' : 'short',
    quantity: trade.Quantity,
    openedAt,
    closedAt,
    entryPrice: trade.EntryPrice,
    exitPrice: trade.ExitPrice,
    grossPnl: trade.ProfitLoss,
    fees: trade.TotalFees,
    netPnl: trade.ProfitLoss,
    returnFraction: undefined,
    holdingMs: closedAt - openedAt,
    fillCount: 2,
  };
}

type TripMeasure = (trips: readonly RoundTrip[], pnl: readonly number[]) => Golden;
const summarize = (trips: readonly RoundTrip[]) =>
  performanceSummary({
    equity: [1, 1],
    periodsPerYear: 252,
    roundTrips: { closed: trips },
    preset: 'lean',
  }).statistics;

const tripMeasures: Readonly<Record<string, TripMeasure>> = {
  TotalNumberOfTrades: (trips) => summarize(trips).roundTripCount.value,
  NumberOfWinningTrades: (trips) => winners(trips),
  NumberOfLosingTrades: (trips) => trips.length - winners(trips),
  WinRate: (trips) => summarize(trips).winRate.value,
  LossRate: (trips) => 1 - summarize(trips).winRate.value!,
  AverageProfitLoss: (_, pnl) => expectancy(pnl),
  TotalProfitLoss: (_, pnl) => expectancy(pnl)! * pnl.length,
  ProfitLossRatio: (_, pnl) => payoffRatio(pnl),
  ProfitFactor: (_, pnl) => profitFactor(pnl),
  SharpeRatio: (_, pnl) => systemQualityNumber(pnl)! / Math.sqrt(pnl.length),
  AverageTradeDuration: (trips) => summarize(trips).averageHoldingMs.value! / ms,
};

function winners(trips: readonly RoundTrip[]): number {
  return Math.round(summarize(trips).winRate.value! * trips.length);
}

/** LEAN writes 10 or 0 where there is no loss to divide by. */
function minutesOrNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (value === 'TimeSpan.FromSeconds(800)') return 800 / 60;
  return (value as { readonly duration_minutes?: number }).duration_minutes;
}

describeWithData('LEAN', ['ref-metrics/lean_statistics_cases.json', 'lean-daily'], (paths) => {
  const file = JSON.parse(readFileSync(paths[0]!, 'utf8')) as LeanFile;
  const ledger = openLedger('LEAN', 1e-9);
  for (const { case: name, trades, expected } of file.trade_statistics) {
    const trips = trades.map(toTrip);
    const pnl = trips.map((trip) => trip.grossPnl);
    const lossless = pnl.every((each) => each > 0);
    for (const [key, value] of Object.entries(expected)) {
      const measure = tripMeasures[key];
      const wanted =
        lossless && ['ProfitFactor', 'ProfitLossRatio'].includes(key)
          ? undefined
          : minutesOrNumber(value);
      if (measure !== undefined)
        ledger.compare(`${name} ${key}`, () => measure(trips, pnl), wanted);
      else ledger.exempt(`${name} ${key}`, reasonFor(key));
    }
  }
  comparePortfolio(ledger, file.portfolio_statistics[0]!);
  file.drawdown_recovery_days.forEach(({ equity, expected }, i) => {
    ledger.compare(`drawdown recovery ${i + 1}`, () => longestRecovery(equity), expected);
  });
  compareSeries(ledger, file, paths[1]!);
  ledger.close({ compared: 48, exempted: 81 });
});

function reasonFor(key: string): string {
  if (key.includes('Drawdown')) return 'a drawdown of trades one after another, in money';
  if (/MAE|MFE/.test(key)) return 'a mean or an extreme of excursions that the case gives';
  return 'a count, sum, mean, deviation or extreme of a list that the case gives';
}

type Ledger = ReturnType<typeof openLedger>;

function comparePortfolio(ledger: Ledger, { performance, benchmark, expected }: PortfolioCase) {
  const { statistics } = performanceSummary({
    equity: growthCurve(performance),
    benchmark: growthCurve(benchmark),
    periodsPerYear: 252,
    preset: 'lean',
  });
  const measured: Readonly<Record<string, () => number | undefined>> = {
    AnnualVariance: () => statistics.volatility.value! ** 2,
    AnnualStandardDeviation: () => statistics.volatility.value,
    SharpeRatio: () => statistics.sharpeRatio.value,
    TrackingError: () => statistics.trackingError.value,
    ProbabilisticSharpeRatio: () => statistics.probabilisticSharpeRatio.value,
  };
  for (const [key, value] of Object.entries(expected)) ledger.compare(key, measured[key]!, value);
  // Not LEAN's figure, but the one that its note gives for the formula as it was published.
  ledger.compare(
    'the published formula of the probabilistic Sharpe ratio',
    () =>
      Number(
        probabilisticSharpeRatio(performance, { periodsPerYear: 252, benchmarkSharpe: 1 })!.toFixed(
          6,
        ),
      ),
    0.263967,
  );
}

/** Longest time from a high back to it, and zero where it was never reached again. */
function longestRecovery(equity: readonly number[]): number {
  const recovered = listDrawdowns(toReturns(equity)).filter((each) => each.recoveryIndex);
  return Math.max(0, ...recovered.map((each) => each.endIndex - each.peakIndex));
}

function compareSeries(ledger: Ledger, { series_statistics }: LeanFile, folder: string): void {
  const closes = (name: string): readonly number[] =>
    gunzipSync(readFileSync(`${folder}/${name}.csv.gz`))
      .toString()
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => Number(line.split(',')[4]));
  const [aapl, spy] = ['aapl', 'spy'].map((name) => toReturns(closes(name)));
  const year = (returns: Float64Array): Float64Array => returns.slice(0, 252);
  const measured: Readonly<Record<string, () => number | undefined>> = {
    tracking_error_252: () => trackingError(year(aapl!), year(spy!), { periodsPerYear: 252 }),
    annual_performance_all: () => (1 + mean([...spy!])) ** 252 - 1,
  };
  for (const each of series_statistics) {
    ledger.compare(each.case, measured[each.case]!, each.expected);
  }
}
