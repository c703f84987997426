import {
  OrderIntent,
  type OrderLeg,
  type OrderState,
  type OrderTerms,
  simpleDetails,
} from '@tradewright/core';
import type { CheckedRequest } from './checked-request.js';

/** What is the same for all orders of one request. */
export type OrderFrame = Pick<
  OrderTerms,
  'maker' | 'instrument' | 'slot' | 'sequence' | 'sign' | 'turn' | 'decidedAt' | 'ordinal'
>;

/** Makes the order of a request that is more than a plain one, with its legs in its details. */
export function makeGroup(frame: OrderFrame, checked: CheckedRequest): OrderIntent {
  const { orderClass, stopUnits, trailUnits, trailPpm, extendedHours } = checked;
  const isGroup = orderClass !== 'simple';
  return new OrderIntent({
    ...frame,
    type: checked.type,
    timeInForce: checked.timeInForce,
    quantityUnits: checked.quantityUnits,
    limitUnits: checked.limitUnits,
    details: Object.freeze({
      ...simpleDetails,
      stopUnits,
      trailUnits,
      trailPpm,
      extendedHours,
      orderClass,
      leg: orderClass === 'oco' ? 'takeProfit' : undefined,
      group: isGroup ? frame.sequence : -1,
      legs: Object.freeze(makeLegs(frame, checked)),
    }),
  });
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
  const { stopUnits, trailUnits, trailPpm } = checked;
  return new OrderIntent({
    ...frame,
    type: checked.type,
    timeInForce: checked.timeInForce,
    quantityUnits: checked.quantityUnits,
    limitUnits: checked.limitUnits,
    details: Object.freeze({
      ...order.intent.details,
      stopUnits,
      trailUnits,
      trailPpm,
      legs: simpleDetails.legs,
      replaces: order.intent,
      chainFilledUnits,
    }),
  });
}

function makeLegs(frame: OrderFrame, checked: CheckedRequest): OrderIntent[] {
  const { orderClass, takeProfitUnits, stopLossUnits, stopLossLimitUnits } = checked;
  const legs: OrderIntent[] = [];
  const add = (leg: OrderLeg, prices: { limitUnits: number; stopUnits: number }): void => {
    const { limitUnits, stopUnits } = prices;
    legs.push(
      new OrderIntent({
        ...frame,
        sequence: frame.sequence + 1 + legs.length,
        sign: exitSign(frame, orderClass),
        type: stopUnits === 0 ? 'limit' : limitUnits === 0 ? 'stop' : 'stopLimit',
        timeInForce: checked.timeInForce,
        quantityUnits: checked.quantityUnits,
        limitUnits,
        details: Object.freeze({
          ...simpleDetails,
          stopUnits,
          extendedHours: checked.extendedHours,
          orderClass,
          leg,
          group: frame.sequence,
        }),
      }),
    );
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
