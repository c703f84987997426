import { invalidValue, type UnixMs } from '@tradewright/core';
import { type NumberLike, readNumber } from '../statistic/number-like.js';

/** One execution, as plain as it gets: every ledger and every export has these columns. */
export interface TradeFill {
  /** Instant, UTC milliseconds. */
  readonly at: UnixMs;
  readonly symbol: string;
  readonly side: 'buy' | 'sell';
  /** Units traded, above zero. */
  readonly quantity: NumberLike;
  /** Price per unit, zero or above. */
  readonly price: NumberLike;
  /** Money paid for the fill; negative for a rebate. Default 0. */
  readonly fee?: NumberLike | undefined;
}

/** A fill in doubles, with its sign in the quantity. */
export interface SignedFill {
  readonly at: UnixMs;
  readonly symbol: string;
  /** Above zero for a buy. */
  readonly quantity: number;
  readonly price: number;
  readonly fee: number;
}

/**
 * Reads fills into doubles.
 *
 * @throws SdkError `VALUE_INVALID` naming the first bad field, such as `fills[3].price`, and for
 *   fills that are not in order of time.
 */
export function readFills(fills: readonly TradeFill[]): readonly SignedFill[] {
  return fills.map((fill, i) => {
    const field = `fills[${i}]`;
    const quantity = readNumber(fill.quantity, `${field}.quantity`);
    if (quantity <= 0) throw invalid(`${field}.quantity`, quantity, 'above zero');
    const price = readNumber(fill.price, `${field}.price`);
    if (price < 0) throw invalid(`${field}.price`, price, 'zero or above');
    if (!['buy', 'sell'].includes(fill.side)) {
      throw invalid(`${field}.side`, fill.side, '"buy" or "sell"');
    }
    checkTime(fills, i);
    return {
      at: fill.at,
      symbol: fill.symbol,
      quantity: fill.side === 'buy' ? quantity : -quantity,
      price,
      fee: readNumber(fill.fee ?? 0, `${field}.fee`),
    };
  });
}

function checkTime(fills: readonly TradeFill[], index: number): void {
  const at = (fills[index] as TradeFill).at;
  const before = fills[index - 1]?.at ?? -Infinity;
  if (Number.isFinite(at) && at >= before) return;
  const order = Number.isFinite(at) ? `at or after fills[${index - 1}].at, ${before}` : undefined;
  throw invalid(`fills[${index}].at`, at, order ?? 'an instant in UTC milliseconds');
}

function invalid(field: string, value: unknown, must: string): Error {
  return invalidValue('VALUE_INVALID', { field, value, must });
}
