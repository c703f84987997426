/**
 * Why our own review refused an order. Stable: programs and alerts may rely on the words. User
 * rules carry their own code, which must not be one of these.
 */
export const refusalCodes = [
  'BUYING_POWER',
  'CLASS_NOT_ALLOWED',
  'CROSSES_ZERO',
  'DAILY_LOSS',
  'EXTENDED_HOURS_NOT_ALLOWED',
  'FRACTION_NOT_ALLOWED',
  'GROSS_EXPOSURE',
  'MALFORMED',
  'MAX_ORDER_NOTIONAL',
  'MAX_ORDER_QUANTITY',
  'MAX_POSITION',
  'NOTIONAL_OUT_OF_RANGE',
  'NOT_REPLACEABLE',
  'NO_FRESH_PRICE',
  'ORDER_WINDOW_CLOSED',
  'PRICE_INCREMENT',
  'PRICE_SIDE',
  'SHORT_NOT_ALLOWED',
  'SYMBOL_UNKNOWN',
  'TIME_IN_FORCE_NOT_ALLOWED',
  'TOO_MANY_ORDERS',
  'TRADING_STOPPED',
  'TYPE_NOT_ALLOWED',
  'WARMING_UP',
  'WASH_TRADE',
] as const;

/** One of {@link refusalCodes}. */
export type RefusalCode = (typeof refusalCodes)[number];

/** One reason for a refusal, with the numbers that were compared. */
export interface Refusal {
  /** A {@link RefusalCode}, or the code of a user's rule. */
  readonly code: string;
  /** One sentence for people: field, value, fix. */
  readonly message: string;
  /** The number that was too large, where two numbers were compared. */
  readonly actual?: number | undefined;
  readonly limit?: number | undefined;
}
