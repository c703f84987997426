import { listDrawdownsOfCurve } from '../drawdowns/list-drawdowns.js';
import { measureMaxDrawdownOfCurve } from '../drawdowns/max-drawdown.js';
import { measureUlcerIndex } from '../drawdowns/ulcer-index.js';
import { perDrawdown } from '../ratios/calmar-ratio.js';
import { measureAnnualReturn } from '../returns/annual-return.js';
import { measureTotalReturn } from '../returns/total-return.js';
import type { Measured } from '../statistic/measured.js';
import type { Sample, StatisticDefinition } from './sample.js';

/** Statistics of falls from a high. Marked at every point that was given, not once a session. */
export const drawdownStatistics = {
  maxDrawdown: {
    name: 'Maximum drawdown',
    formula: 'min(G ÷ highest G so far − 1)',
    unit: 'fraction',
    sample: '2 or more points, the start included; every point given',
    undefinedWhen: ['too-few-observations'],
    measure: ({ curve }) => measureMaxDrawdownOfCurve(curve),
  },
  averageDrawdown: {
    name: 'Average drawdown',
    formula: 'mean of the depths of all drawdowns',
    unit: 'fraction',
    sample: '1 or more drawdowns; every point given',
    undefinedWhen: ['no-drawdown'],
    measure: ({ curve }) => mean(listDrawdownsOfCurve(curve).map(({ depth }) => depth)),
  },
  longestDrawdownMs: {
    name: 'Longest drawdown',
    formula: 'max(recovery or end − peak)',
    unit: 'milliseconds',
    sample: '1 or more drawdowns, an open one to the end; needs times',
    undefinedWhen: ['no-drawdown', 'not-supplied'],
    measure: (sample) => overDurations(sample, (durations) => durations.reduce(greater)),
  },
  averageDrawdownMs: {
    name: 'Average length of drawdowns',
    formula: 'mean(recovery or end − peak)',
    unit: 'milliseconds',
    sample: '1 or more drawdowns, an open one to the end; needs times',
    undefinedWhen: ['no-drawdown', 'not-supplied'],
    measure: (sample) => overDurations(sample, mean),
  },
  ulcerIndex: {
    name: 'Ulcer index',
    formula: '√(Σ dd² ÷ n)',
    unit: 'fraction',
    sample: '1 or more returns',
    undefinedWhen: ['too-few-observations'],
    measure: ({ returns }) => measureUlcerIndex(returns, returns.length),
  },
  calmarRatio: {
    name: 'Calmar ratio',
    formula: 'annualReturn ÷ |maxDrawdown|',
    unit: 'ratio',
    sample: '1 or more returns; the whole series',
    undefinedWhen: ['no-drawdown', 'ruined', 'too-few-observations'],
    measure: ({ returns, periodsPerYear, curve }) =>
      perDrawdown(
        measureAnnualReturn(returns, { periodsPerYear }),
        measureMaxDrawdownOfCurve(curve),
      ),
  },
  recoveryFactor: {
    name: 'Recovery factor',
    formula: 'totalReturn ÷ |maxDrawdown|',
    unit: 'ratio',
    sample: '1 or more returns',
    undefinedWhen: ['no-drawdown', 'too-few-observations'],
    measure: ({ returns, curve }) =>
      perDrawdown(measureTotalReturn(returns), measureMaxDrawdownOfCurve(curve)),
  },
} as const satisfies Record<string, StatisticDefinition>;

function overDurations(
  { curve, time }: Sample,
  measure: (durations: readonly number[]) => Measured,
): Measured {
  if (time === undefined) return 'not-supplied';
  const durations = listDrawdownsOfCurve(curve, time).map(({ durationMs }) => durationMs ?? 0);
  return durations.length === 0 ? 'no-drawdown' : measure(durations);
}

function mean(values: readonly number[]): Measured {
  if (values.length === 0) return 'no-drawdown';
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function greater(a: number, b: number): number {
  return Math.max(a, b);
}
