import { invalidValue } from '@tradewright/core';
import { hashAfter } from './feature-hash.js';
import type { FeatureColumns } from './feature-set.js';
import { requireHash } from './feature-step.js';

/** How the values of all symbols at one instant are compared. */
export type CrossSection = 'rank' | 'zScore';

/**
 * Ranks the values of one instant: the lowest of many is near −1.73, the highest 1.73.
 *
 *     3.46 × (rank ÷ n − 0.5), rank from 1 to n, equals share the mean of their ranks
 *
 * Missing values stay missing and do not count. 3.46 gives uniform ranks a deviation near one.
 *
 * Agrees with: Qlib `CSRankNorm`.
 *
 * @example
 * crossSectionalRank(Float64Array.of(30, NaN, 10)) // => Float64Array [1.73, NaN, 0]
 */
export function crossSectionalRank(values: Float64Array): Float64Array {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const n = sorted.length;
  return values.map((value) => {
    if (Number.isNaN(value)) return value;
    const below = countBelow(sorted, (each) => each < value);
    const upTo = countBelow(sorted, (each) => each <= value);
    return ((below + upTo + 1) / 2 / n - 0.5) * 3.46;
  });
}

/**
 * The values of one instant as deviations from their mean.
 *
 *     (x − mean) ÷ sample deviation (n − 1)
 *
 * Missing values stay missing and do not count; all are missing when fewer than two exist, or all
 * are equal.
 *
 * Agrees with: Qlib `CSZScoreNorm`.
 *
 * @example
 * crossSectionalZScore(Float64Array.of(1, 2, 3)) // => Float64Array [-1, 0, 1]
 */
export function crossSectionalZScore(values: Float64Array): Float64Array {
  const present = values.filter((value) => !Number.isNaN(value));
  const n = present.length;
  const anchor = present[0] ?? Number.NaN;
  let sum = 0;
  for (const value of present) sum += value - anchor;
  const mean = sum / n;
  let squares = 0;
  for (const value of present) squares += (value - anchor - mean) ** 2;
  const deviation = Math.sqrt(squares / (n - 1));
  const scale = deviation > 0 ? deviation : Number.NaN;
  return values.map((value) => (value - anchor - mean) / scale);
}

const methods = { rank: crossSectionalRank, zScore: crossSectionalZScore };

/**
 * Normalizes each feature of a panel across its symbols, instant by instant. Row t must be the same
 * instant in all of them. It needs no fitting: each instant is its own window.
 *
 * @throws SdkError `VALUE_INVALID` for no symbols, symbols with other features or another length,
 *   and an unknown method.
 *
 * @example
 * const panel = [1, 2, 3].map((value) => ({
 *   hash: 'of the features',
 *   names: ['A'],
 *   length: 1,
 *   columns: [Float64Array.of(value)],
 * }));
 * normalizeCrossSection(panel, 'zScore').map(({ columns }) => columns[0]?.[0]) // => [-1, 0, 1]
 */
export function normalizeCrossSection(
  panel: readonly FeatureColumns[],
  by: CrossSection,
): readonly FeatureColumns[] {
  const { names, length, hash } = requirePanel(panel, by);
  const results = panel.map((features) => ({
    ...features,
    hash: hashAfter(hash, { kind: 'crossSection', by }),
    columns: names.map(() => new Float64Array(length)),
  }));
  const values = new Float64Array(panel.length);
  for (let c = 0; c < names.length; c++) {
    for (let t = 0; t < length; t++) {
      for (let s = 0; s < panel.length; s++) values[s] = panel[s]!.columns[c]![t]!;
      const normalized = methods[by](values);
      for (let s = 0; s < panel.length; s++) results[s]!.columns[c]![t] = normalized[s]!;
    }
  }
  return results;
}

function requirePanel(panel: readonly FeatureColumns[], by: CrossSection): FeatureColumns {
  if (!Object.hasOwn(methods, by)) {
    throw invalidValue('VALUE_INVALID', { field: 'by', value: by, must: "'rank' or 'zScore'" });
  }
  const first = panel[0];
  if (first === undefined) {
    const must = 'the features of at least one symbol';
    throw invalidValue('VALUE_INVALID', { field: 'panel', value: panel, must });
  }
  for (const [s, { hash, length }] of panel.entries()) {
    requireHash(`panel[${s}].hash`, hash, first.hash);
    if (length === first.length) continue;
    throw invalidValue('VALUE_INVALID', {
      field: `panel[${s}].length`,
      value: length,
      must: `${first.length}, as that of the first symbol`,
      fix: 'align the bars of all symbols first, with NaN where one has none',
    });
  }
  return first;
}

/** How many of the sorted values, all of them before the others, are below a bound. */
function countBelow(sorted: Float64Array, isBelow: (value: number) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBelow(sorted[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low;
}
