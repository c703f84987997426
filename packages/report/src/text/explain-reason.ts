import type { UndefinedReason } from '@tradewright/performance';

const reasons: Readonly<Record<UndefinedReason, string>> = {
  'flat-benchmark': 'the benchmark never varies',
  'no-drawdown': 'the curve never fell',
  'no-losses': 'nothing was lost',
  'no-variation': 'the values never vary',
  'no-wins': 'nothing was won',
  'not-supplied': 'needs data that was not given',
  ruined: 'everything was lost',
  'too-few-observations': 'too few observations',
  'too-large': 'beyond what a double holds',
  'zero-denominator': 'would divide by zero',
};

/** Why a statistic does not exist, in words. */
export function explainReason(reason: UndefinedReason): string {
  return reasons[reason];
}
