import { invalidValue, type SdkError } from '@tradewright/core';
import { createFeatureStep, type FeatureStep, requireHash } from './feature-step.js';
import type { RobustNormalization } from './fit-robust-normalization.js';

/**
 * The step that applies a fitted robust z-score to features of the same hash.
 *
 *     (x − median) ÷ scale, cut off at ±3
 *
 * Missing values stay missing, and so is every value of a feature that had none in the training
 * window. A feature that was constant there is 0 while it stays so, and ±3 when it does not.
 *
 * @param normalization From `fitRobustNormalization`, or from JSON: it is checked.
 * @param hash Of the features it will be applied to: `hash` of a feature set or of a step.
 *
 * @throws SdkError `VALUE_INVALID` when it was fitted on other features, or is damaged.
 *
 * Agrees with: Qlib `RobustZScoreNorm`.
 *
 * @example
 * const fitted = {
 *   kind: 'robustZScore' as const,
 *   hash: 'of the features',
 *   names: ['A', 'B'],
 *   medians: [10, 1],
 *   scales: [2, 0.1],
 *   clip: 3,
 * };
 * const normalize = robustNormalizer(fitted, 'of the features');
 * normalize.row(Float64Array.of(14, 2)) // => Float64Array [2, 3]
 */
export function robustNormalizer(normalization: RobustNormalization, hash: string): FeatureStep {
  requireNormalization(normalization);
  const { medians, scales, clip } = normalization;
  requireHash('normalization.hash', normalization.hash, hash);
  const middle = Float64Array.from(medians, (value) => value ?? Number.NaN);
  const spread = Float64Array.from(scales, (value) => value ?? Number.NaN);
  return createFeatureStep({
    before: hash,
    step: normalization,
    width: medians.length,
    change: (value, c) => {
      const score = (value - middle[c]!) / spread[c]!;
      return score > clip ? clip : score < -clip ? -clip : score;
    },
  });
}

function requireNormalization(value: unknown): void {
  const given = (value ?? {}) as Partial<Record<keyof RobustNormalization, unknown>>;
  if (given.kind !== 'robustZScore') throw damaged('kind', given.kind, "'robustZScore'");
  const { names, medians, scales, clip } = given;
  if (!Array.isArray(names)) throw damaged('names', names, 'a list of names');
  const width = names.length;
  if (!isStatistics(medians, width)) throw damaged('medians', medians, 'a number per name');
  if (!isStatistics(scales, width) || scales.some((each) => each !== null && each <= 0)) {
    throw damaged('scales', scales, 'a number above zero per name');
  }
  if (!isAboveZero(clip)) throw damaged('clip', clip, 'a number above zero');
}

/** JSON has no NaN: a statistic that does not exist is null. */
function isStatistics(value: unknown, width: number): value is readonly (number | null)[] {
  if (!Array.isArray(value) || value.length !== width) return false;
  return value.every((each) => each === null || Number.isFinite(each));
}

function isAboveZero(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value) && value > 0;
}

function damaged(name: string, value: unknown, must: string): SdkError {
  return invalidValue('VALUE_INVALID', {
    field: `normalization.${name}`,
    value,
    must,
    fix: 'give what fitRobustNormalization returned',
  });
}
