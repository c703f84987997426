import { type Instrument, OrderIntent, OrderState } from '@tradewright/core';
import type { Reservations } from '@tradewright/risk';

/**
 * Lets a slot count that comes to hold something without an order, by a change of its symbol. What
 * counts are slots that ever had a reservation: it gets one of a single step, and gives it back.
 */
export function knowSlot(reservations: Reservations, slot: number, instrument: Instrument): void {
  const order = new OrderState(
    new OrderIntent({
      maker: { account: 'none', strategy: 'none' },
      instrument,
      slot,
      sequence: -1,
      sign: -1,
      type: 'market',
      timeInForce: 'day',
      quantityUnits: instrument.stepUnits,
      limitUnits: 0,
      turn: 'none',
      decidedAt: 0,
      ordinal: 0,
    }),
  );
  reservations.reserve(order, 0);
  reservations.releaseAll(order);
}
