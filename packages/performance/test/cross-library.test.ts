import { readFileSync } from 'node:fs';
import type { SessionDate } from '@tradewright/core';
import { describeWithData } from '../../../test/reference-data.js';
import * as performance from '../src/index.js';
import { type GoldenLedger, openLedger } from './golden-ledger.js';

const {
  alpha,
  annualReturn,
  beta,
  calmarRatio,
  captureRatio,
  conditionalValueAtRisk,
  downsideDeviation,
  drawdownSeries,
  excessKurtosis,
  expectancy,
  growthCurve,
  informationRatio,
  listDrawdowns,
  maxDrawdown,
  omegaRatio,
  performanceSummary,
  periodReturns,
  sharpeRatio,
  skewness,
  sortinoRatio,
  stability,
  tailRatio,
  toReturns,
  totalReturn,
  trackingError,
  treynorRatio,
  ulcerIndex,
  valueAtRisk,
  volatility,
  winRate,
} = performance;

type Values = Readonly<Record<string, number | null>>;
type Libraries = Readonly<
  Record<'empyrical' | 'ffn' | 'PerformanceAnalytics_R' | 'quantstats', Values>
>;

/** One real series, and the benchmark over the dates that both have. */
interface Role {
  readonly prices: readonly number[];
  readonly time: readonly number[];
  readonly dates: readonly SessionDate[];
  readonly returns: Float64Array;
  readonly common: readonly number[];
  readonly benchmark: readonly number[];
}

type Measures = Readonly<Record<string, (role: Role) => number | undefined>>;
type Exemptions = Readonly<Record<string, string>>;

const day = { periodsPerYear: 252 };
const month = { periodsPerYear: 12 };
const once = { periodsPerYear: 1 };
const population = { estimator: 'population' } as const;
const msPerDay = 86_400_000;

const mean = (values: readonly number[]): number =>
  values.reduce((sum, each) => sum + each, 0) / values.length;
/** ffn drops the first month and year: no price stands before them. */
const periodValues = (role: Role, period: 'month' | 'year'): readonly number[] =>
  periodReturns(role.returns, role.dates, period)
    .slice(1)
    .map((each) => each.return);
const calendarYears = ({ time }: Role): number => (time.at(-1)! - time[0]!) / (365.25 * msPerDay);

const empyrical: Measures = {
  cum_return: ({ returns }) => totalReturn(returns),
  annual_return_cagr252: ({ returns }) => annualReturn(returns, day),
  annual_volatility: ({ returns }) => volatility(returns, day),
  sharpe_rf0: ({ returns }) => sharpeRatio(returns, day),
  'sharpe_rf_0.0001_daily': ({ returns }) =>
    sharpeRatio(returns, { ...day, riskFreePerPeriod: 0.0001 }),
  sortino_req0: ({ returns }) => sortinoRatio(returns, day),
  downside_risk: ({ returns }) => downsideDeviation(returns, day),
  max_drawdown: ({ returns }) => maxDrawdown(returns),
  calmar: ({ returns }) => calmarRatio(returns, day),
  omega_rf0: ({ returns }) => omegaRatio(returns),
  stability: ({ returns }) => stability(returns),
  tail_ratio: ({ returns }) => tailRatio(returns),
  var_5pct: ({ returns }) => valueAtRisk(returns),
  var_1pct: ({ returns }) => valueAtRisk(returns, { tail: 0.01 }),
  cvar_5pct: ({ returns }) => conditionalValueAtRisk(returns),
  alpha_vs_SPY: ({ common, benchmark }) => alpha(common, benchmark, day),
  beta_vs_SPY: ({ common, benchmark }) => beta(common, benchmark),
  excess_sharpe_vs_SPY: ({ common, benchmark }) => informationRatio(common, benchmark, once),
  up_capture_vs_SPY: ({ common, benchmark }) =>
    captureRatio(common, benchmark, { ...day, side: 'up' }),
  down_capture_vs_SPY: ({ common, benchmark }) =>
    captureRatio(common, benchmark, { ...day, side: 'down' }),
};

/** Which statistic of the preset stands for which function. */
const quantstatsIds: Readonly<Record<string, performance.StatisticId>> = {
  comp: 'totalReturn',
  cagr: 'annualReturn',
  sharpe: 'sharpeRatio',
  sortino: 'sortinoRatio',
  volatility: 'volatility',
  calmar: 'calmarRatio',
  omega: 'omegaRatio',
  value_at_risk_95: 'valueAtRisk',
  cvar_95: 'conditionalValueAtRisk',
  skew: 'skewness',
  kurtosis: 'excessKurtosis',
  win_rate: 'winRate',
  payoff_ratio: 'payoffRatio',
  profit_factor: 'profitFactor',
  gain_to_pain: 'gainToPainRatio',
  ulcer_index: 'ulcerIndex',
  tail_ratio: 'tailRatio',
  kelly: 'kellyFraction',
  recovery_factor: 'recoveryFactor',
  probabilistic_sharpe: 'probabilisticSharpeRatio',
};
const quantstatsBenchmarkIds: Readonly<Record<string, performance.StatisticId>> = {
  information_ratio: 'informationRatio',
  greeks_alpha: 'alpha',
  greeks_beta: 'beta',
};

function quantstats(
  { returns, common, benchmark }: Role,
  against: boolean,
): performance.PerformanceSummary['statistics'] {
  return performanceSummary({
    equity: growthCurve(against ? common : returns),
    ...(against ? { benchmark: growthCurve(benchmark) } : {}),
    periodsPerYear: 252,
    preset: 'quantstats',
  }).statistics;
}

const quantstatsMeasures: Measures = {
  ...Object.fromEntries(
    Object.entries(quantstatsIds).map(([key, id]) => [
      key,
      (role: Role) => quantstats(role, false)[id].value,
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(quantstatsBenchmarkIds).map(([key, id]) => [
      key,
      (role: Role) => quantstats(role, true)[id].value,
    ]),
  ),
  r_squared: (role) => (quantstats(role, true).correlation.value ?? NaN) ** 2,
  // It was given prices and put a point at 100 before the first: a high that nobody saw.
  max_drawdown: ({ prices }) => maxDrawdown(toReturns([100, ...prices])),
};
const quantstatsExempt: Exemptions = {
  avg_win: 'half of the payoff ratio, which is compared',
  avg_loss: 'half of the payoff ratio, which is compared',
  risk_of_ruin: 'not a statistic of this package',
};

const ffn: Measures = {
  total_return: ({ returns }) => totalReturn(returns),
  cagr: (role) => annualReturn(role.returns, { years: calendarYears(role) }),
  max_drawdown: ({ returns }) => maxDrawdown(returns),
  calmar: (role) =>
    annualReturn(role.returns, { years: calendarYears(role) })! / -maxDrawdown(role.returns)!,
  daily_sharpe: ({ returns }) => sharpeRatio(returns, day),
  daily_sortino: ({ returns }) => sortinoRatio(returns, day),
  daily_mean: ({ returns }) => expectancy(returns)! * 252,
  daily_vol: ({ returns }) => volatility(returns, day),
  daily_skew: ({ returns }) => skewness(returns),
  daily_kurt: ({ returns }) => excessKurtosis(returns),
  monthly_sharpe: (role) => sharpeRatio(periodValues(role, 'month'), month),
  monthly_sortino: (role) => sortinoRatio(periodValues(role, 'month'), month),
  monthly_mean: (role) => expectancy(periodValues(role, 'month'))! * 12,
  monthly_vol: (role) => volatility(periodValues(role, 'month'), month),
  monthly_skew: (role) => skewness(periodValues(role, 'month')),
  monthly_kurt: (role) => excessKurtosis(periodValues(role, 'month')),
  best_month: (role) => Math.max(...periodValues(role, 'month')),
  worst_month: (role) => Math.min(...periodValues(role, 'month')),
  yearly_sharpe: (role) => sharpeRatio(periodValues(role, 'year'), once),
  yearly_mean: (role) => expectancy(periodValues(role, 'year')),
  yearly_vol: (role) => volatility(periodValues(role, 'year'), once),
  win_year_perc: (role) => winRate(periodValues(role, 'year')),
  avg_drawdown: ({ returns }) => mean(listDrawdowns(returns).map(({ depth }) => depth)),
  // ffn counts from the first day below the high, we from the day of the high.
  avg_drawdown_days: ({ returns, time }) =>
    mean(
      listDrawdowns(returns, time).map(
        ({ peakIndex, endIndex }) => (time[endIndex]! - time[peakIndex + 1]!) / msPerDay,
      ),
    ),
};
const ffnExempt: Exemptions = {
  best_day: 'the largest of a list',
  worst_day: 'the smallest of a list',
  avg_up_month: 'not a statistic of this package',
  avg_down_month: 'not a statistic of this package',
  twelve_month_win_perc: 'not a statistic of this package',
};

/** PerformanceAnalytics merged the series with the benchmark first: it sees the common dates. */
const analytics: Measures = {
  'Return.annualized.geometric': ({ common }) => annualReturn(common, day),
  'Return.annualized.arith': ({ common }) => expectancy(common)! * 252,
  'StdDev.annualized': ({ common }) => volatility(common, day),
  'SharpeRatio.annualized.rf0': ({ common }) => sharpeRatio(common, day),
  'SharpeRatio.StdDev': ({ common }) => sharpeRatio(common, once),
  'SortinoRatio.MAR0': ({ common }) => sortinoRatio(common, once),
  'DownsideDeviation.MAR0': ({ common }) => downsideDeviation(common, once),
  maxDrawdown: ({ common }) => -maxDrawdown(common)!,
  CalmarRatio: ({ common }) => calmarRatio(common, day),
  PainIndex: ({ common }) => -mean([...drawdownSeries(common)]),
  UlcerIndex: ({ common }) => ulcerIndex(common),
  MartinRatio: ({ common }) => annualReturn(common, day)! / ulcerIndex(common)!,
  'Omega.L0': ({ common }) => omegaRatio(common),
  skewness: ({ common }) => skewness(common, population),
  'kurtosis.excess': ({ common }) => excessKurtosis(common, population),
  'VaR.historical.95': ({ common }) => valueAtRisk(common),
  'VaR.historical.99': ({ common }) => valueAtRisk(common, { tail: 0.01 }),
  'VaR.gaussian.95': ({ common }) => gaussian(common, 0.05),
  'VaR.gaussian.99': ({ common }) => gaussian(common, 0.01),
  'ES.historical.95': ({ common }) => conditionalValueAtRisk(common),
  'CAPM.beta': ({ common, benchmark }) => beta(common, benchmark),
  'CAPM.alpha': ({ common, benchmark }) => alpha(common, benchmark, once),
  'CAPM.jensenAlpha': ({ common, benchmark }) =>
    annualReturn(common, day)! - beta(common, benchmark)! * annualReturn(benchmark, day)!,
  TreynorRatio: ({ common, benchmark }) => treynorRatio(common, benchmark, day),
  TrackingError: ({ common, benchmark }) => trackingError(common, benchmark, day),
  ActivePremium: ({ common, benchmark }) =>
    annualReturn(common, day)! - annualReturn(benchmark, day)!,
  AverageDrawdown: ({ common }) => -mean(listDrawdowns(common).map(({ depth }) => depth)),
  AverageLength: ({ common }) => countPeriods(common, 'peakIndex'),
  AverageRecovery: ({ common }) => countPeriods(common, 'troughIndex'),
};
const analyticsExempt: Exemptions = {
  SemiDeviation: 'not a statistic of this package',
  SterlingRatio: 'not a statistic of this package',
  BurkeRatio: 'not a statistic of this package',
  KellyRatio: 'half of mean ÷ variance: another statistic of the same name',
  'VaR.modified.95': 'the Cornish-Fisher expansion is not offered',
  'VaR.modified.99': 'the Cornish-Fisher expansion is not offered',
  'ES.gaussian.95': 'the parametric shortfall is not offered',
  'ES.modified.95': 'the Cornish-Fisher expansion is not offered',
  InformationRatio: 'active premium ÷ tracking error: both are compared',
  UpCapture: 'compounds the up days without annualizing them',
  DownCapture: 'compounds the down days without annualizing them',
  ProbSharpeRatio: 'was not recorded',
};

/** PerformanceAnalytics takes the population deviation. */
function gaussian(returns: readonly number[], tail: number): number {
  const center = expectancy(returns)!;
  const sample = valueAtRisk(returns, { tail, method: 'normal' })! - center;
  return center + sample * Math.sqrt(1 - 1 / returns.length);
}

/** It counts one period more for a drawdown that is still open. */
function countPeriods(returns: readonly number[], from: 'peakIndex' | 'troughIndex'): number {
  return mean(
    listDrawdowns(returns).map(
      (each) => each.endIndex - each[from] + (each.recoveryIndex === undefined ? 1 : 0),
    ),
  );
}

const atHigh = 'it misses by rounding that a high was reached again; ffn and we do not';
const exemptHere: Readonly<Record<string, string>> = {
  'SPY quantstats information_ratio': 'writes 0 where there is none: SPY against itself',
  'IEF PerformanceAnalytics_R AverageDrawdown': atHigh,
  'IEF PerformanceAnalytics_R AverageLength': atHigh,
  'IEF PerformanceAnalytics_R AverageRecovery': atHigh,
};

function readPrices(folder: string, name: string): readonly (readonly [string, number])[] {
  const text = readFileSync(`${folder}/${name.toLowerCase()}_adj_close.csv`, 'utf8');
  return text
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [date = '', price] = line.split(',');
      return [date, Number(price)] as const;
    });
}

function readRole(folder: string, name: string): Role {
  const rows = readPrices(folder, name);
  const market = readPrices(folder, 'SPY');
  const marketReturns = toReturns(market.map(([, price]) => price));
  const byDate = new Map(market.slice(1).map(([date], i) => [date, marketReturns[i]!]));
  const returns = toReturns(rows.map(([, price]) => price));
  const dates = rows.slice(1).map(([date]) => date as SessionDate);
  const shared = dates.map((_, i) => i).filter((i) => byDate.has(dates[i]!));
  return {
    prices: rows.map(([, price]) => price),
    time: rows.map(([date]) => Date.parse(date)),
    dates,
    returns,
    common: shared.map((i) => returns[i]!),
    benchmark: shared.map((i) => byDate.get(dates[i]!)!),
  };
}

const families: Readonly<Record<keyof Libraries, readonly [Measures, Exemptions]>> = {
  empyrical: [empyrical, {}],
  quantstats: [quantstatsMeasures, quantstatsExempt],
  ffn: [ffn, ffnExempt],
  PerformanceAnalytics_R: [analytics, analyticsExempt],
};

function compareAll(ledger: GoldenLedger, role: Role, names: readonly [string, keyof Libraries]) {
  return (values: Values): void => {
    const [measures, exemptions] = families[names[1]];
    for (const [key, expected] of Object.entries(values)) {
      const name = `${names[0]} ${names[1]} ${key}`;
      const reason = exemptHere[name] ?? exemptions[key];
      if (reason === undefined)
        ledger.compare(name, () => measures[key]!(role), expected ?? undefined);
      else ledger.exempt(name, reason);
    }
  };
}

describeWithData(
  'four libraries on four real series',
  ['ref-metrics/cross_library.json', 'ref-metrics/series'],
  ([path, folder]) => {
    const { results } = JSON.parse(readFileSync(path!, 'utf8')) as {
      readonly results: Readonly<Record<string, Libraries>>;
    };
    const ledger = openLedger('libraries', 1e-9);
    for (const [name, libraries] of Object.entries(results)) {
      const role = readRole(folder!, name);
      for (const library of Object.keys(libraries) as (keyof Libraries)[]) {
        compareAll(ledger, role, [name, library])(libraries[library]);
      }
    }
    ledger.close({ compared: 388, exempted: 84 });
  },
);
