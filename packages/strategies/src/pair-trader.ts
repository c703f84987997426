import type { StrategyContext } from '@tradewright/core';
import type { Hedge } from './rolling-hedge.js';

/** When a pair is entered and left. */
export interface PairTrading {
  readonly first: string;
  readonly second: string;
  readonly entryZ: number;
  readonly exitZ: number;
  readonly stopZ: number;
  readonly holdingBarsMax: number | 'none';
  readonly exposure: number;
}

/**
 * The two legs of a pair as one position:
 *
 *     flat ──(z beyond entryZ)──▶ held ──(exit, stop, time, a leg missing)──▶ leaving ──▶ flat
 *
 * What is held is asked of the account. Leaving is latched: both legs are asked for at every slice
 * until nothing is held and nothing works.
 */
export class PairTrader {
  readonly #trading: PairTrading;
  #bars = 0;
  #leaving = false;
  /** Given up, and z has not been within `entryZ` since. */
  #isWaiting = false;

  constructor(trading: PairTrading) {
    this.#trading = trading;
  }

  /** Takes what the newest pair of closes says; `undefined` where there is no line. */
  onHedge(hedge: Hedge | undefined, context: StrategyContext): void {
    const { first, second } = this.#trading;
    const firstHeld = context.position(first) || context.working(first);
    const secondHeld = context.position(second) || context.working(second);
    if (firstHeld === 0 && secondHeld === 0) {
      this.#bars = 0;
      this.#leaving = false;
      if (hedge !== undefined) this.#enter(hedge, context);
      return;
    }
    this.#bars++;
    const isPair = firstHeld * secondHeld < 0;
    if (!isPair || this.#isOver(Math.sign(firstHeld), hedge)) this.#leaving = true;
    if (!isPair) this.#isWaiting = true;
    if (!this.#leaving) return;
    context.target(first, 0);
    context.target(second, 0);
  }

  /** A slice without a bar of both: nothing is decided, and an exit goes on where it can. */
  onGap(context: StrategyContext): void {
    if (!this.#leaving) return;
    const { first, second } = this.#trading;
    for (const symbol of [first, second]) {
      const held = context.position(symbol) || context.working(symbol);
      if (held !== 0 && context.bar(symbol) !== undefined) context.target(symbol, 0);
    }
  }

  #enter({ ratio, z }: Hedge, context: StrategyContext): void {
    const { first, second, entryZ, stopZ, exposure } = this.#trading;
    const distance = Math.abs(z);
    if (distance < entryZ) this.#isWaiting = false;
    if (this.#isWaiting || distance < entryZ || distance >= stopZ || !(ratio > 0)) return;
    if (!(context.equity > 0)) return;
    const hedged = ratio * (context.mark(second) as number);
    const share = (context.mark(first) as number) / ((context.mark(first) as number) + hedged);
    const side = -Math.sign(z);
    context.target(first, side * exposure * share);
    context.target(second, -side * exposure * (1 - share));
  }

  #isOver(side: number, hedge: Hedge | undefined): boolean {
    const { exitZ, stopZ, holdingBarsMax } = this.#trading;
    const isLate = holdingBarsMax !== 'none' && this.#bars >= holdingBarsMax;
    const distance = hedge === undefined ? 0 : -side * hedge.z;
    const isBroken = hedge !== undefined && !(hedge.ratio > 0);
    if (isLate || isBroken || distance >= stopZ) this.#isWaiting = true;
    if (this.#isWaiting) return true;
    return hedge !== undefined && distance <= exitZ;
  }
}
