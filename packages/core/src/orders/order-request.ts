import type { Decimal } from '../numbers/decimal.js';

/** Direction of an order or a fill. Quantities are unsigned. */
export type OrderSide = 'buy' | 'sell';

/** How an order may be executed, in the order of the tables that list them. */
export const orderTypes = ['market', 'limit', 'stop', 'stopLimit', 'trailingStop'] as const;

/**
 * How an order may be executed.
 *
 * - `market`: at the next price.
 * - `limit`: at the limit price or better.
 * - `stop`: a market order once the price has reached the stop price.
 * - `stopLimit`: a limit order once the price has reached the stop price.
 * - `trailingStop`: a stop whose price follows the best price since the order at a distance.
 */
export type OrderType = (typeof orderTypes)[number];

/** How long an order may live, in the order of the tables that list them. */
export const timesInForce = ['day', 'gtc', 'ioc', 'fok', 'opg', 'cls'] as const;

/**
 * How long an order lives.
 *
 * - `day`: until its session closes; one made after the close lives for the next session.
 * - `gtc`: until it is filled or canceled.
 * - `ioc`: what cannot be filled at the first price that it meets is canceled.
 * - `fok`: all of it is filled at the first price that it meets, or none.
 * - `opg`: in the opening auction only. `cls`: in the closing auction only.
 */
export type TimeInForce = (typeof timesInForce)[number];

/** How orders belong together, in the order of the tables that list them. */
export const orderClasses = ['simple', 'bracket', 'oto', 'oco'] as const;

/**
 * How orders belong together.
 *
 * - `simple`: one order.
 * - `bracket`: an entry with a take-profit and a stop-loss; once the entry fills they work, and one
 *   cancels the other.
 * - `oto`: an entry with one of the two.
 * - `oco`: a take-profit and a stop-loss for a position that is already there.
 */
export type OrderClass = (typeof orderClasses)[number];

/** An amount as a caller may write it; it must be exact in the instrument's steps. */
export type Amount = number | string | Decimal;

/** What a strategy asks for. Prices are whole multiples of the instrument's tick, above zero. */
export interface OrderRequest {
  readonly symbol: string;
  readonly side: OrderSide;
  /**
   * Above zero, a whole multiple of the instrument's quantity step. Exactly one of `quantity` and
   * `notional` is given.
   */
  readonly quantity?: Amount | undefined;
  /**
   * Worth of the order in units of account, above zero: turned at once into a quantity at the last
   * price, or at `limitPrice`, toward zero to the quantity step. Without a price it is refused.
   */
  readonly notional?: Amount | undefined;
  /** Default `market`. */
  readonly type?: OrderType | undefined;
  /** For `limit` and `stopLimit`, which need it. */
  readonly limitPrice?: Amount | undefined;
  /** For `stop` and `stopLimit`, which need it. */
  readonly stopPrice?: Amount | undefined;
  /** For `trailingStop`: the distance in price. Exactly one of it and `trailPercent` is given. */
  readonly trailAmount?: Amount | undefined;
  /** For `trailingStop`: the distance in per cent, above 0 and below 100, at most 4 decimals. */
  readonly trailPercent?: Amount | undefined;
  /** Default `day`. Orders of a group share it. */
  readonly timeInForce?: TimeInForce | undefined;
  /** May fill outside the regular session, where bars have one. Default false. */
  readonly extendedHours?: boolean | undefined;
  /** Takes a profit once the entry is filled: makes the order a `bracket` or an `oto`. */
  readonly takeProfit?: { readonly limitPrice: Amount } | undefined;
  /** Bounds the loss once the entry is filled; with `limitPrice` a stop-limit order. */
  readonly stopLoss?:
    | { readonly stopPrice: Amount; readonly limitPrice?: Amount | undefined }
    | undefined;
  /**
   * Follows from `takeProfit` and `stopLoss` and may be left out, except `oco`: then there is no
   * entry, `side` is that of the exit, and `type` and `limitPrice` are left out.
   */
  readonly orderClass?: OrderClass | undefined;
}

/** What to change of a working order; what is left out stays. */
export interface OrderChange {
  /**
   * New total: what has been filled before counts. A fill that happens while the change is on its
   * way counts as well.
   */
  readonly quantity?: Amount | undefined;
  readonly limitPrice?: Amount | undefined;
  readonly stopPrice?: Amount | undefined;
  readonly trailAmount?: Amount | undefined;
  readonly trailPercent?: Amount | undefined;
  readonly timeInForce?: TimeInForce | undefined;
}
