import {
  instrument,
  isFinished,
  OrderIntent,
  orderFact,
  OrderState,
  type OrderTerms,
} from '@tradewright/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OrderBook } from './order-book.js';

const maker = { account: 'test', strategy: 'book' };
const instruments = [
  instrument({ symbol: 'A' }),
  instrument({ symbol: 'B', quantityStep: '0.000000001', priceTick: '0.0001' }),
];

const terms = fc.record({
  slot: fc.nat(1),
  sign: fc.constantFrom(1 as const, -1 as const),
  type: fc.constantFrom('market' as const, 'limit' as const),
  timeInForce: fc.constantFrom('day' as const, 'gtc' as const),
  quantityUnits: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
  limitUnits: fc.nat(2 ** 40),
  turn: fc.integer({ min: 0, max: 4e12 }),
  decidedAt: fc.integer({ min: 0, max: 4e12 }),
  ordinal: fc.nat(2 ** 30),
});

function orderOf(sequence: number, more: Omit<OrderTerms, 'maker' | 'instrument' | 'sequence'>) {
  const one = instruments[more.slot]!;
  return new OrderState(new OrderIntent({ maker, instrument: one, sequence, ...more }));
}

describe('OrderBook', () => {
  it('keeps finished orders as columns and gives back the same order', () => {
    const facts = fc.nat(4095).filter((bits) => isFinished(bits, 0, 1));
    const shares = fc.double({ min: 0, max: 1, noNaN: true });
    const made = fc.array(fc.tuple(terms, facts, shares), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(made, (list) => {
        const book = new OrderBook({ maker, instruments, archive: true });
        const orders = list.map(([each, bits, share], sequence) => {
          const order = orderOf(sequence, each);
          book.add(order);
          order.facts = bits;
          order.filledUnits = Math.floor(order.intent.quantityUnits * share);
          order.acceptedAt = share < 0.5 ? Number.NaN : 1000;
          order.finishedAt = 2000;
          if (share < 0.3) order.refusals = [{ code: 'MINE', message: String(sequence) }];
          book.finish(order);
          return order;
        });
        for (const order of orders) {
          const again = book.find(order.intent.sequence);
          expect(again).not.toBe(order);
          expect(JSON.stringify(again?.intent)).toBe(JSON.stringify(order.intent));
          const seen = (one: OrderState | undefined): unknown[] => [
            one?.status,
            one?.facts,
            one?.filledQuantity.toFixed(),
            one?.acceptedAt,
            one?.finishedAt,
            one?.refusals,
            one?.intent.sequence,
            one?.intent.slot,
          ];
          expect(seen(again)).toEqual(seen(order));
          expect(book.findById(order.clientOrderId)?.clientOrderId).toBe(order.clientOrderId);
        }
        expect([...book].map(({ clientOrderId }) => clientOrderId)).toEqual(
          orders.map(({ clientOrderId }) => clientOrderId),
        );
      }),
      { numRuns: 50 },
    );
  });

  const simple = {
    slot: 0,
    sign: 1 as const,
    type: 'market' as const,
    timeInForce: 'day' as const,
    quantityUnits: 5,
    limitUnits: 0,
    turn: 0,
    decidedAt: 0,
  };

  it('keeps the object itself where a venue may still speak of it', () => {
    const book = new OrderBook({ maker, instruments, archive: false });
    const order = orderOf(0, { ...simple, ordinal: 0 });
    book.add(order);
    order.facts |= orderFact.canceled;
    book.finish(order);
    expect(book.find(0)).toBe(order);
    expect(book.findById(order.clientOrderId)).toBe(order);
  });

  it('finds orders across its chunks, live ones among finished ones', () => {
    const book = new OrderBook({ maker, instruments, archive: true });
    for (let sequence = 0; sequence < 3000; sequence++) {
      const order = orderOf(sequence, { ...simple, ordinal: sequence });
      book.add(order);
      order.filledUnits = sequence % 7 === 0 ? 0 : 5;
      if (order.finished) book.finish(order);
    }
    expect(book.length).toBe(3000);
    for (const sequence of [0, 1, 7, 1023, 1024, 2048, 2999]) {
      const order = book.find(sequence);
      expect(order?.intent.ordinal).toBe(sequence);
      expect(order?.status).toBe(sequence % 7 === 0 ? 'pending' : 'filled');
    }
    for (const sequence of [-1, 3000, Number.NaN]) expect(book.find(sequence)).toBeUndefined();
  });

  it('does not know ids of other runs', () => {
    const book = new OrderBook({ maker, instruments, archive: true });
    expect(book.findById('tw-0' as never)).toBeUndefined();
  });
});
