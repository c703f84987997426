import {
  type Instrument,
  type OrderChange,
  type OrderState,
  orderFact,
  type OrderType,
  quoteValue,
  type Refusal,
  timesInForce,
  unitsToText,
} from '@tradewright/core';
import { checkTrail } from './check-detailed-request.js';
import { type CheckedRequest, checkPrice, checkQuantity, refuse } from './checked-request.js';

type PriceField = 'limitPrice' | 'stopPrice';
const changeable: Readonly<Record<OrderType, readonly PriceField[]>> = {
  market: [],
  limit: ['limitPrice'],
  stop: ['stopPrice'],
  stopLimit: ['limitPrice', 'stopPrice'],
  trailingStop: [],
};

const changes = [
  'quantity',
  'limitPrice',
  'stopPrice',
  'trailAmount',
  'trailPercent',
  'timeInForce',
] as const;

/**
 * Checks a change of an order and writes what the new order shall be into `out`: its quantity is
 * what remains of the new total.
 *
 * @returns Why the order cannot be changed like this; `undefined` when it can.
 */
export function checkOrderChange(
  parent: OrderState,
  change: OrderChange,
  out: CheckedRequest,
): Refusal | undefined {
  const blocked = whyNot(parent);
  if (blocked !== undefined) return { code: 'NOT_REPLACEABLE', message: blocked };
  if (typeof change !== 'object' || (change as unknown) === null) {
    const message = `change must be an object with what shall change, was ${quoteValue(change)}`;
    return { code: 'MALFORMED', message };
  }
  const { intent } = parent;
  const { details, instrument, type } = intent;
  out.refusal = undefined;
  if (changes.every((field) => change[field] === undefined)) {
    const message = `change must name something that shall change: ${changes.join(', ')}`;
    return { code: 'MALFORMED', message };
  }
  out.type = type;
  out.timeInForce = change.timeInForce ?? intent.timeInForce;
  out.limitUnits = intent.limitUnits;
  out.stopUnits = details.stopUnits;
  out.trailUnits = details.trailUnits;
  out.trailPpm = details.trailPpm;
  if (!timesInForce.includes(out.timeInForce)) {
    const must = timesInForce.map((each) => JSON.stringify(each)).join(' or ');
    refuse(out, { field: 'timeInForce', value: change.timeInForce, must });
  }
  changePrices(change, instrument, out);
  changeQuantity(parent, change, out);
  return out.refusal;
}

function whyNot(parent: OrderState): string | undefined {
  const { status, clientOrderId: id } = parent;
  if (parent.finished) return `order ${id} must still be working, was ${status}`;
  if (parent.external) return `order ${id} was made elsewhere; cancel it and submit a new one`;
  if (parent.cancelRequested) return `order ${id} is being canceled; submit a new one`;
  if (parent.replaceRequested) return `order ${id} is being replaced; change the new one`;
  const known = (parent.facts & (orderFact.accepted | orderFact.held)) !== 0;
  return known
    ? undefined
    : `order ${id} must be at the broker, was ${status}; wait for its report`;
}

function changePrices(change: OrderChange, one: Instrument, out: CheckedRequest): void {
  const { trailAmount, trailPercent } = change;
  for (const field of ['limitPrice', 'stopPrice'] as const) {
    const value = change[field];
    if (value === undefined) continue;
    if (!changeable[out.type].includes(field)) {
      const must = `left out: an order of type "${out.type}" has none`;
      refuse(out, { field, value, must });
      continue;
    }
    const units = checkPrice({ [field]: value }, one, out);
    if (field === 'limitPrice') out.limitUnits = units;
    else out.stopUnits = units;
  }
  if (trailAmount === undefined && trailPercent === undefined) return;
  if (out.type === 'trailingStop') {
    out.trailUnits = 0;
    out.trailPpm = 0;
    checkTrail(change, one, out);
  } else {
    const must = `left out: an order of type "${out.type}" has no trail`;
    const field = trailAmount === undefined ? 'trailPercent' : 'trailAmount';
    refuse(out, { field, value: change[field], must });
  }
}

/** The new quantity counts what was filled before; orders of a group keep theirs. */
function changeQuantity(parent: OrderState, change: OrderChange, out: CheckedRequest): void {
  const { intent, filledUnits, shrunkUnits } = parent;
  const { instrument, quantityUnits, details } = intent;
  // What fills of other orders took of it is gone, and what it filled itself.
  const taken = shrunkUnits + filledUnits;
  if (change.quantity === undefined) {
    out.quantityUnits = quantityUnits - taken;
    if (out.quantityUnits > 0) return;
    const must = 'of an order of which something is left: others took all of it';
    refuse(out, { field: 'change', value: parent.clientOrderId, must });
    return;
  }
  if (details.group >= 0) {
    const must = 'left out: orders of a group keep their quantity; cancel the group instead';
    refuse(out, { field: 'quantity', value: change.quantity, must });
    return;
  }
  if (!checkQuantity(change.quantity, instrument, out)) return;
  out.quantityUnits -= taken;
  if (out.quantityUnits > 0) return;
  const must = `above what is filled already, ${unitsToText(taken, instrument.quantityDigits)}`;
  refuse(out, { field: 'quantity', value: change.quantity, must });
}
