import { measurePeriodicAlpha } from '../benchmark/alpha.js';
import { measureInformationRatio } from '../benchmark/information-ratio.js';
import { perBeta } from '../benchmark/treynor-ratio.js';
import { measureMaxDrawdownOfCurve } from '../drawdowns/max-drawdown.js';
import { measureUlcerIndex } from '../drawdowns/ulcer-index.js';
import { perDrawdown } from '../ratios/calmar-ratio.js';
import { sumSides } from '../ratios/omega-ratio.js';
import { measureProbabilisticSharpe } from '../ratios/probabilistic-sharpe-ratio.js';
import { measureTotalReturn } from '../returns/total-return.js';
import { measureKellyFraction } from '../round-trips/kelly-fraction.js';
import { measurePayoffRatio } from '../round-trips/payoff-ratio.js';
import { measureProfitFactor } from '../round-trips/profit-factor.js';
import { measureWinRate } from '../round-trips/win-rate.js';
import type { Returns } from '../statistic/check-input.js';
import type { Measured } from '../statistic/measured.js';
import { measureValueAtRisk } from '../tails/value-at-risk.js';
import { againstBenchmark, type Sample } from '../summary/sample.js';
import type { Preset } from './preset.js';

/**
 * quantstats 0.0.81 counts periods where others count trades, and is parametric where others look
 * back. Versions from 0.0.82 on mended the probabilistic Sharpe ratio and the conditional value at
 * risk.
 */
export const quantstatsPreset: Preset = {
  overrides: {
    probabilisticSharpeRatio: {
      formula: 'as the default, with excess kurtosis where full kurtosis belongs',
      measure: (sample) => measureProbabilisticSharpe(sample.returns, sample, 0),
    },
    valueAtRisk: {
      formula: 'mean(r) − 1.645 × sd(r)',
      measure: ({ returns }) => measureValueAtRisk(returns, { method: 'normal' }),
    },
    conditionalValueAtRisk: {
      formula: 'mean of r below mean(r) − 1.645 × sd(r)',
      measure: ({ returns }) => belowNormalTail(returns),
    },
    ulcerIndex: {
      formula: '√(Σ dd² ÷ (n − 1))',
      measure: ({ returns }) => measureUlcerIndex(returns, returns.length - 1),
    },
    recoveryFactor: {
      formula: '|Σ r| ÷ |maxDrawdown|',
      measure: ({ returns, curve }) =>
        perDrawdown(absoluteSum(returns), measureMaxDrawdownOfCurve(curve)),
    },
    alpha: {
      formula: 'mean(r − β·b) × N',
      measure: againstBenchmark(({ returns, periodsPerYear }, benchmark) => {
        const perPeriod = measurePeriodicAlpha(returns, benchmark, 0);
        return typeof perPeriod === 'string' ? perPeriod : perPeriod * periodsPerYear;
      }),
    },
    informationRatio: {
      formula: 'mean(r − b) ÷ sd(r − b), not annualized',
      measure: againstBenchmark(({ returns }, benchmark) =>
        measureInformationRatio(returns, benchmark, { periodsPerYear: 1 }),
      ),
    },
    treynorRatio: {
      formula: '(totalReturn − annual f) ÷ β',
      measure: againstBenchmark(({ returns, riskFreeAnnual }, benchmark) => {
        const total = measureTotalReturn(returns);
        if (typeof total === 'string') return total;
        return perBeta(total - riskFreeAnnual, returns, benchmark);
      }),
    },
    winRate: {
      formula: 'periods above zero ÷ periods other than zero',
      measure: ({ returns }) => measureWinRate(returns),
    },
    profitFactor: {
      formula: 'Σ positive r ÷ |Σ negative r|',
      measure: ({ returns }) => measureProfitFactor(returns),
    },
    payoffRatio: {
      formula: 'mean positive r ÷ |mean negative r|',
      measure: ({ returns }) => measurePayoffRatio(returns),
    },
    kellyFraction: {
      formula: 'W − (1 − W) ÷ R over periods other than zero',
      measure: ({ returns }) => measureKellyFraction(returns),
    },
    timeInMarket: {
      formula: 'periods other than zero ÷ all periods, up to the next per cent',
      measure: shareOfMoves,
    },
  },
};

function belowNormalTail(returns: Returns): Measured {
  const limit = measureValueAtRisk(returns, { method: 'normal' });
  if (typeof limit === 'string') return limit;
  let [sum, count] = [0, 0];
  for (const value of returns) {
    if (value >= limit) continue;
    sum += value;
    count++;
  }
  return count === 0 ? limit : sum / count;
}

function absoluteSum(returns: Returns): Measured {
  const { count, gains, losses } = sumSides(returns);
  return count === 0 ? 'too-few-observations' : Math.abs(gains - losses);
}

function shareOfMoves({ returns }: Sample): Measured {
  if (returns.length === 0) return 'too-few-observations';
  const moves = returns.reduce((count, value) => count + (value === 0 ? 0 : 1), 0);
  return Math.ceil((moves / returns.length) * 100) / 100;
}
