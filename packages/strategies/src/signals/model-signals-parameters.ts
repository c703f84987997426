import { orWord, type ParameterTable, whole } from '../read-parameters.js';
import { oneOf } from './one-of.js';

/** How model signals are traded: plain data. */
export interface ModelSignalsParameters {
  /** Slices from one rebalance to the next. Default 1. The first is right after warm-up. */
  readonly rebalanceEveryBars?: number | undefined;
  /**
   * How many slices old the features of a symbol may be. Default 0: a symbol without a bar, or with
   * incomplete features, in the slice of the rebalance has no prediction.
   */
  readonly stalenessMaxBars?: number | undefined;
  /**
   * What happens to the position of a symbol without a prediction. `hold` (default): nothing, so
   * exposure may exceed what the policy gives by what is held there. `close`: it is sold.
   */
  readonly whenMissing?: 'hold' | 'close' | undefined;
  /** Returns in the volatility that the policy gets, 2 or more. Default `none`: it gets none. */
  readonly volatilityBars?: number | 'none' | undefined;
}

export const modelSignalsParameters: ParameterTable<ModelSignalsParameters> = {
  rebalanceEveryBars: whole(1, 1),
  stalenessMaxBars: whole(0, 0),
  whenMissing: oneOf('hold', 'close'),
  volatilityBars: orWord('none', whole(20, 2)),
};
