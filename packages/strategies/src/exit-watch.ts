import type { StrategyContext } from '@tradewright/core';
import { isStopped } from './position-rule.js';

/**
 * Watches over what must leave a portfolio between two rankings: positions that were dropped and
 * are still there, and positions that lost too much. Both are asked to close at every slice in
 * which they have a bar, until they are gone.
 */
export class ExitWatch {
  readonly #stopLoss: number | 'none';
  /** Close of the ranking that brought a symbol in. */
  readonly #entries = new Map<string, number>();
  readonly #leaving = new Set<string>();

  constructor(stopLoss: number | 'none') {
    this.#stopLoss = stopLoss;
  }

  /** Takes the weights of a new ranking. */
  expect(goal: ReadonlyMap<string, number>, context: StrategyContext): void {
    for (const { symbol, close } of context.bars) {
      const position = context.position(symbol);
      this.#leaving.delete(symbol);
      if (position * (goal.get(symbol) ?? 0) > 0) continue;
      this.#entries.set(symbol, close);
      if (position !== 0) this.#leaving.add(symbol);
    }
  }

  /** Closes what must leave. */
  close(context: StrategyContext): void {
    for (const { symbol, close } of context.bars) {
      const side = Math.sign(context.position(symbol)) as -1 | 0 | 1;
      if (side === 0) {
        this.#leaving.delete(symbol);
        continue;
      }
      const entry = this.#entries.get(symbol) ?? close;
      if (isStopped({ side, entry }, close, this.#stopLoss)) this.#leaving.add(symbol);
      if (this.#leaving.has(symbol)) context.target(symbol, 0);
    }
  }
}
