import {
  type Instrument,
  invalidValue,
  type OrderRequest,
  quoteValue,
  type Refusal,
  type RefusalCode,
  type SdkError,
  valueToUnits,
} from '@tradewright/core';

/** A request in whole units, or the reason why it cannot be one. */
export interface CheckedRequest {
  refusal: Refusal | undefined;
  quantityUnits: number;
  limitUnits: number;
}

/**
 * Checks a request against its instrument and writes the result into `out`, which the caller
 * reuses. Decided before any conversion of text.
 */
export function checkOrderRequest(
  request: OrderRequest,
  one: Instrument,
  out: CheckedRequest,
): void {
  out.refusal = undefined;
  out.limitUnits = 0;
  const { side, quantity, type, limitPrice, timeInForce: life } = request;
  if (side !== 'buy' && (side as string) !== 'sell') {
    refuse(out, { field: 'side', value: side, must: '"buy" or "sell"' });
    return;
  }
  if (type !== undefined && type !== 'market' && (type as string) !== 'limit') {
    refuse(out, { field: 'type', value: type, must: '"market" or "limit"' });
    return;
  }
  if (life !== undefined && life !== 'day' && (life as string) !== 'gtc') {
    refuse(out, { field: 'timeInForce', value: life, must: '"day" or "gtc"' });
    return;
  }
  const units = valueToUnits(quantity, one.quantityDigits);
  // Written so that NaN, which stands for "not exact", is refused.
  if (!(units > 0 && units % one.stepUnits === 0)) {
    const must = `above zero and a whole multiple of ${one.quantityStep}`;
    refuse(out, { field: `quantity of ${one.symbol}`, value: quantity, must });
    return;
  }
  out.quantityUnits = units;
  if (type === 'limit') checkLimitPrice(limitPrice, one, out);
  else if (limitPrice !== undefined) {
    const must = 'left out for a market order; use type "limit" to bound the price';
    refuse(out, { field: 'limitPrice', value: limitPrice, must });
  }
}

function checkLimitPrice(value: unknown, one: Instrument, out: CheckedRequest): void {
  const units = valueToUnits(value, one.priceDigits);
  if (units > 0 && units % one.tickUnits === 0) {
    out.limitUnits = units;
    return;
  }
  const must = `above zero and a whole multiple of ${one.priceTick}`;
  refuse(out, { field: `limitPrice of ${one.symbol}`, value, must });
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

function refuse(out: CheckedRequest, input: { field: string; value: unknown; must: string }): void {
  out.refusal = asRefusal('MALFORMED', invalidValue('VALUE_INVALID', input));
}

function asRefusal(code: RefusalCode, error: SdkError): Refusal {
  return { code, message: error.message };
}
