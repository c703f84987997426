import {
  invalidValue,
  type OrderRequest,
  type OrderType,
  quoteValue,
  type Refusal,
  type RefusalCode,
  type SdkError,
  type TimeInForce,
} from '@tradewright/core';
import { checkDetailedRequest } from './check-detailed-request.js';
import {
  asRefusal,
  type CheckedRequest,
  checkQuantity,
  priceUnits,
  refuse,
  refusePrice,
  type RequestFrame,
} from './checked-request.js';

/**
 * Checks a request against its instrument and writes the result into `out`, which the caller
 * reuses. Decided before any conversion of text.
 */
export function checkOrderRequest(
  request: OrderRequest,
  frame: RequestFrame,
  out: CheckedRequest,
): void {
  out.refusal = undefined;
  out.limitUnits = 0;
  out.detailed = false;
  const { side, quantity, type = 'market', limitPrice, timeInForce: life = 'day' } = request;
  if (side !== 'buy' && (side as string) !== 'sell') {
    refuse(out, { field: 'side', value: side, must: '"buy" or "sell"' });
    return;
  }
  out.sign = side === 'buy' ? 1 : -1;
  if (!isPlain(request, type, life)) {
    checkDetailedRequest(request, frame, out);
    return;
  }
  out.type = type;
  out.timeInForce = life;
  const { instrument: one } = frame;
  if (!checkQuantity(quantity, one, out)) return;
  if (type === 'limit') {
    const units = priceUnits(limitPrice, one);
    if (units === 0) refusePrice('limitPrice', limitPrice, { one, out });
    else out.limitUnits = units;
  } else if (limitPrice !== undefined) {
    const must = 'left out for a market order; use type "limit" to bound the price';
    refuse(out, { field: 'limitPrice', value: limitPrice, must });
  }
}

/** Most requests: side, quantity, perhaps a limit, day or gtc, and nothing else. */
function isPlain(request: OrderRequest, type: OrderType, life: TimeInForce): boolean {
  return (
    (type === 'market' || type === 'limit') &&
    (life === 'day' || life === 'gtc') &&
    request.stopPrice === undefined &&
    request.trailAmount === undefined &&
    request.trailPercent === undefined &&
    request.notional === undefined &&
    request.extendedHours === undefined &&
    request.takeProfit === undefined &&
    request.stopLoss === undefined &&
    request.orderClass === undefined
  );
}

/** The refusal for a symbol that is not in the run. */
export function symbolRefusal(symbol: unknown, symbols: readonly string[]): Refusal {
  return asRefusal('SYMBOL_UNKNOWN', unknownSymbol(symbol, symbols));
}

/** The refusal for a request that is not even an object. */
export function shapeRefusal(request: unknown): Refusal {
  return {
    code: 'MALFORMED' satisfies RefusalCode,
    message: `request must be an object with symbol, side and quantity, was ${quoteValue(request)}`,
  };
}

/** The refusal for a request whose fields throw when they are read. */
export function unreadableRefusal(error: unknown): Refusal {
  const reason = error instanceof Error ? error.message : quoteValue(error);
  return {
    code: 'MALFORMED' satisfies RefusalCode,
    message: `request must be plain data; reading it threw: ${reason}`,
  };
}

/** The error for asking about a symbol that is not in the run. */
export function unknownSymbol(symbol: unknown, symbols: readonly string[]): SdkError {
  const some = symbols.slice(0, 5).join(', ');
  const more = symbols.length > 5 ? `, … (${symbols.length} symbols)` : '';
  return invalidValue('SYMBOL_UNKNOWN', {
    field: 'symbol',
    value: symbol,
    must: `a symbol of this run: ${some}${more}`,
  });
}
