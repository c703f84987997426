import type { Bar, Strategy, StrategyContext, StrategyInstance } from '@tradewright/core';

/** What the rotation is told. */
export interface RotationParameters {
  /** Places: how many symbols are held at most. */
  readonly top: number;
  /** Periods from the first close of the return to now; the last period is left out of it. */
  readonly lookback: number;
}

/** One symbol with its momentum, 0.1 is +10 %. */
export interface RankedSymbol {
  readonly symbol: string;
  readonly score: number;
}

/** Part of a share that is bought; the rest pays the commission and keeps clear of the limits. */
const spendable = 0.97;

/**
 * Holds the symbols that rose most, in equal shares, and changes them as the ranking changes.
 *
 *     momentum = close one period ago ÷ close `lookback` periods ago − 1
 *
 * The last period is left out because winners of one month tend to give back in the next. A symbol
 * that fell is not held: cash is a place, too.
 *
 * The account has `top` places, and each goes round:
 *
 *     free ──(a ranked symbol, and cash)──▶ held ──(out of the ranking)──▶ leaving ──▶ free
 *
 * The money of a sale is spent one decision after it, when it is cash: nothing is bought on credit.
 *
 * Source: Jegadeesh, Titman (1993), "Returns to Buying Winners and Selling Losers", Journal of
 * Finance 48(1); the month left out: Jegadeesh (1990), Journal of Finance 45(3).
 */
export const momentumRotation: Strategy<RotationParameters> = {
  name: 'momentum-rotation',
  version: '1',
  warmUpBars: ({ lookback }) => lookback,
  create: (parameters): StrategyInstance => {
    const closes = new Map<string, number[]>();
    return {
      onBars: (context) => {
        for (const bar of context.bars) remember(closes, bar, parameters.lookback);
        if (context.warmingUp) return;
        const present = context.bars.map((bar) => bar.symbol);
        const ranking = rankSymbols(present, closes, parameters);
        rotate(context, ranking, parameters);
      },
    };
  },
};

function remember(closes: Map<string, number[]>, bar: Bar, lookback: number): void {
  const kept = closes.get(bar.symbol) ?? [];
  kept.push(bar.close);
  if (kept.length > lookback + 1) kept.shift();
  closes.set(bar.symbol, kept);
}

/**
 * The symbols worth holding, best first, at most `top`: those with a positive momentum.
 *
 * @param closes Closes of each symbol, oldest first, the last one now.
 */
export function rankSymbols(
  symbols: readonly string[],
  closes: ReadonlyMap<string, readonly number[]>,
  { top, lookback }: RotationParameters,
): readonly RankedSymbol[] {
  const ranked = symbols.flatMap((symbol) => {
    const score = momentum(closes.get(symbol) ?? [], lookback);
    return score === undefined ? [] : [{ symbol, score }];
  });
  // Equal scores are in order of symbols: nothing may depend on how a sort breaks ties.
  ranked.sort((a, b) => b.score - a.score || (a.symbol < b.symbol ? -1 : 1));
  return ranked.filter(({ score }) => score > 0).slice(0, top);
}

/**
 * Return from `lookback` periods ago to one period ago, 0.1 is +10 %.
 *
 * @param closes Oldest first, the last one now.
 * @returns `undefined` when the history is too short.
 *
 * @example
 * momentum([100, 110, 90], 2) // => 0.10000000000000009
 */
export function momentum(closes: readonly number[], lookback: number): number | undefined {
  const from = closes.at(-lookback - 1);
  const to = closes.at(-2);
  return from === undefined || to === undefined ? undefined : to / from - 1;
}

function rotate(
  context: StrategyContext,
  ranking: readonly RankedSymbol[],
  { top }: RotationParameters,
): void {
  const wanted = ranking.map(({ symbol }) => symbol);
  const taken = context.symbols.filter((symbol) => isTaken(context, symbol));
  for (const symbol of taken) {
    // What has no price now cannot be ranked, and stays.
    const known = context.bar(symbol) !== undefined;
    if (known && !wanted.includes(symbol)) context.target(symbol, 0);
  }
  const free = top - taken.length;
  const entering = wanted.filter((symbol) => !taken.includes(symbol)).slice(0, Math.max(0, free));
  const share = spendable * Math.min(1 / top, context.cash / context.equity / free);
  for (const symbol of entering) context.target(symbol, share);
}

function isTaken(context: StrategyContext, symbol: string): boolean {
  return context.position(symbol) !== 0 || context.working(symbol) !== 0;
}
