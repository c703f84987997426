import { describe, expect, it } from 'vitest';
import { instrument } from '../instruments/instrument.js';
import { deriveClientOrderId } from './client-order-id.js';
import { OrderIntent, type OrderTerms } from './order-intent.js';
import { OrderState } from './order-state.js';
import { orderFact } from './order-status.js';

const terms: OrderTerms = {
  maker: { account: 'paper', strategy: 'sma' },
  instrument: instrument({ symbol: 'BTC/USD', quantityStep: '0.00000001', priceTick: '0.5' }),
  slot: 3,
  sequence: 17,
  sign: -1,
  type: 'limit',
  timeInForce: 'gtc',
  quantityUnits: 150_000_000,
  limitUnits: 600_005,
  turn: 60_000,
  decidedAt: 120_000,
  ordinal: 2,
};

describe('OrderIntent', () => {
  const intent = new OrderIntent(terms);

  it('shows exact decimals made from whole units', () => {
    expect([intent.symbol, intent.side]).toEqual(['BTC/USD', 'sell']);
    expect(intent.quantity.toFixed()).toBe('1.5');
    expect(intent.limitPrice?.toFixed()).toBe('60000.5');
    expect(new OrderIntent({ ...terms, sign: 1, limitUnits: 0 }).limitPrice).toBeUndefined();
    expect(new OrderIntent({ ...terms, sign: 1 }).side).toBe('buy');
  });

  it('has the id of its decision, and keeps it', () => {
    const id = deriveClientOrderId({
      account: 'paper',
      strategy: 'sma',
      turn: 60_000,
      symbol: 'BTC/USD',
      ordinal: 2,
    });
    expect(intent.clientOrderId).toBe(id);
    expect(intent.clientOrderId).toBe(id);
  });

  it('does not depend on slot and sequence, which differ between drivers', () => {
    const other = new OrderIntent({ ...terms, slot: 0, sequence: 0 });
    expect(other.clientOrderId).toBe(intent.clientOrderId);
    expect(JSON.stringify(other)).toBe(JSON.stringify(intent));
  });

  it('is plain data in JSON: decimal text, UTC with its offset', () => {
    expect(JSON.parse(JSON.stringify(intent))).toEqual({
      clientOrderId: intent.clientOrderId,
      symbol: 'BTC/USD',
      side: 'sell',
      type: 'limit',
      timeInForce: 'gtc',
      quantity: '1.5',
      limitPrice: '60000.5',
      decidedAt: '1970-01-01T00:02:00.000+00:00',
    });
    expect('limitPrice' in new OrderIntent({ ...terms, limitUnits: 0 }).toJSON()).toBe(false);
  });

  it('still tells its id when it is frozen', () => {
    const frozen = Object.freeze(new OrderIntent(terms));
    expect(frozen.clientOrderId).toBe(intent.clientOrderId);
    expect(() => {
      (frozen as { quantityUnits: number }).quantityUnits = 1;
    }).toThrow(TypeError);
  });
});

describe('OrderState', () => {
  it('follows facts and fills', () => {
    const order = new OrderState(new OrderIntent(terms));
    const seen = (): unknown[] => [order.status, order.finished, order.filledQuantity.toFixed()];
    expect(seen()).toEqual(['pending', false, '0']);
    order.facts |= orderFact.accepted;
    expect(seen()).toEqual(['accepted', false, '0']);
    order.filledUnits = 50_000_000;
    expect(seen()).toEqual(['partiallyFilled', false, '0.5']);
    order.facts |= orderFact.cancelRequested;
    expect([order.cancelRequested, order.finished]).toEqual([true, false]);
    order.facts |= orderFact.canceled;
    expect(seen()).toEqual(['canceled', true, '0.5']);
    order.filledUnits = 150_000_000;
    expect(seen()).toEqual(['filled', true, '1.5']);
  });

  it('shows what was asked for', () => {
    const order = new OrderState(new OrderIntent(terms));
    expect([order.symbol, order.side, order.type, order.quantity.toFixed()]).toEqual([
      'BTC/USD',
      'sell',
      'limit',
      '1.5',
    ]);
    expect(order.clientOrderId).toBe(order.intent.clientOrderId);
    expect(order.refusals).toEqual([]);
  });
});
