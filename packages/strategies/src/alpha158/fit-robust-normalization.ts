import { invalidValue } from '@tradewright/core';
import type { FeatureColumns } from './feature-set.js';
import { requireHash } from './feature-step.js';
import { medianOf } from './median-of.js';

/** Rows of one symbol: all of them, or those with `from ≤ row < to`. */
export interface FeatureRows {
  readonly features: FeatureColumns;
  /** First row; default 0. */
  readonly from?: number | undefined;
  /** Row after the last; default all. */
  readonly to?: number | undefined;
}

/** Statistics of a training window, as plain data: write it as JSON beside the model. */
export interface RobustNormalization {
  readonly kind: 'robustZScore';
  /** Of the features that it was fitted on; others are refused. */
  readonly hash: string;
  readonly names: readonly string[];
  /** Per feature; `null` where the window had no value. */
  readonly medians: readonly (number | null)[];
  /** 1.4826 × (median absolute deviation + 1e-12). */
  readonly scales: readonly (number | null)[];
  /** Results beyond ± this are cut off. */
  readonly clip: number;
}

/** Turns a median absolute deviation into the standard deviation of a normal distribution. */
const normalFactor = 1.4826;
const clip = 3;

/**
 * Fits a robust z-score on the rows of a training window, over all symbols together. Nothing
 * outside these rows is looked at. Missing values are left out.
 *
 *     median(x),  1.4826 × (median(|x − median(x)|) + 1e-12)
 *
 * Apply it with `robustNormalizer`, also to validation, test and live rows: statistics taken there
 * would be another scale than the model was trained on.
 *
 * @throws SdkError `VALUE_INVALID` for no rows at all, rows out of bounds, or features of different
 *   hashes.
 *
 * Agrees with: Qlib `RobustZScoreNorm`.
 *
 * @example
 * const features = {
 *   hash: 'of the features',
 *   names: ['A'],
 *   length: 4,
 *   columns: [Float64Array.of(1, 2, 4, 900)],
 * };
 * const train = fitRobustNormalization([{ features, to: 3 }]);
 * train.medians // => [2]
 */
export function fitRobustNormalization(train: readonly FeatureRows[]): RobustNormalization {
  const first = train[0]?.features;
  const windows = train.map(({ features, from = 0, to = features.length }, i) => {
    requireHash(`train[${i}].features.hash`, features.hash, first?.hash ?? '');
    requireRow(`train[${i}].to`, to, features.length);
    requireRow(`train[${i}].from`, from, to);
    return features.columns.map((column) => column.subarray(from, to));
  });
  const count = windows.reduce((sum, columns) => sum + (columns[0]?.length ?? 0), 0);
  if (first === undefined || count === 0) {
    const must = 'a training window with at least one row';
    throw invalidValue('VALUE_INVALID', { field: 'train', value: `${count} rows`, must });
  }
  const room = new Float64Array(count);
  const fits = first.names.map((_, c) =>
    fit(
      windows.map((columns) => columns[c]!),
      room,
    ),
  );
  return {
    kind: 'robustZScore',
    hash: first.hash,
    names: [...first.names],
    medians: fits.map(({ median }) => median),
    scales: fits.map(({ scale }) => scale),
    clip,
  };
}

interface Fit {
  readonly median: number | null;
  readonly scale: number | null;
}

function fit(parts: readonly Float64Array[], room: Float64Array): Fit {
  let n = 0;
  for (const part of parts) {
    for (const value of part) if (!Number.isNaN(value)) room[n++] = value;
  }
  if (n === 0) return { median: null, scale: null };
  const median = medianOf(room, n);
  for (let i = 0; i < n; i++) room[i] = Math.abs(room[i]! - median);
  return { median, scale: (medianOf(room, n) + 1e-12) * normalFactor };
}

function requireRow(field: string, value: number, max: number): void {
  if (Number.isInteger(value) && value >= 0 && value <= max) return;
  throw invalidValue('VALUE_INVALID', { field, value, must: `a whole number from 0 to ${max}` });
}
