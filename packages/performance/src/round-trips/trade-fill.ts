import { invalidValue, type UnixMs } from '@tradewright/core';
import { type NumberLike, readNumber } from '../statistic/number-like.js';

/**
 * One execution, as plain as it gets: every ledger and every export has these columns. A `Fill` of
 * a backtest report is one as it is.
 */
export type TradeFill = FillColumns & FillInstant;

/** What was traded, at which price, for which fee. */
export interface FillColumns {
  readonly symbol: string;
  readonly side: 'buy' | 'sell';
  /** Units traded, above zero. */
  readonly quantity: NumberLike;
  /** Price per unit, zero or above. */
  readonly price: NumberLike;
  /** Money paid for the fill; negative for a rebate. Default 0. */
  readonly fee?: NumberLike | undefined;
}

/** When it was traded, UTC milliseconds, under either name. */
export type FillInstant = { readonly at: UnixMs } | { readonly filledAt: UnixMs };

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
export function readFills(fills: Iterable<TradeFill>): readonly SignedFill[] {
  let before = -Infinity;
  return Array.from(fills, (fill, i) => {
    const signed = readFill(fill, `fills[${i}]`);
    if (signed.at < before) {
      throw invalid(`fills[${i}].at`, signed.at, `at or after fills[${i - 1}].at, ${before}`);
    }
    before = signed.at;
    return signed;
  });
}

function readFill(fill: TradeFill, field: string): SignedFill {
  const at = 'at' in fill ? fill.at : fill.filledAt;
  if (!Number.isFinite(at)) throw invalid(`${field}.at`, at, 'an instant in UTC milliseconds');
  const quantity = readNumber(fill.quantity, `${field}.quantity`);
  if (quantity <= 0) throw invalid(`${field}.quantity`, quantity, 'above zero');
  const price = readNumber(fill.price, `${field}.price`);
  if (price < 0) throw invalid(`${field}.price`, price, 'zero or above');
  if (!['buy', 'sell'].includes(fill.side)) {
    throw invalid(`${field}.side`, fill.side, '"buy" or "sell"');
  }
  return {
    at,
    symbol: fill.symbol,
    quantity: fill.side === 'buy' ? quantity : -quantity,
    price,
    fee: readNumber(fill.fee ?? 0, `${field}.fee`),
  };
}

function invalid(field: string, value: unknown, must: string): Error {
  return invalidValue('VALUE_INVALID', { field, value, must });
}
