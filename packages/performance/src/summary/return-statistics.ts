import { measureExcessKurtosis } from '../moments/excess-kurtosis.js';
import { measureSkewness } from '../moments/skewness.js';
import { measureVolatility } from '../moments/volatility.js';
import { measureDownsideDeviation } from '../ratios/downside-deviation.js';
import { measureGainToPainRatio } from '../ratios/gain-to-pain-ratio.js';
import { measureOmegaRatio } from '../ratios/omega-ratio.js';
import { measureProbabilisticSharpe } from '../ratios/probabilistic-sharpe-ratio.js';
import { measureSharpeRatio } from '../ratios/sharpe-ratio.js';
import { measureSharpeError } from '../ratios/sharpe-standard-error.js';
import { measureSmartSharpeRatio } from '../ratios/smart-sharpe-ratio.js';
import { measureSortinoRatio } from '../ratios/sortino-ratio.js';
import { measureStability } from '../ratios/stability.js';
import { measureAnnualReturn } from '../returns/annual-return.js';
import { measureConditionalValueAtRisk } from '../tails/conditional-value-at-risk.js';
import { measureTailRatio } from '../tails/tail-ratio.js';
import { measureValueAtRisk } from '../tails/value-at-risk.js';
import type { StatisticDefinition } from './sample.js';

/** Statistics of returns alone. */
export const returnStatistics = {
  totalReturn: {
    name: 'Total return',
    formula: '∏(1 + r) − 1',
    unit: 'fraction',
    sample: '1 or more returns',
    undefinedWhen: ['too-few-observations'],
    // The ends of the curve say the same as its returns, and lose no digits on the way.
    measure: ({ curve }) =>
      curve.length < 2 ? 'too-few-observations' : (curve.at(-1) ?? 0) / (curve[0] ?? 1) - 1,
  },
  annualReturn: {
    name: 'Annual return',
    formula: '∏(1 + r)^(N ÷ n) − 1',
    unit: 'fraction per year',
    sample: '1 or more returns; years by count of returns',
    undefinedWhen: ['ruined', 'too-few-observations'],
    measure: ({ returns, periodsPerYear }) => measureAnnualReturn(returns, { periodsPerYear }),
  },
  volatility: {
    name: 'Volatility',
    formula: 'sd(r) × √N',
    unit: 'fraction per year',
    sample: '2 or more returns; sample deviation',
    undefinedWhen: ['too-few-observations'],
    measure: ({ returns, periodsPerYear }) => measureVolatility(returns, { periodsPerYear }),
  },
  sharpeRatio: {
    name: 'Sharpe ratio',
    formula: 'mean(r − f) ÷ sd(r − f) × √N',
    unit: 'ratio',
    sample: '2 or more returns; sample deviation',
    undefinedWhen: ['no-variation', 'too-few-observations'],
    measure: (sample) => measureSharpeRatio(sample.returns, sample),
  },
  sharpeStandardError: {
    name: 'Standard error of the Sharpe ratio',
    formula: '√((1 − γ₃·SR + (γ₄ − 1) ÷ 4 × SR²) ÷ (n − 1)) × √N, SR per period',
    unit: 'ratio',
    sample: '4 or more returns; sample skewness and full kurtosis',
    undefinedWhen: ['no-variation', 'too-few-observations'],
    measure: (sample) => measureSharpeError(sample.returns, sample),
  },
  probabilisticSharpeRatio: {
    name: 'Probabilistic Sharpe ratio',
    formula: 'Φ(SR ÷ standard error of SR)',
    unit: 'probability',
    sample: '4 or more returns; against a true ratio of zero',
    undefinedWhen: ['no-variation', 'too-few-observations'],
    measure: (sample) => measureProbabilisticSharpe(sample.returns, sample),
  },
  smartSharpeRatio: {
    name: 'Smart Sharpe ratio',
    formula: 'SR ÷ √(1 + 2 Σ (n − k) ÷ n × |ρ|ᵏ), ρ the correlation at lag 1',
    unit: 'ratio',
    sample: '3 or more returns',
    undefinedWhen: ['no-variation', 'too-few-observations'],
    measure: (sample) => measureSmartSharpeRatio(sample.returns, sample),
  },
  sortinoRatio: {
    name: 'Sortino ratio',
    formula: 'mean(r − required) ÷ √(Σ min(r − required, 0)² ÷ n) × √N',
    unit: 'ratio',
    sample: '2 or more returns; n counts all of them',
    undefinedWhen: ['no-losses', 'too-few-observations'],
    measure: (sample) => measureSortinoRatio(sample.returns, sample),
  },
  downsideDeviation: {
    name: 'Downside deviation',
    formula: '√(Σ min(r − required, 0)² ÷ n) × √N',
    unit: 'fraction per year',
    sample: '1 or more returns; n counts all of them',
    undefinedWhen: ['too-few-observations'],
    measure: (sample) => measureDownsideDeviation(sample.returns, sample),
  },
  omegaRatio: {
    name: 'Omega ratio',
    formula: 'Σ max(r − required, 0) ÷ Σ max(required − r, 0)',
    unit: 'ratio',
    sample: '2 or more returns',
    undefinedWhen: ['no-losses', 'too-few-observations'],
    measure: (sample) => measureOmegaRatio(sample.returns, sample),
  },
  gainToPainRatio: {
    name: 'Gain to pain ratio',
    formula: 'Σ r ÷ |Σ min(r, 0)|',
    unit: 'ratio',
    sample: '1 or more returns',
    undefinedWhen: ['no-losses', 'too-few-observations'],
    measure: ({ returns }) => measureGainToPainRatio(returns),
  },
  valueAtRisk: {
    name: 'Value at risk, 5 %',
    formula: 'quantile of r at 0.05, linear interpolation',
    unit: 'fraction',
    sample: '1 or more returns; historical',
    undefinedWhen: ['too-few-observations'],
    measure: ({ returns }) => measureValueAtRisk(returns),
  },
  conditionalValueAtRisk: {
    name: 'Conditional value at risk, 5 %',
    formula: 'mean of the ⌊(n − 1) × 0.05⌋ + 1 lowest r',
    unit: 'fraction',
    sample: '1 or more returns; historical',
    undefinedWhen: ['too-few-observations'],
    measure: ({ returns }) => measureConditionalValueAtRisk(returns),
  },
  tailRatio: {
    name: 'Tail ratio',
    formula: '|quantile(r, 0.95)| ÷ |quantile(r, 0.05)|',
    unit: 'ratio',
    sample: '1 or more returns',
    undefinedWhen: ['too-few-observations', 'zero-denominator'],
    measure: ({ returns }) => measureTailRatio(returns),
  },
  skewness: {
    name: 'Skewness',
    formula: 'm₃ ÷ m₂^1.5 × √(n(n − 1)) ÷ (n − 2)',
    unit: 'ratio',
    sample: '3 or more returns; bias corrected',
    undefinedWhen: ['no-variation', 'too-few-observations'],
    measure: ({ returns }) => measureSkewness(returns),
  },
  excessKurtosis: {
    name: 'Excess kurtosis',
    formula: '((n + 1)(m₄ ÷ m₂² − 3) + 6) × (n − 1) ÷ ((n − 2)(n − 3))',
    unit: 'ratio',
    sample: '4 or more returns; bias corrected',
    undefinedWhen: ['no-variation', 'too-few-observations'],
    measure: ({ returns }) => measureExcessKurtosis(returns),
  },
  stability: {
    name: 'Stability',
    formula: 'R² of Σ ln(1 + r) against time',
    unit: 'ratio',
    sample: '2 or more returns',
    undefinedWhen: ['no-variation', 'ruined', 'too-few-observations'],
    measure: ({ returns }) => measureStability(returns),
  },
} as const satisfies Record<string, StatisticDefinition>;
