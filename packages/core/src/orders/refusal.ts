/**
 * Why our own review refused an order. Stable: programs and alerts may rely on the words. User
 * rules carry their own code, which must not be one of these.
 */
export const refusalCodes = [
  'BUYING_POWER',
  'DAILY_LOSS',
  'GROSS_EXPOSURE',
  'MALFORMED',
  'MAX_ORDER_NOTIONAL',
  'MAX_ORDER_QUANTITY',
  'MAX_POSITION',
  'NO_FRESH_PRICE',
  'SHORT_NOT_ALLOWED',
  'SYMBOL_UNKNOWN',
  'TOO_MANY_ORDERS',
  'TRADING_STOPPED',
  'WARMING_UP',
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
