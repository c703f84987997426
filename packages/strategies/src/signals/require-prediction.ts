import { invalidValue } from '@tradewright/core';
import type { SignalModel } from './signal-model.js';

/**
 * Returns a prediction if it is a finite number: a model that gives none is broken, and a portfolio
 * of the others would hide it.
 *
 * @throws SdkError `VALUE_INVALID` that names model, version and symbol.
 */
export function requirePrediction(
  { name, version }: Pick<SignalModel, 'name' | 'version'>,
  symbol: string,
  value: number,
): number {
  if (Number.isFinite(value)) return value;
  const field = `prediction of model "${name}" ${version} for ${symbol}`;
  throw invalidValue('VALUE_INVALID', { field, value, must: 'a finite number' });
}
