import type { Bar } from '../bars/bar-series.js';
import type { OrderChange, OrderRequest } from '../orders/order-request.js';
import type { OrderView } from '../orders/order-state.js';
import type { UnixMs } from '../time/unix-ms.js';

/** What a strategy sees and may do in one turn. Valid during the call only. */
export interface StrategyContext {
  /** End of the slice: the instant at which its bars are complete. */
  readonly at: UnixMs;
  /** History is being replayed; orders are refused with `WARMING_UP`. */
  readonly warmingUp: boolean;
  /** All symbols of the run, in alphabetical order. */
  readonly symbols: readonly string[];
  /**
   * The bars of this slice, in the order of `symbols`; a symbol without a bar at this instant is
   * not among them. The bar objects are reused: copy what must outlive the call.
   */
  readonly bars: readonly Bar[];
  /** Cash plus positions at last marks, after fees. `NaN` while a held symbol has no mark. */
  readonly equity: number;
  readonly cash: number;
  /** This slice's bar of a symbol; `undefined` when it has none. Throws `SYMBOL_UNKNOWN`. */
  bar(symbol: string): Bar | undefined;
  /** Last known price of a symbol; `undefined` before its first bar. Throws `SYMBOL_UNKNOWN`. */
  mark(symbol: string): number | undefined;
  /** Signed quantity held: negative is short. Throws `SYMBOL_UNKNOWN`. */
  position(symbol: string): number;
  /** Signed quantity of orders still working: buys less sells. Throws `SYMBOL_UNKNOWN`. */
  working(symbol: string): number;
  /**
   * Asks for an order. It is reviewed at once: a refused or malformed one comes back `denied` with
   * its reasons and no exception.
   */
  submit(request: OrderRequest): OrderView;
  /**
   * Asks that the symbol be worth `weight` × equity, negative for short. Resolved after the call
   * returns, sells before buys; the last call for a symbol in a turn wins. See `TargetSkip` in
   * the report for weights that led to no order.
   */
  target(symbol: string, weight: number): void;
  /**
   * Asks for a changed order in the place of a working one. The new order has an id of its own and
   * is reviewed as the old one was; until the broker says that the old one is `replaced`, it works
   * on, and the larger of both is reserved. One that cannot be changed comes back `denied` with
   * `NOT_REPLACEABLE`.
   */
  replace(order: OrderView, change: OrderChange): OrderView;
  /**
   * Asks for the cancellation of a working order; a finished one is left alone. Canceling the first
   * order of a group before it filled cancels its legs, too; one leg takes the other with it.
   */
  cancel(order: OrderView): void;
}

/** One running copy of a strategy. State lives in it; nothing returns a promise. */
export interface StrategyInstance {
  /** Called once per time slice, after fills, marks and equity are up to date. */
  onBars(context: StrategyContext): void;
  /** Called after an order of this strategy changed: accepted, filled, canceled, rejected. */
  onReport?(order: OrderView, context: StrategyContext): void;
}

/**
 * A trading idea: a factory of independent state machines. The same object runs in a backtest, on
 * paper and live.
 */
export interface Strategy<Parameters = undefined> {
  /** Part of every client order id: letters, digits, `.`, `_` and `-`, at most 64. */
  readonly name: string;
  readonly version: string;
  /** Slices that an instance must see before it may trade. */
  warmUpBars(parameters: Parameters): number;
  create(parameters: Parameters): StrategyInstance;
}
