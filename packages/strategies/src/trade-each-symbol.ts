import type { Bar, StrategyContext, StrategyInstance } from '@tradewright/core';
import { CashBudget } from './cash-budget.js';
import type { OpenPosition, PositionRule } from './position-rule.js';
import { between, flag, orWord, type ParameterTable, type Resolved } from './read-parameters.js';

/** How much each symbol gets, and on which sides. */
export interface SizingParameters {
  /**
   * Part of equity for a full position in one symbol, above 0 to 1. Default `equal`: 1 ÷ number of
   * symbols of the run. A purchase never asks for more than 95 % of the cash.
   */
  readonly weight?: number | 'equal' | undefined;
  /** Whether short positions are taken, too. Default false. */
  readonly allowShort?: boolean | undefined;
}

export const sizingParameters: ParameterTable<SizingParameters> = {
  weight: orWord('equal', between(1, 1e-6, 1)),
  allowShort: flag(false),
};

/** What every symbol is traded with. */
export interface SymbolTrading extends Resolved<SizingParameters> {
  /** Bars of its own that a symbol must have had before it may trade. */
  readonly warmUp: number;
}

/**
 * Makes an instance in which every symbol has a rule of its own. A symbol's machine is
 *
 *     flat ──(a wish)──▶ entering ──(fill)──▶ held ──(0, stop, or the other side)──▶ leaving ──▶
 * flat
 *
 * - **What is held is asked of the account**, not remembered: after a denied order it is flat.
 * - **Leaving is latched.** A decided exit is asked for at every bar until nothing is held and
 *   nothing works; an exit that was canceled or expired cannot be forgotten.
 * - **A change of sides is two decisions**: the exit, which every limit lets pass, and once flat
 *   the entry, if the rule still wants it.
 * - **After a stop** no entry on that side before the rule has wished otherwise once.
 * - **A symbol without a bar** is left alone: no rule sees a bar that is not there.
 */
export function tradeEachSymbol(
  trading: SymbolTrading,
  createRule: () => PositionRule,
): StrategyInstance {
  const traders = new Map<string, SymbolTrader>();
  return {
    onBars: (context) => {
      const budget = new CashBudget(context);
      for (const bar of context.bars) {
        const trader = traders.get(bar.symbol) ?? new SymbolTrader(trading, createRule());
        traders.set(bar.symbol, trader);
        trader.onBar(bar, context, budget);
      }
    },
  };
}

type Followed = { -readonly [Name in keyof OpenPosition]: OpenPosition[Name] };

class SymbolTrader {
  readonly #trading: SymbolTrading;
  readonly #rule: PositionRule;
  readonly #position: Followed = {
    side: 0,
    entry: Number.NaN,
    bars: 0,
    best: Number.NaN,
    turns: 0,
  };
  #seen = 0;
  #leaving = false;
  /** The side of the last stop, until the rule has wished for something else. */
  #stopped = 0;

  constructor(trading: SymbolTrading, rule: PositionRule) {
    this.#trading = trading;
    this.#rule = rule;
  }

  onBar(bar: Bar, context: StrategyContext, budget: CashBudget): void {
    const { symbol, close } = bar;
    this.#follow(context.position(symbol) || context.working(symbol), close);
    const { side } = this.#position;
    this.#seen++;
    const isWarm = !context.warmingUp && this.#seen > this.#trading.warmUp;
    if (isWarm) this.#position.turns++;
    const wish = this.#rule(bar, this.#position);
    if (!isWarm) return;
    const wanted = this.#allowed(wish);
    if (side === 0) this.#rest(wanted);
    this.#leaving ||= side !== 0 && (wanted === 'stop' || (wanted ?? side) * side <= 0);
    if (wanted === 'stop' && side !== 0) this.#stopped = side;
    if (this.#leaving) context.target(symbol, 0);
    else if (typeof wanted === 'number') this.#hold(wanted, bar, { context, budget });
  }

  #follow(held: number, close: number): void {
    const position = this.#position;
    position.side = Math.sign(held) as -1 | 0 | 1;
    if (position.side === 0) {
      position.entry = Number.NaN;
      position.best = Number.NaN;
      position.bars = 0;
      return;
    }
    // A position that was there before this instance counts from the first close it sees.
    if (Number.isNaN(position.entry)) position.entry = position.best = close;
    position.best =
      position.side > 0 ? Math.max(position.best, close) : Math.min(position.best, close);
    position.bars++;
  }

  /** Flat: nothing is left to leave, and a stop is over once something else is wished for. */
  #rest(wanted: number | 'stop' | undefined): void {
    this.#leaving = false;
    if (wanted === 'stop') return;
    if (typeof wanted !== 'number' || Math.sign(wanted) !== this.#stopped) this.#stopped = 0;
  }

  #allowed(wish: number | 'stop' | undefined): number | 'stop' | undefined {
    if (typeof wish === 'number' && wish < 0 && !this.#trading.allowShort) return 0;
    return wish;
  }

  #hold(
    wanted: number,
    { symbol, close }: Bar,
    { context, budget }: { readonly context: StrategyContext; readonly budget: CashBudget },
  ): void {
    const { side } = this.#position;
    if (wanted === 0 || this.#stopped !== 0 || !(context.equity > 0)) return;
    const { weight } = this.#trading;
    const full = weight === 'equal' ? 1 / context.symbols.length : weight;
    const part = full * Math.max(-1, Math.min(1, wanted));
    const held = (context.position(symbol) * close) / context.equity;
    const granted = budget.grant(part, held);
    if (granted === held) return;
    if (side === 0) this.#position.entry = this.#position.best = close;
    context.target(symbol, granted);
  }
}
