import { invalidValue } from '@tradewright/core';
import { hashAfter } from './feature-hash.js';
import type { FeatureColumns } from './feature-set.js';

/** A step between features and a model, with the same numbers for columns and for one row. */
export interface FeatureStep {
  /** Of the features after this step: what a model was trained on, and must be asked with. */
  readonly hash: string;
  /**
   * New columns; those given stay as they are.
   *
   * @throws SdkError `VALUE_INVALID` when the features are not those the step is for.
   */
  columns(features: FeatureColumns): FeatureColumns;
  /** One row, such as that of a stream. The result is the same array each time. */
  row(row: Float64Array): Float64Array;
}

/** What makes a step. */
export interface FeatureStepParts {
  /** Hash of the features that it is for. */
  readonly before: string;
  /** Plain data that tells this step from every other. */
  readonly step: unknown;
  /** Number of features, where it is known. */
  readonly width?: number | undefined;
  readonly change: (value: number, column: number) => number;
}

/** Creates a step from what it does to one cell. */
export function createFeatureStep({ before, step, width, change }: FeatureStepParts): FeatureStep {
  const hash = hashAfter(before, step);
  let result = new Float64Array(width ?? 0);
  return {
    hash,
    columns: (features) => {
      requireHash('features.hash', features.hash, before);
      const columns = features.columns.map((column, c) => column.map((value) => change(value, c)));
      return { ...features, hash, columns };
    },
    row: (row) => {
      if (width === undefined && result.length !== row.length)
        result = new Float64Array(row.length);
      requireWidth(row, result.length);
      for (let c = 0; c < row.length; c++) result[c] = change(row[c]!, c);
      return result;
    },
  };
}

/**
 * Refuses features, or what was fitted on features, that mean something else.
 *
 * @throws SdkError `VALUE_INVALID`.
 */
export function requireHash(field: string, value: unknown, expected: string): void {
  if (value === expected) return;
  throw invalidValue('VALUE_INVALID', {
    field,
    value,
    must: `${expected}, the hash of the features expected here`,
    fix: 'use the same feature set, version, settings and steps as when it was fitted',
  });
}

function requireWidth(row: Float64Array, width: number): void {
  if (row.length === width) return;
  throw invalidValue('VALUE_INVALID', {
    field: 'row.length',
    value: row.length,
    must: `${width}, a value per feature`,
  });
}
