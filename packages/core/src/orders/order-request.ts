import type { Decimal } from '../numbers/decimal.js';

/** Direction of an order or a fill. Quantities are unsigned. */
export type OrderSide = 'buy' | 'sell';

/** How an order may be executed. */
export type OrderType = 'market' | 'limit';

/**
 * How long an order lives. `day`: until its session closes; an order made after the close lives for
 * the next session. `gtc`: until it is filled or canceled.
 */
export type TimeInForce = 'day' | 'gtc';

/** An amount as a caller may write it; it must be exact in the instrument's steps. */
export type Amount = number | string | Decimal;

/** What a strategy asks for. */
export interface OrderRequest {
  readonly symbol: string;
  readonly side: OrderSide;
  /** Above zero, a whole multiple of the instrument's quantity step. */
  readonly quantity: Amount;
  /** Default `market`. */
  readonly type?: OrderType | undefined;
  /** Limit orders need it: above zero, a whole multiple of the instrument's tick. */
  readonly limitPrice?: Amount | undefined;
  /** Default `day`. */
  readonly timeInForce?: TimeInForce | undefined;
}
