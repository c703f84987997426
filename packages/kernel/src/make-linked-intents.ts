import {
  type OrderDetails,
  OrderIntent,
  type OrderLeg,
  type OrderState,
  type OrderTerms,
  type OrderType,
  simpleDetails,
} from '@tradewright/core';
import type { CheckedRequest } from './checked-request.js';

/** What is the same for all orders of one request. */
export type OrderFrame = Pick<
  OrderTerms,
  'maker' | 'instrument' | 'slot' | 'sequence' | 'sign' | 'turn' | 'decidedAt' | 'ordinal'
>;

/** What differs between the orders of one request. */
interface OwnTerms {
  readonly sequence: number;
  readonly sign: 1 | -1;
  readonly type: OrderType;
  readonly limitUnits: number;
  readonly details: OrderDetails;
}

/** Field by field: spreading the frame costs more than everything else that makes an order. */
function intentOf(frame: OrderFrame, checked: CheckedRequest, own: OwnTerms): OrderIntent {
  return new OrderIntent({
    maker: frame.maker,
    instrument: frame.instrument,
    slot: frame.slot,
    sequence: own.sequence,
    sign: own.sign,
    type: own.type,
    timeInForce: checked.timeInForce,
    quantityUnits: checked.quantityUnits,
    limitUnits: own.limitUnits,
    turn: frame.turn,
    decidedAt: frame.decidedAt,
    ordinal: frame.ordinal,
    details: own.details,
  });
}

/** Makes the order of a request that is more than a plain one, with its legs in its details. */
export function makeGroup(frame: OrderFrame, checked: CheckedRequest): OrderIntent {
  const { orderClass } = checked;
  const { sequence, sign } = frame;
  const details: OrderDetails = Object.freeze({
    stopUnits: checked.stopUnits,
    trailUnits: checked.trailUnits,
    trailPpm: checked.trailPpm,
    extendedHours: checked.extendedHours,
    orderClass,
    leg: orderClass === 'oco' ? 'takeProfit' : undefined,
    group: orderClass === 'simple' ? -1 : sequence,
    legs: orderClass === 'simple' ? simpleDetails.legs : Object.freeze(makeLegs(frame, checked)),
    replaces: undefined,
    chainFilledUnits: 0,
  });
  const { type, limitUnits } = checked;
  return intentOf(frame, checked, { sequence, sign, type, limitUnits, details });
}

/**
 * Makes the order that shall take the place of another one.
 *
 * @param chainFilledUnits Filled so far on the other one and on all that it replaced.
 */
export function makeVersion(
  frame: OrderFrame,
  checked: CheckedRequest,
  parent: { readonly order: OrderState; readonly chainFilledUnits: number },
): OrderIntent {
  const { order, chainFilledUnits } = parent;
  const { type, limitUnits } = checked;
  const { sequence, sign } = frame;
  const { extendedHours, orderClass, leg, group } = order.intent.details;
  const details: OrderDetails = Object.freeze({
    stopUnits: checked.stopUnits,
    trailUnits: checked.trailUnits,
    trailPpm: checked.trailPpm,
    extendedHours,
    orderClass,
    leg,
    group,
    legs: simpleDetails.legs,
    replaces: order.intent,
    chainFilledUnits,
  });
  return intentOf(frame, checked, { sequence, sign, type, limitUnits, details });
}

function makeLegs(frame: OrderFrame, checked: CheckedRequest): OrderIntent[] {
  const { orderClass, takeProfitUnits, stopLossUnits, stopLossLimitUnits } = checked;
  const legs: OrderIntent[] = [];
  const add = (leg: OrderLeg, prices: { limitUnits: number; stopUnits: number }): void => {
    const { limitUnits, stopUnits } = prices;
    const details: OrderDetails = Object.freeze({
      stopUnits,
      trailUnits: 0,
      trailPpm: 0,
      extendedHours: checked.extendedHours,
      orderClass,
      leg,
      group: frame.sequence,
      legs: simpleDetails.legs,
      replaces: undefined,
      chainFilledUnits: 0,
    });
    const sequence = frame.sequence + 1 + legs.length;
    const type = stopUnits === 0 ? 'limit' : limitUnits === 0 ? 'stop' : 'stopLimit';
    const sign = exitSign(frame, orderClass);
    legs.push(intentOf(frame, checked, { sequence, sign, type, limitUnits, details }));
  };
  // The take-profit of an `oco` is the first order itself.
  if (takeProfitUnits !== 0 && orderClass !== 'oco') {
    add('takeProfit', { limitUnits: takeProfitUnits, stopUnits: 0 });
  }
  if (stopLossUnits !== 0) {
    add('stopLoss', { limitUnits: stopLossLimitUnits, stopUnits: stopLossUnits });
  }
  return legs;
}

/** An exit is opposite to its entry; an `oco` has none, and its side is that of the exit. */
function exitSign(frame: OrderFrame, orderClass: string): 1 | -1 {
  if (orderClass === 'oco') return frame.sign;
  return frame.sign > 0 ? -1 : 1;
}
