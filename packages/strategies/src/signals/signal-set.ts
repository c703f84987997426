import type { UnixMs } from '@tradewright/core';
import type { PolicyRefusal, SymbolNumbers } from '../policies/portfolio-policy.js';

/** One rebalance: what was predicted, by which model, and what the policy made of it. */
export interface SignalSet {
  readonly at: UnixMs;
  readonly modelName: string;
  readonly modelVersion: string;
  readonly featureHash: string | undefined;
  /** Predictions by symbol; a symbol that is not in it had no features or no prediction. */
  readonly scores: SymbolNumbers;
  /** Target weights, or why there are none: then nothing changes and the next slice asks again. */
  readonly outcome: SymbolNumbers | PolicyRefusal;
}
