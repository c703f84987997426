import type { StrategyContext } from '@tradewright/core';

/**
 * Targets weights, a change of sides in two steps: first the exit, which no limit refuses, and once
 * flat the entry. A change in one order can be refused as a whole (shorts that are not allowed, an
 * order that is too large), and the old position would stay against what is wanted.
 */
export class SideChanger {
  /** What is wanted of symbols whose position is still on the other side. */
  readonly #turning = new Map<string, number>();

  /** Targets a weight, or begins a change of sides. */
  aim(symbol: string, weight: number, context: StrategyContext): void {
    const isOtherSide = context.position(symbol) * weight < 0;
    if (isOtherSide) this.#turning.set(symbol, weight);
    else this.#turning.delete(symbol);
    context.target(symbol, isOtherSide ? 0 : weight);
  }

  /** To be called in every slice without an `aim`: goes on with a change of sides. */
  follow(symbol: string, context: StrategyContext): void {
    const weight = this.#turning.get(symbol);
    if (weight !== undefined && context.bar(symbol) !== undefined)
      this.aim(symbol, weight, context);
  }
}
