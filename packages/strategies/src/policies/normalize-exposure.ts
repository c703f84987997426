import { invalidValue } from '@tradewright/core';
import type { PortfolioPolicy } from './portfolio-policy.js';
import { largestSize, sortedEntries } from './sorted-entries.js';

/** Exposures of a whole portfolio, as fractions of equity. */
export interface ExposureSettings {
  /** Sum of the sizes of all weights: above 0, at most 10. */
  readonly gross: number;
  /**
   * Sum of all weights, from −gross to gross; 0 is dollar neutral. If it is not given, both sides
   * are scaled alike and the net follows from the weights.
   */
  readonly net?: number | undefined;
}

/**
 * Scales weights to a gross exposure and, if asked, to a net one.
 *
 *     long side  × (gross + net) ÷ 2 ÷ Σ long sizes
 *     short side × (gross − net) ÷ 2 ÷ Σ short sizes
 *
 * Given scores instead of weights it makes score-proportional weights, short where a score is
 * negative. Where all are zero they stay zero: no view, no position. Refuses with `oneSided` where
 * `net` asks for a side that has no weights, instead of inventing one.
 *
 * Dollar neutral is not free of market risk: it balances money, not betas.
 *
 * @throws SdkError `VALUE_INVALID` for exposures out of bounds.
 *
 * Source: Khandani and Lo (2007), "What Happened to the Quants in August 2007?", equation 1, for
 * weights in proportion to centered scores.
 *
 * @example
 * const scores = new Map([['A', 3], ['B', 1], ['C', -2]]);
 * normalizeExposure({ gross: 1, net: 0 })(scores).get('A') // => 0.375
 */
export function normalizeExposure({ gross, net }: ExposureSettings): PortfolioPolicy {
  if (!(gross > 0 && gross <= 10)) {
    const must = 'a number above 0 and at most 10';
    throw invalidValue('VALUE_INVALID', { field: 'gross', value: gross, must });
  }
  if (net !== undefined && !(Math.abs(net) <= gross)) {
    throw invalidValue('VALUE_INVALID', { field: 'net', value: net, must: 'from -gross to gross' });
  }
  return (numbers) => {
    const entries = sortedEntries(numbers);
    const largest = largestSize(entries);
    if (largest === 0) return new Map(entries);
    // In units of the largest, because a sum of huge scores is no number.
    const units = entries.map(([symbol, weight]) => [symbol, weight / largest] as const);
    const long = units.reduce((sum, [, unit]) => sum + Math.max(0, unit), 0);
    const short = units.reduce((sum, [, unit]) => sum + Math.max(0, -unit), 0);
    const bought = net === undefined ? (gross * long) / (long + short) : (gross + net) / 2;
    const sold = net === undefined ? (gross * short) / (long + short) : (gross - net) / 2;
    if ((bought > 0 && long === 0) || (sold > 0 && short === 0)) return 'oneSided';
    const scale = (unit: number): number =>
      unit > 0 ? (unit / long) * bought : unit < 0 ? (unit / short) * sold : 0;
    return new Map(units.map(([symbol, unit]) => [symbol, scale(unit)]));
  };
}
