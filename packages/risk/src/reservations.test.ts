import type { OrderState } from '@tradewright/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DeskUnderTest } from '../../../test/desk-under-test.js';
import { Reservations } from './reservations.js';

const orders = new DeskUnderTest();

describe('Reservations', () => {
  it('reserves quantity and cash of a buy', () => {
    const reservations = new Reservations(2);
    const order = orders.order({ units: 10 });
    reservations.reserve(order, 101.5);
    expect(reservations.buyUnits[0]).toBe(10);
    expect(reservations.cash[0]).toBe(1015);
    expect(reservations.live).toBe(1);
  });

  it('reserves no cash for a sale', () => {
    const reservations = new Reservations(2);
    reservations.reserve(orders.order({ slot: 1, units: -10 }), 0);
    expect([reservations.sellUnits[1], reservations.buyUnits[1], reservations.cash[1]]).toEqual([
      10, 0, 0,
    ]);
  });

  it('gives back what fills, and the rest at the end', () => {
    const reservations = new Reservations(1);
    const order = orders.order({ units: 10 });
    reservations.reserve(order, 2);
    reservations.release(order, 4);
    expect([reservations.buyUnits[0], reservations.cash[0], reservations.live]).toEqual([6, 12, 1]);
    reservations.releaseAll(order);
    expect([reservations.buyUnits[0], reservations.cash[0], reservations.live]).toEqual([0, 0, 0]);
  });

  it('never gives back more than was reserved: an overfill, a second end', () => {
    const reservations = new Reservations(1);
    const [order, other] = [orders.order({ units: 10 }), orders.order({ units: 7 })];
    reservations.reserve(order, 1);
    reservations.reserve(other, 1);
    reservations.release(order, 25);
    reservations.releaseAll(order);
    reservations.release(order, 1);
    expect([reservations.buyUnits[0], reservations.live]).toEqual([7, 1]);
  });

  it('lists the slots that ever had an order once, ascending', () => {
    const reservations = new Reservations(2);
    for (const slot of [1, 0, 1]) reservations.reserve(orders.order({ slot, units: 1 }), 1);
    expect(reservations.slots).toEqual([0, 1]);
  });

  it('is exactly nothing when no order is live (RK21)', () => {
    const sizes = fc.array(
      fc.record({
        slot: fc.nat(1),
        units: fc.integer({ min: -1e12, max: 1e12 }).filter((units) => units !== 0),
        price: fc.double({ min: 1e-9, max: 1e6, noNaN: true }),
        fills: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 4 }),
      }),
      { minLength: 1, maxLength: 20 },
    );
    fc.assert(
      fc.property(sizes, (list) => {
        const reservations = new Reservations(2);
        const live = list.map(({ slot, units, price, fills }): [OrderState, number[]] => {
          const order = orders.order({ slot, units });
          reservations.reserve(order, units < 0 ? 0 : price);
          return [order, fills.map((share) => Math.floor(share * Math.abs(units)))];
        });
        expect(reservations.live).toBe(list.length);
        for (const [order, fills] of live) {
          for (const size of fills) reservations.release(order, size);
        }
        for (const [order] of live.reverse()) reservations.releaseAll(order);
        const { buyUnits, sellUnits, cash } = reservations;
        expect([...buyUnits, ...sellUnits, ...cash, reservations.live]).toEqual(
          new Array(7).fill(0),
        );
      }),
    );
  });
});
