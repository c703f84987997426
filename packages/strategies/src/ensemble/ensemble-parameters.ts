import { above, between, type ParameterTable, whole } from '../read-parameters.js';
import { oneOf } from '../signals/one-of.js';
import type { EnsembleMethod } from './combine-votes.js';

/** How opinions become one portfolio: plain data. */
export interface EnsembleParameters {
  /** See `combineVotes`. Default `weightedAverage`. */
  readonly method?: EnsembleMethod | undefined;
  /**
   * What a member without an opinion on a symbol does. `excluded` (default): it does not vote.
   * `flat`: it votes for holding nothing, so that members who each follow other symbols share the
   * equity.
   */
  readonly abstention?: 'excluded' | 'flat' | undefined;
  /** Opinions that a symbol needs; with fewer nothing of it is held. Default 1. */
  readonly opinionsMin?: number | undefined;
  /** An opinion that is less sure than this counts as one for holding nothing. Default 0. */
  readonly confidenceMin?: number | undefined;
  /** Sum of the sizes of all weights; more is scaled down in proportion. Default 1. */
  readonly grossMax?: number | undefined;
  /** How fast shares follow performance, see `AdaptiveShares`. Default 0: they do not. */
  readonly learningRate?: number | undefined;
  /** Bars of performance that count. Default 60. */
  readonly lookbackBars?: number | undefined;
  /** What no share falls below; at most 1 ÷ members. Default 0. */
  readonly shareMin?: number | undefined;
  /** Bars from one change of shares to the next. Default 1. */
  readonly updateEveryBars?: number | undefined;
}

export const ensembleParameters: ParameterTable<EnsembleParameters> = {
  method: oneOf(
    'weightedAverage',
    'majority',
    'unanimous',
    'confidenceWeighted',
    'maximumConfidence',
  ),
  abstention: oneOf('excluded', 'flat'),
  opinionsMin: whole(1, 1),
  confidenceMin: between(0, 0, 1),
  grossMax: above(1, 0, 10),
  learningRate: between(0, 0, 10_000),
  lookbackBars: whole(60, 1),
  shareMin: between(0, 0, 0.5),
  updateEveryBars: whole(1, 1),
};
