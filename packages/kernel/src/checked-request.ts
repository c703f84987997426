import {
  type Instrument,
  invalidValue,
  type OrderClass,
  type OrderType,
  type Refusal,
  type RefusalCode,
  type SdkError,
  type TimeInForce,
  valueToUnits,
} from '@tradewright/core';

/** A request in whole units, or the reason why it cannot be one. Reused: zero stands for none. */
export interface CheckedRequest {
  refusal: Refusal | undefined;
  /** +1 buys, −1 sells. */
  sign: 1 | -1;
  type: OrderType;
  timeInForce: TimeInForce;
  quantityUnits: number;
  limitUnits: number;
  /** The order is more than side, quantity, limit and day or gtc; what follows is then set. */
  detailed: boolean;
  stopUnits: number;
  trailUnits: number;
  trailPpm: number;
  extendedHours: boolean;
  orderClass: OrderClass;
  takeProfitUnits: number;
  stopLossUnits: number;
  stopLossLimitUnits: number;
}

/** A result to be filled. */
export function emptyCheck(): CheckedRequest {
  return {
    refusal: undefined,
    sign: 1,
    type: 'market',
    timeInForce: 'day',
    quantityUnits: 0,
    limitUnits: 0,
    detailed: false,
    stopUnits: 0,
    trailUnits: 0,
    trailPpm: 0,
    extendedHours: false,
    orderClass: 'simple',
    takeProfitUnits: 0,
    stopLossUnits: 0,
    stopLossLimitUnits: 0,
  };
}

/** Against what a request is checked. */
export interface RequestFrame {
  readonly instrument: Instrument;
  /** Last price of the symbol; NaN before there is one. */
  readonly mark: number;
}

/** Says whether the quantity is one, and keeps it. */
export function checkQuantity(quantity: unknown, one: Instrument, out: CheckedRequest): boolean {
  const units = valueToUnits(quantity, one.quantityDigits);
  // Written so that NaN, which stands for "not exact", is refused.
  if (units > 0 && units % one.stepUnits === 0) {
    out.quantityUnits = units;
    return true;
  }
  const must = `above zero and a whole multiple of ${one.quantityStep}`;
  refuse(out, { field: `quantity of ${one.symbol}`, value: quantity, must });
  return false;
}

/** A price in units; 0 when it is not one: above zero and a whole multiple of the tick. */
export function priceUnits(value: unknown, one: Instrument): number {
  const units = valueToUnits(value, one.priceDigits);
  return units > 0 && units % one.tickUnits === 0 ? units : 0;
}

/** The price of a field in units; 0, and a refusal, when it is not one. */
export function checkPrice(
  named: Readonly<Record<string, unknown>>,
  one: Instrument,
  out: CheckedRequest,
): number {
  const [field = 'price', value] = Object.entries(named)[0] ?? [];
  const units = priceUnits(value, one);
  if (units === 0) refusePrice(field, value, { one, out });
  return units;
}

/** Notes that a field is not a price. */
export function refusePrice(
  field: string,
  value: unknown,
  { one, out }: { readonly one: Instrument; readonly out: CheckedRequest },
): void {
  const must = `above zero and a whole multiple of ${one.priceTick}`;
  refuse(out, { field: `${field} of ${one.symbol}`, value, must });
}

/** Notes the first thing that is wrong. */
export function refuse(
  out: CheckedRequest,
  input: { field: string; value: unknown; must: string },
): void {
  out.refusal ??= asRefusal('MALFORMED', invalidValue('VALUE_INVALID', input));
}

/** An error as a refusal. */
export function asRefusal(code: RefusalCode, error: SdkError): Refusal {
  return { code, message: error.message };
}
