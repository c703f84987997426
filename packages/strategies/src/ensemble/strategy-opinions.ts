import { canonicalJson, type Strategy } from '@tradewright/core';
import { MemberContext } from './member-context.js';
import type { Opinion, OpinionSource } from './opinion-source.js';

/** How the targets of a strategy are read. */
export interface StrategyOpinionsSettings {
  /** Default: that of the strategy. Give one where a strategy is a member twice. */
  readonly name?: string | undefined;
  /** Confidence from 0 to 1 in a target weight. Default: its size, at most 1. */
  readonly confidenceOf?: ((symbol: string, weight: number) => number) | undefined;
}

/** A strategy with its parameters. */
export interface StrategyWithParameters<P> {
  readonly strategy: Strategy<P>;
  readonly parameters: P;
}

/**
 * Takes the target weights of an ordinary strategy for opinions: `context.target(symbol, 0)` is the
 * opinion "hold nothing", a symbol that was never targeted is no opinion. A target that would lead
 * to no order anywhere (not finite, no mark, during warm-up) is not one either.
 *
 * The strategy sees the market, and a paper book of its own in place of the account; see
 * `MemberContext`. It is told of no orders, because it has none: `onReport` is never called.
 *
 * @throws SdkError `VALUE_INVALID` when the strategy calls `submit` or `cancel`, because an
 *   ensemble combines weights; `SYMBOL_UNKNOWN` for a symbol that is not of this run.
 *
 * @example
 * const hold = {
 *   name: 'hold', version: '1', warmUpBars: () => 3,
 *   create: (weight) => ({ onBars: (context) => context.target('SPY', weight) }),
 * };
 * strategyOpinions({ strategy: hold, parameters: 0.5 }).warmUpBars // => 3
 */
export function strategyOpinions<P>(
  { strategy, parameters }: StrategyWithParameters<P>,
  settings: StrategyOpinionsSettings = {},
): OpinionSource {
  const { name = strategy.name, confidenceOf = sizeOf } = settings;
  const text = canonicalJson(parameters ?? null);
  // A copy, as in every run: what the caller does to his object later changes nothing.
  const own = (): P => (parameters === undefined ? parameters : (JSON.parse(text) as P));
  return {
    name,
    version: canonicalJson([strategy.name, strategy.version, text]),
    warmUpBars: strategy.warmUpBars(own()),
    create: () => {
      const instance = strategy.create(own());
      let context: MemberContext | undefined;
      return {
        opinions: (market) => {
          context ??= new MemberContext(name, market);
          context.enter(market);
          instance.onBars(context);
          const stated = new Map<string, Opinion>();
          for (const [symbol, weight] of context.settle()) {
            stated.set(symbol, { weight, confidence: confidenceOf(symbol, weight) });
          }
          return stated;
        },
      };
    },
  };
}

function sizeOf(_symbol: string, weight: number): number {
  return Math.min(1, Math.abs(weight));
}
