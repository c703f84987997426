import { invalidValue, type UnixMs } from '@tradewright/core';
import type { SymbolNumbers } from '../policies/portfolio-policy.js';
import { requirePrediction } from './require-prediction.js';
import type { SignalModel } from './signal-model.js';

/**
 * Asks a model for the symbols that have a row, and checks what it answers.
 *
 * @throws SdkError `VALUE_INVALID` for a prediction that is not finite or was not asked for.
 */
export function askModel(
  model: SignalModel,
  at: UnixMs,
  rows: ReadonlyMap<string, Float64Array>,
): SymbolNumbers {
  const predictions = model.predict({ at, symbols: [...rows.keys()], rows: [...rows.values()] });
  for (const [symbol, prediction] of predictions) {
    requirePrediction(model, symbol, prediction);
    if (rows.has(symbol)) continue;
    const field = `symbol predicted by model "${model.name}" ${model.version}`;
    throw invalidValue('VALUE_INVALID', {
      field,
      value: symbol,
      must: 'one that it was asked for',
    });
  }
  return predictions;
}
