import { MalformedOrder, type OrderRequest, OrderState, type OrderView } from '@tradewright/core';
import { describe, expect, it } from 'vitest';
import { KernelUnderTest } from '../../../test/kernel-under-test.js';

const base = { symbol: 'A', side: 'buy', quantity: 10 } as const;
const limit = { ...base, type: 'limit', limitPrice: 100 } as const;
const stop = { ...base, type: 'stop', stopPrice: 110 } as const;
const trail = { ...base, type: 'trailingStop' } as const;
const takeProfit = { limitPrice: 120 } as const;
const stopLoss = { stopPrice: 90 } as const;
const bracket = { ...base, takeProfit, stopLoss } as const;
const oco = { ...base, side: 'sell', orderClass: 'oco', takeProfit, stopLoss } as const;

type Denied = readonly [why: string, request: unknown, message: string];

const shapes: readonly Denied[] = [
  ['a number', 5, 'request must be an object'],
  ['a function', () => base, 'request must be an object'],
  ['a symbol that is an object', { ...base, symbol: {} }, 'symbol must be'],
  ['__proto__ as symbol', { ...base, symbol: '__proto__' }, 'symbol must be'],
  ['only a prototype', Object.create(null), 'symbol must be'],
  ['a side in capitals', { ...base, side: 'SELL' }, 'side must be "buy" or "sell"'],
  ['a type of another word', { ...base, type: 'stop_limit' }, 'type must be'],
  ['__proto__ as type', { ...base, type: '__proto__' }, 'type must be'],
  ['a type that is a list', { ...base, type: ['stop'] }, 'type must be'],
  ['a life of another word', { ...stop, timeInForce: 'GTC' }, 'timeInForce must be'],
  ['a life that is null', { ...base, timeInForce: null }, 'timeInForce must be'],
  ['a class of another word', { ...base, orderClass: 'mleg' }, 'orderClass must be'],
  ['__proto__ as class', { ...base, orderClass: '__proto__' }, 'orderClass must be'],
  ['extended hours as text', { ...limit, extendedHours: 'true' }, 'extendedHours must be'],
  ['extended hours as 1', { ...limit, extendedHours: 1 }, 'extendedHours must be'],
];

const prices: readonly Denied[] = [
  ['market with a stop', { ...base, stopPrice: 9 }, 'stopPrice must be left out for type "market"'],
  ['market with a trail', { ...base, trailAmount: 1 }, 'trailAmount must be left out'],
  ['market with a trail in per cent', { ...base, trailPercent: 1 }, 'trailPercent must be left'],
  ['market with a trail of null', { ...base, trailAmount: null }, 'trailAmount must be left out'],
  ['market ioc with a limit', { ...base, timeInForce: 'ioc', limitPrice: 9 }, 'limitPrice must be'],
  ['limit ioc without a price', { ...base, type: 'limit', timeInForce: 'ioc' }, 'limitPrice of A'],
  ['limit with a stop', { ...limit, stopPrice: 9 }, 'stopPrice must be left out for type "limit"'],
  ['stop without a price', { ...base, type: 'stop' }, 'stopPrice of A must be above zero'],
  [
    'stop with a limit',
    { ...stop, limitPrice: 111 },
    'limitPrice must be left out for type "stop"',
  ],
  ['stop with a trail', { ...stop, trailAmount: 1 }, 'trailAmount must be left out'],
  ['stop at zero', { ...stop, stopPrice: 0 }, 'stopPrice of A must be above zero'],
  ['stop at NaN', { ...stop, stopPrice: Number.NaN }, 'stopPrice of A must be above zero'],
  ['stop off the tick', { ...stop, stopPrice: '9.001' }, 'a whole multiple of 0.01, was "9.001"'],
  ['stop at null', { ...stop, stopPrice: null }, 'stopPrice of A must be above zero'],
  ['stopLimit without limit', { ...stop, type: 'stopLimit' }, 'limitPrice of A must be above zero'],
  ['stopLimit without stop', { ...limit, type: 'stopLimit' }, 'stopPrice of A must be above zero'],
  ['trail without either', trail, 'trailAmount must be given, or trailPercent, and not both'],
  ['trail with both', { ...trail, trailAmount: 1, trailPercent: 1 }, 'and not both'],
  ['trail of null beside per cent', { ...trail, trailAmount: null, trailPercent: 1 }, 'not both'],
  ['trail of zero', { ...trail, trailAmount: 0 }, 'trailAmount of A must be above zero'],
  ['trail of 0 %', { ...trail, trailPercent: 0 }, 'trailPercent must be above 0, below 100'],
  ['trail of −1 %', { ...trail, trailPercent: -1 }, 'trailPercent must be above 0, below 100'],
  ['trail of 100 %', { ...trail, trailPercent: 100 }, 'trailPercent must be above 0, below 100'],
  ['trail of 5 decimals', { ...trail, trailPercent: '1.00001' }, 'at most 4 digits'],
  ['trail with a stop', { ...trail, trailAmount: 1, stopPrice: 9 }, 'stopPrice must be left out'],
  [
    'trail with a limit',
    { ...trail, trailAmount: 1, limitPrice: 9 },
    'limitPrice must be left out',
  ],
];

const amountless = { symbol: 'A', side: 'buy' } as const;
const sizes: readonly Denied[] = [
  ['notional and quantity', { ...base, notional: 1000 }, 'without a quantity'],
  ['notional of zero', { ...amountless, notional: 0 }, 'notional of A must be above zero'],
  ['notional below zero', { ...amountless, notional: -5 }, 'notional of A must be above zero'],
  ['notional of null', { ...amountless, notional: null }, 'notional of A must be above zero'],
  ['notional of text', { ...amountless, notional: 'all' }, 'notional of A must be above zero'],
  ['notional of 10 decimals', { ...amountless, notional: '100.0000000001' }, 'at most 9 decimals'],
  ['notional below one step', { ...amountless, notional: 99.99 }, 'between one step of 1'],
  ['notional out of range', { ...amountless, notional: `9${'0'.repeat(40)}` }, 'notional of A'],
  ['neither', amountless, 'quantity of A must be above zero'],
  ['a stop without quantity', { ...stop, quantity: undefined }, 'quantity of A must be above zero'],
  ['a fraction in a bracket', { ...bracket, quantity: 1.5 }, 'quantity of A must be above zero'],
];

const groups: readonly Denied[] = [
  ['bracket without legs', { ...base, orderClass: 'bracket' }, 'orderClass must be "simple"'],
  [
    'bracket without stop-loss',
    { ...bracket, orderClass: 'bracket', stopLoss: undefined },
    '"oto"',
  ],
  ['bracket without profit', { ...bracket, orderClass: 'bracket', takeProfit: undefined }, '"oto"'],
  ['oto with two legs', { ...bracket, orderClass: 'oto' }, 'orderClass must be "bracket"'],
  ['oto without legs', { ...base, orderClass: 'oto' }, 'orderClass must be "simple"'],
  ['simple with a leg', { ...bracket, orderClass: 'simple' }, 'orderClass must be "bracket"'],
  ['oco with one leg', { ...oco, stopLoss: undefined }, 'with takeProfit and stopLoss'],
  ['oco of type market', { ...oco, type: 'market' }, 'type must be left out for "oco"'],
  ['oco with a limit', { ...oco, limitPrice: 120 }, 'limitPrice must be left out for "oco"'],
  ['oco with a stop', { ...oco, stopPrice: 90 }, 'stopPrice must be left out for "oco"'],
  ['oco with a trail', { ...oco, trailPercent: 1 }, 'trailPercent must be left out for "oco"'],
  ['a leg of text', { ...base, takeProfit: '120' }, 'takeProfit must be an object'],
  ['a leg of null', { ...base, stopLoss: null }, 'stopLoss must be an object'],
  ['a leg that is a number', { ...base, stopLoss: 90 }, 'stopLoss must be an object'],
  ['a leg that is a list', { ...base, stopLoss: [90] }, 'stopLoss.stopPrice of A must be above'],
  ['a leg without a price', { ...base, takeProfit: {} }, 'takeProfit.limitPrice of A must be'],
  ['a leg at zero', { ...base, takeProfit: { limitPrice: 0 } }, 'takeProfit.limitPrice of A'],
  [
    'a leg with a limit off the tick',
    { ...base, stopLoss: { stopPrice: 90, limitPrice: 89.999 } },
    'stopLoss.limitPrice of A must be above zero and a whole multiple of 0.01',
  ],
];

const throwing = (field: string): unknown =>
  Object.defineProperty({ ...base }, field, {
    get: () => {
      throw new Error(`no ${field} today`);
    },
  });

const unreadable: readonly Denied[] = [
  'symbol',
  'side',
  'type',
  'limitPrice',
  'quantity',
  'notional',
  'stopLoss',
  'orderClass',
].map((field) => [`a ${field} that throws`, throwing(field), `it threw: no ${field} today`]);

const denied = [...shapes, ...prices, ...sizes, ...groups, ...unreadable];

describe('a request of the whole vocabulary', () => {
  it.each(denied)('with %s is denied, and the run goes on', (...[, request, message]) => {
    const under = new KernelUnderTest();
    const made: OrderView[] = [];
    under.turn([100, 50], (context) => {
      made.push(context.submit(request as OrderRequest), context.submit(base));
    });
    const [bad, good] = made;
    expect(bad).toBeInstanceOf(MalformedOrder);
    expect([bad?.status, bad?.finished, bad?.quantity]).toEqual(['denied', true, undefined]);
    const code = message.startsWith('symbol must') ? 'SYMBOL_UNKNOWN' : 'MALFORMED';
    expect(bad?.refusals.map((each) => each.code)).toEqual([code]);
    expect(bad?.refusals[0]?.message).toContain(message);
    expect(good?.status).toBe('pending');
    expect([under.kernel.effects.count, under.kernel.workingShares(0)]).toEqual([1, 10]);
    expect(under.kernel.orders.length).toBe(1);
  });

  it('is denied in so many ways', () => {
    console.log(`malformed requests denied: ${denied.length}`);
    expect(denied.length).toBe(78);
  });

  it('for an amount needs a price', () => {
    const under = new KernelUnderTest();
    under.turn([100, Number.NaN], (context) => {
      const early = context.submit({ symbol: 'B', side: 'buy', notional: 100 });
      expect(early.refusals.map(({ code }) => code)).toEqual(['NO_FRESH_PRICE']);
      const bounded = { symbol: 'B', side: 'buy', notional: 100, type: 'limit', limitPrice: 30 };
      expect(context.submit(bounded as OrderRequest).quantity?.toFixed()).toBe('3');
    });
  });

  it('is read once: what changes while it is read cannot turn a purchase into a sale', () => {
    const under = new KernelUnderTest();
    let reads = 0;
    const request = {
      ...base,
      get side() {
        return reads++ === 0 ? 'buy' : 'other';
      },
    };
    const order = under.submit(request as OrderRequest);
    expect([order.side, order.intent.sign]).toEqual(['buy', 1]);
  });
});

describe('a change', () => {
  function change(what: unknown, of: OrderRequest = limit): OrderView {
    const under = new KernelUnderTest();
    const order = under.submit(of);
    under.kernel.accepted(order, under.kernel.at);
    const changed = under.kernel.replace(order, what as never);
    expect([order.status, order.replaceRequested]).toEqual([
      'accepted',
      changed.status !== 'denied',
    ]);
    const larger = Math.max(10, changed.quantity?.toNumber() ?? 0);
    expect(under.kernel.workingShares(0)).toBe(changed.status === 'denied' ? 10 : larger);
    return changed;
  }

  it.each<readonly [string, unknown, OrderRequest, string]>([
    ['that is nothing', undefined, limit, 'change must be an object'],
    ['that is null', null, limit, 'change must be an object'],
    ['that is text', 'limitPrice', limit, 'change must be an object'],
    ['of nothing', {}, limit, 'change must name something'],
    ['of something unknown', { limit: 5 }, limit, 'change must name something'],
    ['that throws', throwing('quantity'), limit, 'it threw: no quantity today'],
    ['to a life that is none', { timeInForce: 'gtd' }, limit, 'timeInForce must be'],
    ['to a price of zero', { limitPrice: 0 }, limit, 'limitPrice of A must be above zero'],
    ['to a stop it has not', { stopPrice: 90 }, limit, 'stopPrice must be left out'],
    ['to a limit it has not', { limitPrice: 90 }, stop, 'limitPrice must be left out'],
    ['to a trail it has not', { trailPercent: 1 }, stop, 'trailPercent must be left out'],
    ['to no trail', { trailAmount: 1, trailPercent: 1 }, { ...trail, trailAmount: 2 }, 'not both'],
    ['to half a share', { quantity: 1.5 }, limit, 'quantity of A must be above zero'],
    ['to no share', { quantity: 0 }, limit, 'quantity of A must be above zero'],
    ['of the size of a group', { quantity: 5 }, bracket, 'orders of a group keep their quantity'],
  ])('%s is denied, and the order works on', (...[, what, of, message]) => {
    const changed = change(what, of);
    expect(changed.status).toBe('denied');
    expect(changed.refusals.map(({ code }) => code)).toEqual(['MALFORMED']);
    expect(changed.refusals[0]?.message).toContain(message);
  });

  it.each<readonly [string, OrderRequest, object, object]>([
    ['a limit', limit, { limitPrice: '99.5' }, { limitUnits: 9950, quantityUnits: 10 }],
    ['a stop', stop, { stopPrice: 111 }, { details: { stopUnits: 11_100 } }],
    ['a size', limit, { quantity: 12 }, { quantityUnits: 12, limitUnits: 10_000 }],
    ['a life', limit, { timeInForce: 'gtc' }, { timeInForce: 'gtc' }],
    [
      'a trail in price to one in per cent',
      { ...trail, trailAmount: 2 },
      { trailPercent: 2.5 },
      { details: { trailUnits: 0, trailPpm: 25_000 } },
    ],
  ])('of %s is a new intent that names its parent', (...[, of, what, intent]) => {
    const changed = change(what, of);
    if (!(changed instanceof OrderState)) throw new Error('the change was refused');
    expect(changed.intent).toMatchObject(intent);
    const { replaces } = changed.intent.details;
    expect(changed.intent.toJSON().replaces).toBe(replaces?.clientOrderId);
    expect(replaces?.clientOrderId).not.toBe(changed.clientOrderId);
  });

  it.each(['not taken yet', 'being canceled', 'being changed', 'over'])(
    'of an order that is %s is refused',
    (what) => {
      const under = new KernelUnderTest();
      const { kernel } = under;
      const order = under.submit(limit);
      if (what.startsWith('being')) kernel.accepted(order, 1);
      if (what === 'being canceled') kernel.cancel(order);
      if (what === 'being changed') kernel.replace(order, { quantity: 11 });
      if (what === 'over') kernel.unsent(order, 1);
      const changed = under.kernel.replace(order, { quantity: 12 });
      expect(changed.refusals.map(({ code }) => code)).toEqual(['NOT_REPLACEABLE']);
    },
  );

  it.each([undefined, null, {}, 'x', new KernelUnderTest()])('of %s is refused', (view) => {
    const under = new KernelUnderTest();
    const changed = under.kernel.replace(view as never, { quantity: 12 });
    expect(changed.refusals.map(({ code }) => code)).toEqual(['NOT_REPLACEABLE']);
  });
});
