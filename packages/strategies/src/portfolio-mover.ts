import type { StrategyContext } from '@tradewright/core';
import { CashBudget } from './cash-budget.js';

/**
 * Moves an account to weights in two steps, because nothing is bought on credit: what shrinks is
 * asked for at once, what grows one slice later, when the money of the sales is there. Without a
 * sale everything is asked for at once.
 */
export class PortfolioMover {
  #goal: ReadonlyMap<string, number> = new Map();

  /** Names new weights; symbols that are not named are left alone. */
  aim(goal: ReadonlyMap<string, number>, context: StrategyContext): void {
    this.#goal = goal;
    if (this.#shrink(goal, context)) return;
    this.grow(context);
  }

  /**
   * To be called in every slice without an `aim`: the second step, if one is due. A symbol without
   * a bar waits for its next one.
   */
  grow(context: StrategyContext): void {
    const budget = new CashBudget(context);
    const waiting = new Map<string, number>();
    for (const [symbol, weight] of this.#goal) {
      const held = weightOf(symbol, context);
      // A position on the other side was asked to close and has not yet.
      if (weight * held < 0 || Math.abs(weight) <= Math.abs(held)) continue;
      if (context.bar(symbol) === undefined) {
        waiting.set(symbol, weight);
        continue;
      }
      const granted = budget.grant(weight, held);
      if (granted !== held && context.equity > 0) context.target(symbol, granted);
    }
    this.#goal = waiting;
  }

  #shrink(goal: ReadonlyMap<string, number>, context: StrategyContext): boolean {
    let isShrinking = false;
    for (const [symbol, weight] of goal) {
      const held = weightOf(symbol, context);
      // An account without equity can hold no weight, only close.
      const kept = context.equity > 0 && weight * held > 0 ? weight : 0;
      if (!(Math.abs(kept) < Math.abs(held))) continue;
      context.target(symbol, kept);
      isShrinking = true;
    }
    return isShrinking;
  }
}

/** What a symbol is worth now, as a fraction of equity, with the sign of the position. */
function weightOf(symbol: string, context: StrategyContext): number {
  const position = context.position(symbol);
  return position === 0 ? 0 : (position * (context.mark(symbol) ?? 0)) / Math.abs(context.equity);
}
