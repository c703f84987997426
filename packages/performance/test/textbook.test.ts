import { readFileSync } from 'node:fs';
import { describeWithData } from '../../../test/reference-data.js';
import {
  alpha,
  annualReturn,
  beta,
  calmarRatio,
  conditionalValueAtRisk,
  downsideDeviation,
  drawdownSeries,
  excessKurtosis,
  expectancy,
  maxDrawdown,
  omegaRatio,
  skewness,
  sortinoRatio,
  timeWeightedReturn,
  toReturns,
  trackingError,
  valueAtRisk,
  volatility,
} from '../src/index.js';
import { openLedger } from './golden-ledger.js';

interface BaconCase {
  readonly fn: string;
  readonly documented_textbook_value: number | null;
  readonly value_by_PerformanceAnalytics: number;
  readonly agree: boolean | null;
}

const month = { periodsPerYear: 12 };
const once = { periodsPerYear: 1 };
const population = { estimator: 'population' } as const;
const asked = { requiredPerPeriod: 0.005 };
const mean = (values: readonly number[]): number =>
  values.reduce((sum, each) => sum + each, 0) / values.length;

/** What each recorded call is here; the portfolio first, its benchmark second. */
const measures: Readonly<
  Record<string, (p: readonly number[], b: readonly number[]) => number | undefined>
> = {
  'BernardoLedoitRatio(P)': (p) => omegaRatio(p),
  'SFM.jensenAlpha(P,B)': (p, b) => annualReturn(p, month)! - beta(p, b)! * annualReturn(b, month)!,
  'DownsideDeviation(P,MAR)': (p) => downsideDeviation(p, { ...once, ...asked }),
  'Kappa(P,MAR,l)': (p) => sortinoRatio(p, { ...once, ...asked }),
  'PainIndex(P)': (p) => -mean([...drawdownSeries(p)]),
  'SkewnessKurtosisRatio(P)': (p) =>
    skewness(p, population)! / (excessKurtosis(p, population)! + 3),
  "kurtosis(P,method='sample')": (p) => sampleKurtosis(p),
  'Return.annualized(P)': (p) => annualReturn(p, month),
  'StdDev.annualized(P)': (p) => volatility(p, month),
  'maxDrawdown(P)': (p) => -maxDrawdown(p)!,
  'Omega(P,L=0)': (p) => omegaRatio(p),
  'CalmarRatio(P)': (p) => calmarRatio(p, month),
  'TrackingError(P,B)': (p, b) => trackingError(p, b, month),
  'CAPM.alpha(P,B)': (p, b) => alpha(p, b, once),
  "VaR(P,p=.95,method='gaussian')": (p) => gaussian(p),
  "ES(P,p=.95,method='historical')": (p) => conditionalValueAtRisk(p),
};

const notOffered = 'not a statistic of this package';
const disagrees = 'the library no longer gives the value of the textbook';
const reasons: Readonly<Record<string, string>> = {
  'AdjustedSharpeRatio(P)': disagrees,
  "MSquaredExcess(P,B,Method='arithmetic')": disagrees,
  'ProspectRatio(P,MAR)': disagrees,
  'SystematicRisk(P,B)': disagrees,
  'TreynorRatio(P,B,modified=TRUE)': disagrees,
  "UpDownRatios(P,B,method='Capture',side='Up')": 'compounds without annualizing',
};

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

/** Excess kurtosis with its bias corrected, plus that of a normal sample of this size. */
function sampleKurtosis(returns: readonly number[]): number {
  const n = returns.length;
  return excessKurtosis(returns)! + (3 * (n - 1) ** 2) / ((n - 2) * (n - 3));
}

/** PerformanceAnalytics takes the population deviation. */
function gaussian(returns: readonly number[]): number {
  const center = expectancy(returns)!;
  const sample = valueAtRisk(returns, { method: 'normal' })! - center;
  return center + sample * Math.sqrt(1 - 1 / returns.length);
}

describeWithData(
  "Bacon's portfolio",
  ['ref-metrics/bacon_cases.json', 'ref-metrics/series/portfolio_bacon.csv'],
  ([casesPath, seriesPath]) => {
    const { cases } = JSON.parse(readFileSync(casesPath!, 'utf8')) as {
      readonly cases: readonly BaconCase[];
    };
    const rows = readFileSync(seriesPath!, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(',').slice(1).map(Number));
    const portfolio = rows.map((row) => row[0]!);
    const benchmark = rows.map((row) => row[1]!);
    const ledger = openLedger('Bacon', 1e-9);
    for (const each of cases) {
      const measure = measures[each.fn];
      if (measure === undefined) {
        ledger.exempt(each.fn, reasons[each.fn] ?? notOffered);
        continue;
      }
      const compute = (): number => measure(portfolio, benchmark)!;
      ledger.compare(each.fn, compute, each.value_by_PerformanceAnalytics);
      const printed = each.documented_textbook_value;
      if (each.agree !== true || printed === null) continue;
      const digits = String(printed).split('.')[1]!.length;
      ledger.compare(`${each.fn} as printed`, () => rounded(compute(), digits), printed);
    }
    ledger.close({ compared: 23, exempted: 15 });
  },
);

interface FlowCase {
  readonly start: number;
  readonly events: readonly {
    readonly update?: number;
    readonly deposit?: number;
    readonly period_return?: number;
  }[];
  readonly cumulative: number;
}

describeWithData(
  'the CFA example of flows',
  ['ref-metrics/time_weighted_return.json'],
  ([path]) => {
    const { start, events, cumulative } = JSON.parse(readFileSync(path!, 'utf8')) as FlowCase;
    const equity = [start];
    const flows = [0];
    const periods: number[] = [];
    let flow = 0;
    for (const event of events) {
      flow += event.deposit ?? 0;
      if (event.update === undefined) continue;
      equity.push(event.update);
      flows.push(flow);
      periods.push(event.period_return!);
      flow = 0;
    }
    const ledger = openLedger('time-weighted return', 0);
    periods.forEach((expected, i) => {
      // One of them was printed with two digits, the others with four.
      const digits = expected === 0.01 ? 2 : 4;
      ledger.compare(
        `return of period ${i + 1}`,
        () => rounded(toReturns(equity, { flows })[i]!, digits),
        expected,
      );
    });
    ledger.compare(
      'all periods',
      () => rounded(timeWeightedReturn(equity, { flows })!, 6),
      cumulative,
    );
    ledger.close({ compared: 6, exempted: 0 });
  },
);
