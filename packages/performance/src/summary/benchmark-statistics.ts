import { measureAlpha } from '../benchmark/alpha.js';
import { measureBeta } from '../benchmark/beta.js';
import { measureCaptureRatio } from '../benchmark/capture-ratio.js';
import { measureCorrelation } from '../benchmark/correlation.js';
import { measureInformationRatio } from '../benchmark/information-ratio.js';
import { measureTrackingError } from '../benchmark/tracking-error.js';
import { measureTreynorRatio } from '../benchmark/treynor-ratio.js';
import { againstBenchmark, type StatisticDefinition } from './sample.js';

/** Statistics of returns beside those of a benchmark. */
export const benchmarkStatistics = {
  beta: {
    name: 'Beta',
    formula: 'cov(r, b) ÷ var(b)',
    unit: 'ratio',
    sample: '2 or more pairs of returns',
    undefinedWhen: ['flat-benchmark', 'not-supplied', 'too-few-observations'],
    measure: againstBenchmark(({ returns }, benchmark) => measureBeta(returns, benchmark)),
  },
  alpha: {
    name: 'Alpha',
    formula: '(1 + mean(r − f − β(b − f)))^N − 1',
    unit: 'fraction per year',
    sample: '2 or more pairs of returns',
    undefinedWhen: ['flat-benchmark', 'not-supplied', 'ruined', 'too-few-observations'],
    measure: againstBenchmark((sample, benchmark) =>
      measureAlpha(sample.returns, benchmark, sample),
    ),
  },
  correlation: {
    name: 'Correlation',
    formula: 'cov(r, b) ÷ (sd(r) × sd(b))',
    unit: 'ratio',
    sample: '2 or more pairs of returns',
    undefinedWhen: ['flat-benchmark', 'no-variation', 'not-supplied', 'too-few-observations'],
    measure: againstBenchmark(({ returns }, benchmark) => measureCorrelation(returns, benchmark)),
  },
  informationRatio: {
    name: 'Information ratio',
    formula: 'mean(r − b) ÷ sd(r − b) × √N',
    unit: 'ratio',
    sample: '2 or more pairs of returns; sample deviation',
    undefinedWhen: ['no-variation', 'not-supplied', 'too-few-observations'],
    measure: againstBenchmark((sample, benchmark) =>
      measureInformationRatio(sample.returns, benchmark, sample),
    ),
  },
  trackingError: {
    name: 'Tracking error',
    formula: 'sd(r − b) × √N',
    unit: 'fraction per year',
    sample: '2 or more pairs of returns; sample deviation',
    undefinedWhen: ['not-supplied', 'too-few-observations'],
    measure: againstBenchmark((sample, benchmark) =>
      measureTrackingError(sample.returns, benchmark, sample),
    ),
  },
  treynorRatio: {
    name: 'Treynor ratio',
    formula: '(annualReturn − annual f) ÷ β',
    unit: 'fraction per year',
    sample: '2 or more pairs of returns',
    undefinedWhen: [
      'flat-benchmark',
      'not-supplied',
      'ruined',
      'too-few-observations',
      'zero-denominator',
    ],
    measure: againstBenchmark((sample, benchmark) =>
      measureTreynorRatio(sample.returns, benchmark, sample),
    ),
  },
  upCapture: {
    name: 'Up capture',
    formula: 'annualReturn(r) ÷ annualReturn(b) where b > 0',
    unit: 'ratio',
    sample: '1 or more periods in which the benchmark rose',
    undefinedWhen: ['not-supplied', 'ruined', 'too-few-observations', 'zero-denominator'],
    measure: againstBenchmark(({ returns, periodsPerYear }, benchmark) =>
      measureCaptureRatio(returns, benchmark, { periodsPerYear, side: 'up' }),
    ),
  },
  downCapture: {
    name: 'Down capture',
    formula: 'annualReturn(r) ÷ annualReturn(b) where b < 0',
    unit: 'ratio',
    sample: '1 or more periods in which the benchmark fell',
    undefinedWhen: ['not-supplied', 'ruined', 'too-few-observations', 'zero-denominator'],
    measure: againstBenchmark(({ returns, periodsPerYear }, benchmark) =>
      measureCaptureRatio(returns, benchmark, { periodsPerYear, side: 'down' }),
    ),
  },
} as const satisfies Record<string, StatisticDefinition>;
