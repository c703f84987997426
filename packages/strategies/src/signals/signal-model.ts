import type { UnixMs } from '@tradewright/core';
import type { SymbolNumbers } from '../policies/portfolio-policy.js';

/** What a model is asked: one row of features for each symbol, all known at one instant. */
export interface PredictionRequest {
  /** Nothing that was known later may be in the answer. */
  readonly at: UnixMs;
  readonly symbols: readonly string[];
  /**
   * Beside `symbols`, each in the order of the feature set's names, every value finite. Empty rows
   * for a model without features.
   */
  readonly rows: readonly Float64Array[];
}

/**
 * Features in, one prediction per symbol out; at once, because a strategy has no promises. A model
 * that computes elsewhere is replayed, see `createRecordedModel`.
 *
 * `predict` gives at most one finite number for each symbol that was asked, higher for better. A
 * symbol that it leaves out has no prediction. It keeps no rows and changes none.
 */
export interface SignalModel {
  readonly name: string;
  /** Changes whenever predictions may. */
  readonly version: string;
  /** `hash` of the features that it was trained on; `undefined` for a model that reads none. */
  readonly featureHash: string | undefined;
  predict(request: PredictionRequest): SymbolNumbers;
}
