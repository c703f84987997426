import { measureBeta } from '../benchmark/beta.js';
import { measureTrackingError } from '../benchmark/tracking-error.js';
import { perBeta } from '../benchmark/treynor-ratio.js';
import { measureMaxDrawdownOfCurve } from '../drawdowns/max-drawdown.js';
import { isReturnNoise, moments, sampleDeviation } from '../moments/moments.js';
import { measureProbabilisticSharpe } from '../ratios/probabilistic-sharpe-ratio.js';
import { measureAnnualReturn } from '../returns/annual-return.js';
import { countOutcomes } from '../round-trips/outcomes.js';
import { measurePayoffRatio } from '../round-trips/payoff-ratio.js';
import type { Returns } from '../statistic/check-input.js';
import type { Measured } from '../statistic/measured.js';
import { measureValueAtRisk } from '../tails/value-at-risk.js';
import { againstBenchmark, overTrips, type Sample } from '../summary/sample.js';
import { shareOfWinners } from './backtesting-py-preset.js';
import type { Preset } from './preset.js';

const msPerYear = 365 * 86_400_000;

/**
 * LEAN compounds the arithmetic mean and samples calendar days: give it one equity per day,
 * weekends included, to see its published figures. It writes 10 or 0 where we say that there is
 * none.
 */
export const leanPreset: Preset = {
  overrides: {
    annualReturn: {
      formula: '∏(1 + r)^(365 ÷ calendar days) − 1',
      alsoUndefinedWhen: ['not-supplied'],
      measure: measureCalendarYear,
    },
    sharpeRatio: {
      formula: '((1 + mean(r))^N − 1 − annual f) ÷ (sd(r) × √N)',
      alsoUndefinedWhen: ['ruined'],
      measure: ({ returns, periodsPerYear, riskFreeAnnual }) =>
        perDeviation({ returns, periodsPerYear, riskFreeAnnual }, returns),
    },
    sortinoRatio: {
      formula: '((1 + mean(r))^N − 1 − annual f) ÷ (sd(negative r) × √N)',
      alsoUndefinedWhen: ['ruined'],
      measure: measureSortino,
    },
    probabilisticSharpeRatio: {
      formula: 'as the default against a ratio of 1 a year, with excess kurtosis for full kurtosis',
      measure: (sample) =>
        measureProbabilisticSharpe(sample.returns, { ...sample, benchmarkSharpe: 1 }, 0),
    },
    valueAtRisk: {
      formula: 'mean(r) − 1.645 × sd(r) of the last N returns, before LEAN rounds it',
      measure: ({ returns, periodsPerYear }) =>
        measureValueAtRisk(returns.slice(-periodsPerYear), { method: 'normal' }),
    },
    maxDrawdown: {
      formula: '1 − min(G ÷ highest G so far): positive',
      measure: ({ curve }) => {
        const worst = measureMaxDrawdownOfCurve(curve);
        return typeof worst === 'string' ? worst : Math.abs(worst);
      },
    },
    alpha: {
      formula: 'A(r) − (annual f + β(A(b) − annual f)), A = (1 + mean)^N − 1',
      measure: againstBenchmark(measureAnnualAlpha),
    },
    informationRatio: {
      formula: '(A(r) − A(b)) ÷ trackingError, A = (1 + mean)^N − 1',
      alsoUndefinedWhen: ['ruined'],
      measure: againstBenchmark(measureActiveRatio),
    },
    treynorRatio: {
      formula: '((1 + mean(r))^N − 1 − annual f) ÷ β',
      measure: againstBenchmark((sample, benchmark) => {
        const year = meanYear(sample.returns, sample.periodsPerYear);
        if (typeof year === 'string') return year;
        return perBeta(year - sample.riskFreeAnnual, sample.returns, benchmark);
      }),
    },
    winRate: { formula: 'winners ÷ round trips', measure: overTrips(shareOfWinners) },
    expectancyR: {
      formula: 'W × payoff − losers ÷ round trips, W of this preset',
      alsoUndefinedWhen: ['no-wins'],
      measure: overTrips(measureWeightedPayoff),
    },
  },
};

function measureCalendarYear({ returns, time }: Sample): Measured {
  if (time === undefined) return 'not-supplied';
  if (returns.length === 0) return 'too-few-observations';
  const years = ((time[time.length - 1] as number) - (time[0] as number)) / msPerYear;
  return measureAnnualReturn(returns, { years });
}

/** The mean return, compounded over a year. */
function meanYear(returns: Returns, periodsPerYear: number): Measured {
  const { count, mean } = moments(returns);
  if (count === 0) return 'too-few-observations';
  return mean < -1 ? 'ruined' : (1 + mean) ** periodsPerYear - 1;
}

function perDeviation(
  {
    returns,
    periodsPerYear,
    riskFreeAnnual,
  }: Pick<Sample, 'periodsPerYear' | 'returns' | 'riskFreeAnnual'>,
  deviating: Returns,
): Measured {
  const year = meanYear(returns, periodsPerYear);
  const sample = moments(deviating);
  if (sample.count < 2) return 'too-few-observations';
  const deviation = sampleDeviation(sample);
  if (isReturnNoise(deviation, sample.mean)) return 'no-variation';
  if (typeof year === 'string') return year;
  return (year - riskFreeAnnual) / (deviation * Math.sqrt(periodsPerYear));
}

function measureSortino(sample: Sample): Measured {
  if (sample.returns.length === 0) return 'too-few-observations';
  const ratio = perDeviation(
    sample,
    sample.returns.filter((value) => value < 0),
  );
  return ratio === 'no-variation' || ratio === 'too-few-observations' ? 'no-losses' : ratio;
}

function measureAnnualAlpha(sample: Sample, benchmark: Float64Array): Measured {
  const { returns, periodsPerYear, riskFreeAnnual } = sample;
  const own = meanYear(returns, periodsPerYear);
  const market = meanYear(benchmark, periodsPerYear);
  const slope = measureBeta(returns, benchmark);
  if (typeof own === 'string') return own;
  if (typeof market === 'string') return market;
  if (typeof slope === 'string') return slope;
  return own - (riskFreeAnnual + slope * (market - riskFreeAnnual));
}

function measureActiveRatio(sample: Sample, benchmark: Float64Array): Measured {
  const { returns, periodsPerYear } = sample;
  const own = meanYear(returns, periodsPerYear);
  const market = meanYear(benchmark, periodsPerYear);
  const error = measureTrackingError(returns, benchmark, { periodsPerYear });
  if (typeof own === 'string') return own;
  if (typeof market === 'string') return market;
  if (typeof error === 'string') return error;
  return isReturnNoise(error, 0) ? 'no-variation' : (own - market) / error;
}

function measureWeightedPayoff(pnl: Float64Array): Measured {
  const wins = shareOfWinners(pnl);
  const payoff = measurePayoffRatio(pnl);
  if (typeof wins === 'string') return wins;
  if (typeof payoff === 'string') return payoff;
  return wins * payoff - countOutcomes(pnl).losers / pnl.length;
}
