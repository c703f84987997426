import { measureBeta } from '../benchmark/beta.js';
import { isReturnNoise, moments } from '../moments/moments.js';
import { measureDownsideDeviation } from '../ratios/downside-deviation.js';
import { measureAnnualReturn } from '../returns/annual-return.js';
import { measureTotalReturn } from '../returns/total-return.js';
import { measureExpectancy } from '../round-trips/expectancy.js';
import { kellyOf } from '../round-trips/kelly-fraction.js';
import { countOutcomes } from '../round-trips/outcomes.js';
import { measurePayoffRatio } from '../round-trips/payoff-ratio.js';
import { measureProfitFactor } from '../round-trips/profit-factor.js';
import type { Measured } from '../statistic/measured.js';
import { againstBenchmark, type Measure, overTrips, type Sample } from '../summary/sample.js';
import type { Preset } from './preset.js';

/** backtesting.py 0.6.6 divides compounded returns, and looks at returns of trades, not money. */
export const backtestingPyPreset: Preset = {
  overrides: {
    volatility: {
      formula: '√((var(r) + (1 + g)²)^N − (1 + g)^2N), g the geometric mean of r',
      alsoUndefinedWhen: ['ruined'],
      measure: measureCompoundedVolatility,
    },
    sharpeRatio: {
      formula: '(annualReturn − annual f) ÷ volatility of this preset',
      alsoUndefinedWhen: ['ruined'],
      measure: measureSharpe,
    },
    sortinoRatio: {
      formula: '(annualReturn − annual f) ÷ downsideDeviation at zero',
      alsoUndefinedWhen: ['ruined'],
      measure: measureSortino,
    },
    beta: {
      formula: 'cov ÷ var of logarithmic returns',
      alsoUndefinedWhen: ['ruined'],
      measure: againstBenchmark(({ returns }, benchmark) => measureLogBeta(returns, benchmark)),
    },
    alpha: {
      formula: 'total(r) − annual f − β(total(b) − annual f), not annualized',
      measure: againstBenchmark(measureTotalAlpha),
    },
    winRate: {
      formula: 'winners ÷ round trips',
      measure: overTrips(shareOfWinners),
    },
    profitFactor: {
      formula: 'Σ positive ÷ |Σ negative| returns of round trips',
      measure: overTripReturns(measureProfitFactor),
    },
    expectancy: {
      formula: 'mean return of round trips, a fraction',
      measure: overTripReturns(measureExpectancy),
    },
    kellyFraction: {
      formula: 'W − (1 − W) ÷ R, W of this preset',
      measure: overTrips((pnl) => kellyOf(shareOfWinners(pnl), measurePayoffRatio(pnl))),
    },
  },
};

/** Winners among all round trips: what broke even did not win. */
export function shareOfWinners(pnl: Float64Array): Measured {
  const { count, winners } = countOutcomes(pnl);
  return count === 0 ? 'too-few-observations' : winners / count;
}

function measureCompoundedVolatility(sample: Sample): Measured {
  const { returns, periodsPerYear } = sample;
  if (returns.length < 2) return 'too-few-observations';
  const year = measureAnnualReturn(sample.returns, sample);
  if (typeof year === 'string') return year;
  const growth = (1 + year) ** (1 / periodsPerYear);
  const variance = moments(returns).squares / (returns.length - 1);
  const spread = (variance + growth ** 2) ** periodsPerYear - growth ** (2 * periodsPerYear);
  return Math.sqrt(Math.max(0, spread));
}

function measureSharpe(sample: Sample): Measured {
  const year = measureAnnualReturn(sample.returns, sample);
  const volatility = measureCompoundedVolatility(sample);
  if (typeof year === 'string') return year;
  if (typeof volatility === 'string') return volatility;
  // A difference of two powers of N keeps N times the rounding of what went in.
  const still = volatility ** 2 <= 8 * Number.EPSILON * sample.periodsPerYear;
  return still ? 'no-variation' : (year - sample.riskFreeAnnual) / volatility;
}

function measureSortino(sample: Sample): Measured {
  const { returns, periodsPerYear, riskFreeAnnual } = sample;
  const year = measureAnnualReturn(sample.returns, sample);
  const downside = measureDownsideDeviation(returns, { periodsPerYear });
  if (typeof year === 'string') return year;
  if (typeof downside === 'string') return downside;
  return isReturnNoise(downside, 0) ? 'no-losses' : (year - riskFreeAnnual) / downside;
}

function measureLogBeta(returns: Float64Array, benchmark: Float64Array): Measured {
  if (returns.some((value) => value <= -1)) return 'ruined';
  if (benchmark.some((value) => value <= -1)) return 'ruined';
  return measureBeta(returns.map(Math.log1p), benchmark.map(Math.log1p));
}

function measureTotalAlpha(sample: Sample, benchmark: Float64Array): Measured {
  const own = measureTotalReturn(sample.returns);
  const market = measureTotalReturn(benchmark);
  const slope = measureLogBeta(sample.returns, benchmark);
  if (typeof own === 'string') return own;
  if (typeof market === 'string') return market;
  if (typeof slope === 'string') return slope;
  return own - sample.riskFreeAnnual - slope * (market - sample.riskFreeAnnual);
}

function overTripReturns(measure: (values: Float64Array) => Measured): Measure {
  return ({ trips }) => {
    if (trips === undefined) return 'not-supplied';
    const values = trips.map((trip) => trip.returnFraction);
    if (values.includes(undefined)) return 'zero-denominator';
    return measure(Float64Array.from(values as readonly number[]));
  };
}
