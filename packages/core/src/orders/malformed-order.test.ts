import { describe, expect, it } from 'vitest';
import { MalformedOrder } from './malformed-order.js';
import type { OrderRequest } from './order-request.js';
import type { Refusal } from './refusal.js';

const refusal: Refusal = { code: 'MALFORMED', message: 'quantity must be above zero, was -1' };
const made = { at: 60_000, ordinal: 4 };

function malformed(request: unknown): MalformedOrder {
  return new MalformedOrder(request as OrderRequest, refusal, made);
}

describe('MalformedOrder', () => {
  it('is denied and finished from the start', () => {
    const order = malformed({ symbol: 'A', side: 'sell', quantity: -1, type: 'limit' });
    expect([order.status, order.finished, order.cancelRequested]).toEqual(['denied', true, false]);
    expect([order.symbol, order.side, order.type]).toEqual(['A', 'sell', 'limit']);
    expect([order.quantity, order.filledQuantity.toFixed()]).toEqual([undefined, '0']);
    expect([order.refusals, order.decidedAt]).toEqual([[refusal], 60_000]);
    expect(order.clientOrderId).toBe('malformed-4');
  });

  it.each([
    [undefined, 'undefined'],
    [null, 'null'],
    ['buy', 'an object'],
    [5, 'an object'],
    [{}, 'an object'],
    [{ symbol: 5 }, 'an object'],
    [{ symbol: 'X'.repeat(1000) }, 'X'.repeat(32)],
  ])('can be made of %j', (request, symbol) => {
    const order = malformed(request);
    const quoted = typeof request === 'string' ? '"buy"' : symbol;
    expect(order.symbol).toBe(typeof request === 'number' ? '5' : quoted);
    expect([order.side, order.type]).toEqual(['buy', 'market']);
  });
});
