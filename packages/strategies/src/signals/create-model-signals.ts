import {
  canonicalJson,
  invalidValue,
  sha256Hex,
  type Strategy,
  type StrategyContext,
  type StrategyInstance,
} from '@tradewright/core';
import type { PortfolioPolicy } from '../policies/portfolio-policy.js';
import { readParameters } from '../read-parameters.js';
import { SideChanger } from '../side-changer.js';
import { askModel } from './ask-model.js';
import { type ModelSignalsParameters, modelSignalsParameters } from './model-signals-parameters.js';
import type { SignalFeatures } from './signal-features.js';
import type { SignalModel } from './signal-model.js';
import type { SignalSet } from './signal-set.js';
import { SymbolTracks } from './symbol-tracks.js';

/** The parts of the strategy. */
export interface ModelSignalsParts {
  readonly model: SignalModel;
  /** Left out for a model that reads no features. */
  readonly features?: SignalFeatures | undefined;
  readonly policy: PortfolioPolicy;
  /** Default `model-signals`. */
  readonly name?: string | undefined;
  /** Is told every decision: for a record, a log, a chart. */
  readonly onSignals?: ((signals: SignalSet) => void) | undefined;
}

/**
 * Trades the predictions of a model: every `rebalanceEveryBars` slices it asks the model for all
 * symbols whose features are complete and recent, gives the predictions to the policy as scores,
 * and targets the weights. A symbol with a prediction but no weight is closed. A symbol without a
 * prediction is left out, never taken for zero; see `whenMissing`. A change of sides is two
 * decisions: first the exit, and once flat the entry.
 *
 * The version of the strategy contains model and feature set, so that a run with another model is
 * another run. The policy is code and is not in it.
 *
 * @throws SdkError `VALUE_INVALID` when the model was trained on another feature set; at the start
 *   of a run, for parameters out of bounds; during it, for a row of the wrong length, a prediction
 *   that is not finite, or one for a symbol that was not asked.
 *
 * Source: Gu, Kelly and Xiu (2020), "Empirical Asset Pricing via Machine Learning", section 2.4,
 * for portfolios from the ranks of predicted returns, formed anew at fixed intervals.
 *
 * @example
 * const model = createLinearModel({ version: '3', featureHash: 'ab', weights: [1] });
 * const createStream = () => ({ next: (bar) => Float64Array.of(bar.close / bar.open - 1) });
 * const features = { names: ['move'], hash: 'ab', warmUpBars: 5, createStream };
 * const policy = composePolicies(selectTop(3), equalWeights());
 * const strategy = createModelSignals({ model, features, policy });
 * strategy.warmUpBars({ rebalanceEveryBars: 5, volatilityBars: 20 }) // => 20
 */
export function createModelSignals(
  parts: ModelSignalsParts,
): Strategy<ModelSignalsParameters | undefined> {
  const { model, features, name = 'model-signals' } = parts;
  if (model.featureHash !== features?.hash) {
    const field = `feature set of model "${model.name}" ${model.version}`;
    const must = `the one it was trained on, ${model.featureHash ?? 'none'}`;
    throw invalidValue('VALUE_INVALID', { field, value: features?.hash, must });
  }
  const { name: modelName, version, featureHash = '' } = model;
  const identity = sha256Hex(canonicalJson({ modelName, version, featureHash }));
  return {
    name,
    version: `1-${identity.slice(0, 16)}`,
    warmUpBars: (parameters) => {
      const { volatilityBars } = readParameters(parameters, modelSignalsParameters);
      // So many returns need one close more, and that is the one of the first slice of trading.
      return Math.max(features?.warmUpBars ?? 0, volatilityBars === 'none' ? 0 : volatilityBars);
    },
    create: (parameters) => createInstance(parts, parameters),
  };
}

function createInstance(
  { model, features, policy, onSignals }: ModelSignalsParts,
  parameters: ModelSignalsParameters | undefined,
): StrategyInstance {
  const settings = readParameters(parameters, modelSignalsParameters);
  const { rebalanceEveryBars, stalenessMaxBars, whenMissing, volatilityBars } = settings;
  const { name: modelName, version: modelVersion, featureHash } = model;
  const tracks = new SymbolTracks({ features, volatilityBars });
  const sides = new SideChanger();
  let slice = 0;
  let dueSlice = 0;
  /** Weights of the symbols to be targeted; none where nothing is due or the policy refuses. */
  const decide = ({ at, symbols }: StrategyContext): ReadonlyMap<string, number> => {
    if (slice < dueSlice) return new Map();
    const scores = askModel(model, at, tracks.rowsSince(slice - stalenessMaxBars, symbols));
    const outcome = policy(scores, { volatility: tracks.volatility });
    onSignals?.({ at, modelName, modelVersion, featureHash, scores, outcome });
    if (typeof outcome === 'string') return new Map();
    dueSlice = slice + rebalanceEveryBars;
    const decided = symbols.filter(
      (symbol) => whenMissing === 'close' || outcome.has(symbol) || scores.has(symbol),
    );
    return new Map(decided.map((symbol) => [symbol, outcome.get(symbol) ?? 0]));
  };
  return {
    onBars: (context) => {
      slice++;
      tracks.take(context.bars, slice);
      if (context.warmingUp) return;
      const weights = decide(context);
      for (const symbol of context.symbols) {
        const weight = weights.get(symbol);
        if (weight === undefined) sides.follow(symbol, context);
        else sides.aim(symbol, weight, context);
      }
    },
  };
}
