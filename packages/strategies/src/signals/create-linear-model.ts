import { invalidValue } from '@tradewright/core';
import { requirePrediction } from './require-prediction.js';
import type { SignalModel } from './signal-model.js';

/** A linear model as plain data: it can be kept as JSON. */
export interface LinearModelSettings {
  /** Default `linear`. */
  readonly name?: string | undefined;
  readonly version: string;
  /** `hash` of the feature set whose values the weights are for. */
  readonly featureHash: string;
  /** One for each feature, in the order of the feature set. */
  readonly weights: readonly number[];
  /** Default 0. */
  readonly intercept?: number | undefined;
}

/**
 * A linear model: the embedded default, which needs nothing installed.
 *
 *     intercept + Σ weight × feature
 *
 * @throws SdkError `VALUE_INVALID` when a weight is not finite or there are none; from `predict`,
 *   for a row that has not one value per weight and for a result that is not finite.
 *
 * Source: Gu, Kelly and Xiu (2020), "Empirical Asset Pricing via Machine Learning", section 1.2.
 *
 * @example
 * const model = createLinearModel({ version: '1', featureHash: 'ab', weights: [2, -1] });
 * const rows = [Float64Array.of(3, 1)];
 * model.predict({ at: 0, symbols: ['SPY'], rows }) // => Map(1) { 'SPY' => 5 }
 */
export function createLinearModel(settings: LinearModelSettings): SignalModel {
  const { name = 'linear', version, featureHash, intercept = 0 } = settings;
  const weights = Float64Array.from(settings.weights);
  if (weights.length === 0 || !weights.every(Number.isFinite)) {
    const must = 'a list of at least one finite number';
    throw invalidValue('VALUE_INVALID', { field: 'weights', value: settings.weights, must });
  }
  if (!Number.isFinite(intercept)) {
    const must = 'a finite number';
    throw invalidValue('VALUE_INVALID', { field: 'intercept', value: intercept, must });
  }
  const identity = { name, version };
  return {
    name,
    version,
    featureHash,
    predict: ({ symbols, rows }) =>
      new Map(
        symbols.map((symbol, i) => {
          const row = requireRow(rows[i], symbol, weights.length);
          const prediction = row.reduce((sum, value, j) => sum + weights[j]! * value, intercept);
          return [symbol, requirePrediction(identity, symbol, prediction)];
        }),
      ),
  };
}

function requireRow(row: Float64Array | undefined, symbol: string, length: number): Float64Array {
  if (row?.length === length) return row;
  const field = `number of features of ${symbol}`;
  throw invalidValue('VALUE_INVALID', { field, value: row?.length, must: `${length}` });
}
