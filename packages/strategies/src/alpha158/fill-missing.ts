import { createFeatureStep, type FeatureStep } from './feature-step.js';

/**
 * The step that puts 0 where a feature has no value, for models that cannot do without. After a
 * z-score, 0 is the median. It is a step of its own, because a missing value is not a zero until
 * somebody says so.
 *
 * Agrees with: Qlib `Fillna`.
 *
 * @example
 * fillMissing('hash of the features').row(Float64Array.of(1, NaN)) // => Float64Array [1, 0]
 */
export function fillMissing(hash: string): FeatureStep {
  const change = (value: number) => (Number.isNaN(value) ? 0 : value);
  return createFeatureStep({ before: hash, step: { kind: 'fillMissing', value: 0 }, change });
}
