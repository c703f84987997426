import type { PortfolioPolicy } from './portfolio-policy.js';
import { largestSize, sortedEntries } from './sorted-entries.js';

/**
 * Subtracts the mean from every score, so that scores that are all above zero can make a neutral
 * portfolio. Scores that differ from the mean by no more than rounding become zero: equal scores
 * are no view.
 *
 *     score − mean(scores)
 *
 * @example
 * centerScores()(new Map([['A', 3], ['B', 1]])) // => Map(2) { 'A' => 1, 'B' => -1 }
 */
export function centerScores(): PortfolioPolicy {
  return (numbers) => {
    const entries = sortedEntries(numbers);
    const largest = largestSize(entries);
    if (largest === 0) return new Map(entries);
    // In units of the largest, because a sum of huge scores is no number.
    const mean = entries.reduce((sum, [, score]) => sum + score / largest, 0) / entries.length;
    const noise = 4 * entries.length * Number.EPSILON;
    return new Map(
      entries.map(([symbol, score]) => {
        const difference = score / largest - mean;
        return [symbol, Math.abs(difference) <= noise ? 0 : toFinite(difference * largest)];
      }),
    );
  };
}

function toFinite(value: number): number {
  return Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, value));
}
