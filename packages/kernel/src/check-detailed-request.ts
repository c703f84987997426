import {
  type Instrument,
  type OrderClass,
  orderClasses,
  type OrderRequest,
  type OrderType,
  orderTypes,
  type RefusalCode,
  timesInForce,
  valueToUnits,
} from '@tradewright/core';
import {
  type CheckedRequest,
  checkPrice,
  checkQuantity,
  refuse,
  type RequestFrame,
} from './checked-request.js';

const ppmDigits = 4;
const ppmOfOne = 1_000_000;
const notionalDigits = 9;

/**
 * Checks a request that is more than a plain market or limit order: its types, the prices that each
 * type needs and those that it must not have, its group. Whether a venue takes such an order is
 * another question: see the venue's rules.
 */
export function checkDetailedRequest(
  request: OrderRequest,
  frame: RequestFrame,
  out: CheckedRequest,
): void {
  Object.assign(out, { stopUnits: 0, trailUnits: 0, trailPpm: 0, extendedHours: false });
  Object.assign(out, { takeProfitUnits: 0, stopLossUnits: 0, stopLossLimitUnits: 0 });
  out.detailed = true;
  const { type = 'market', timeInForce = 'day', extendedHours = false } = request;
  if (!isOneOf(orderTypes, type, { field: 'type', out })) return;
  if (!isOneOf(timesInForce, timeInForce, { field: 'timeInForce', out })) return;
  if (!isOneOf([true, false], extendedHours, { field: 'extendedHours', out })) return;
  out.type = type;
  out.timeInForce = timeInForce;
  out.extendedHours = extendedHours;
  const { instrument } = frame;
  if (!checkClass(request, out) || !checkLegs(request, instrument, out)) return;
  if (out.orderClass === 'oco') {
    // There is no entry: the take-profit is the order, the stop-loss its leg.
    out.type = 'limit';
    out.limitUnits = out.takeProfitUnits;
  } else {
    checkPrices(request, instrument, out);
  }
  if (out.refusal === undefined) checkSize(request, frame, out);
}

function isOneOf<T>(
  known: readonly T[],
  value: unknown,
  { field, out }: { readonly field: string; readonly out: CheckedRequest },
): value is T {
  if (known.includes(value as T)) return true;
  const must = known.map((each) => JSON.stringify(each)).join(' or ');
  refuse(out, { field, value, must });
  return false;
}

/** The class of the group, which follows from its legs. */
function checkClass(request: OrderRequest, out: CheckedRequest): boolean {
  const { takeProfit, stopLoss, orderClass } = request;
  const legs = (takeProfit === undefined ? 0 : 1) + (stopLoss === undefined ? 0 : 1);
  const follows: OrderClass = legs === 2 ? 'bracket' : legs === 1 ? 'oto' : 'simple';
  const given = orderClass ?? follows;
  if (!isOneOf(orderClasses, given, { field: 'orderClass', out })) return false;
  out.orderClass = given;
  if (given === follows || (given === 'oco' && legs === 2)) return checkEntry(request, given, out);
  const must =
    given === 'oco'
      ? 'given with takeProfit and stopLoss when it is "oco"'
      : `"${follows}", which follows from takeProfit and stopLoss`;
  refuse(out, { field: 'orderClass', value: given, must });
  return false;
}

function checkEntry(request: OrderRequest, given: OrderClass, out: CheckedRequest): boolean {
  if (given !== 'oco') return true;
  const { type, limitPrice } = request;
  if (type !== undefined && type !== 'limit') {
    refuse(out, { field: 'type', value: type, must: 'left out for "oco": it has no entry' });
  }
  if (limitPrice !== undefined) {
    const must = 'left out for "oco": write takeProfit.limitPrice';
    refuse(out, { field: 'limitPrice', value: limitPrice, must });
  }
  for (const field of ['stopPrice', 'trailAmount', 'trailPercent'] as const) {
    if (request[field] === undefined) continue;
    const must = 'left out for "oco": write stopLoss.stopPrice';
    refuse(out, { field, value: request[field], must });
  }
  return out.refusal === undefined;
}

function checkLegs(request: OrderRequest, one: Instrument, out: CheckedRequest): boolean {
  const { takeProfit, stopLoss } = request as unknown as Record<string, unknown>;
  for (const [field, value] of Object.entries({ takeProfit, stopLoss })) {
    if (value === undefined || (typeof value === 'object' && value !== null)) continue;
    refuse(out, { field, value, must: 'an object with the price of the leg' });
    return false;
  }
  if (request.takeProfit !== undefined) {
    const named = { 'takeProfit.limitPrice': request.takeProfit.limitPrice };
    out.takeProfitUnits = checkPrice(named, one, out);
  }
  if (request.stopLoss !== undefined) {
    const { stopPrice, limitPrice } = request.stopLoss;
    out.stopLossUnits = checkPrice({ 'stopLoss.stopPrice': stopPrice }, one, out);
    if (limitPrice !== undefined) {
      out.stopLossLimitUnits = checkPrice({ 'stopLoss.limitPrice': limitPrice }, one, out);
    }
  }
  return out.refusal === undefined;
}

const needs: Readonly<Record<OrderType, readonly string[]>> = {
  market: [],
  limit: ['limitPrice'],
  stop: ['stopPrice'],
  stopLimit: ['stopPrice', 'limitPrice'],
  trailingStop: [],
};

function checkPrices(request: OrderRequest, one: Instrument, out: CheckedRequest): void {
  const { type } = out;
  const { limitPrice, stopPrice, trailAmount, trailPercent } = request;
  for (const [field, value] of Object.entries({ limitPrice, stopPrice })) {
    if (needs[type].includes(field)) {
      const units = checkPrice({ [field]: value }, one, out);
      if (field === 'limitPrice') out.limitUnits = units;
      else out.stopUnits = units;
    } else if (value !== undefined) {
      const fitting = field === 'limitPrice' ? '"limit" or "stopLimit"' : '"stop" or "stopLimit"';
      const must = `left out for type "${type}"; use type ${fitting}`;
      refuse(out, { field, value, must });
    }
  }
  if (type === 'trailingStop') checkTrail(request, one, out);
  else {
    for (const [field, value] of Object.entries({ trailAmount, trailPercent })) {
      if (value === undefined) continue;
      const must = `left out for type "${type}"; use type "trailingStop"`;
      refuse(out, { field, value, must });
    }
  }
}

/** Checks the distance of a trailing stop; also used when it is changed. */
export function checkTrail(
  { trailAmount, trailPercent }: Pick<OrderRequest, 'trailAmount' | 'trailPercent'>,
  one: Instrument,
  out: CheckedRequest,
): void {
  if ((trailAmount === undefined) === (trailPercent === undefined)) {
    const must = 'given, or trailPercent, and not both';
    refuse(out, { field: 'trailAmount', value: trailAmount, must });
    return;
  }
  if (trailAmount !== undefined) {
    out.trailUnits = checkPrice({ trailAmount }, one, out);
    return;
  }
  const ppm = valueToUnits(trailPercent, ppmDigits);
  if (ppm > 0 && ppm < ppmOfOne) out.trailPpm = ppm;
  else {
    const must = `above 0, below 100 and with at most ${ppmDigits} digits after the point`;
    refuse(out, { field: 'trailPercent', value: trailPercent, must });
  }
}

/** A quantity, or a notional that is turned into one at the limit or at the last price. */
function checkSize(request: OrderRequest, frame: RequestFrame, out: CheckedRequest): void {
  const { quantity, notional } = request;
  const { instrument: one, mark } = frame;
  if (notional === undefined) {
    checkQuantity(quantity, one, out);
    return;
  }
  const units = readNotional(notional);
  if (quantity !== undefined || units <= 0n) {
    const must = `above zero, with at most ${notionalDigits} decimals, and without a quantity`;
    refuse(out, { field: `notional of ${one.symbol}`, value: notional, must });
    return;
  }
  const priceUnits =
    out.limitUnits === 0 ? Math.round(mark * 10 ** one.priceDigits) : out.limitUnits;
  if (!(priceUnits > 0)) {
    const message = `notional of ${one.symbol} needs a price; wait for the first bar`;
    out.refusal = { code: 'NO_FRESH_PRICE' satisfies RefusalCode, message };
    return;
  }
  // quantity = notional ÷ price, in whole numbers, toward zero to the step.
  const numerator = units * 10n ** BigInt(one.priceDigits + one.quantityDigits);
  const exact = numerator / (BigInt(priceUnits) * 10n ** BigInt(notionalDigits));
  const steps = exact / BigInt(one.stepUnits);
  out.quantityUnits = Number(steps * BigInt(one.stepUnits));
  if (out.quantityUnits > 0 && Number.isSafeInteger(out.quantityUnits)) return;
  const must = `between one step of ${one.quantityStep} and 2^53 units at the price`;
  refuse(out, { field: `notional of ${one.symbol}`, value: notional, must });
}

/** In units of `10^-9`; 0 when it is no amount. A double may be exact with fewer digits only. */
function readNotional(notional: unknown): bigint {
  for (let digits = notionalDigits; digits >= 0; digits--) {
    const units = valueToUnits(notional, digits);
    if (!Number.isNaN(units)) return BigInt(units) * 10n ** BigInt(notionalDigits - digits);
  }
  return 0n;
}
