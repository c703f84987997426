import type { Strategy, StrategyContext, StrategyInstance } from '@tradewright/core';
import type { Opinion, OpinionSource } from '../src/ensemble/opinion-source.js';
import { strategyOpinions } from '../src/ensemble/strategy-opinions.js';

type Numbers = Readonly<Record<string, number>>;

/** A strategy that targets what is written for each slice, in the order that it is written. */
export function scripted(name: string, slices: readonly Numbers[], warmUp = 0): Strategy {
  return {
    name,
    version: '1',
    warmUpBars: () => warmUp,
    create: () => {
      let slice = 0;
      return {
        onBars: (context) => {
          for (const [symbol, weight] of Object.entries(slices[slice] ?? {})) {
            context.target(symbol, weight);
          }
          slice++;
        },
      };
    },
  };
}

/** The same as a source of opinions, confident by the size of its weights. */
export function says(name: string, ...slices: readonly Numbers[]): OpinionSource {
  return strategyOpinions({ strategy: scripted(name, slices), parameters: undefined });
}

/** A source that states its confidence itself: `[weight, confidence]` for each symbol. */
export function states(
  name: string,
  ...slices: readonly Readonly<Record<string, readonly [number, number]>>[]
): OpinionSource {
  return {
    name,
    version: '1',
    warmUpBars: 0,
    create: () => {
      let slice = 0;
      return {
        opinions: () => {
          const stated = Object.entries(slices[slice++] ?? {});
          const opinions = stated.map(
            ([symbol, [weight, confidence]]) => [symbol, { weight, confidence }] as const,
          );
          return new Map<string, Opinion>(opinions);
        },
      };
    },
  };
}

/** A market of marks, slice by slice, with an account that never changes. */
export interface Scene {
  readonly marks: readonly Numbers[];
  readonly warmUp?: number;
}

/** Plays the slices to an instance and returns its targets, slice by slice. */
export function targetsOf(
  instance: StrategyInstance,
  { marks, warmUp = 0 }: Scene,
): readonly Numbers[] {
  const symbols = [...new Set(marks.flatMap((each) => Object.keys(each)))].sort();
  return marks.map((each, slice) => {
    const targets: Record<string, number> = {};
    const context = {
      at: slice,
      warmingUp: slice < warmUp,
      symbols,
      bars: [],
      equity: 1000,
      position: () => 0,
      mark: (symbol: string) => {
        if (!symbols.includes(symbol)) throw new Error(`no symbol ${symbol}`);
        return each[symbol];
      },
      target: (symbol: string, weight: number) => {
        targets[symbol] = Number(weight.toFixed(12)) + 0;
      },
    };
    instance.onBars(context as unknown as StrategyContext);
    return targets;
  });
}
