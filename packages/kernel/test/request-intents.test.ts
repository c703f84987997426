import {
  Decimal,
  orderClasses,
  type OrderIntent,
  type OrderIntentJson,
  type OrderRequest,
  orderTypes,
  simpleDetails,
  timesInForce,
} from '@tradewright/core';
import { describe, expect, it } from 'vitest';
import { KernelUnderTest } from '../../../test/kernel-under-test.js';

/** What each type needs, in the words of a request and in units of the instrument. */
const types = {
  market: { request: {}, limitUnits: 0, details: {} },
  limit: { request: { limitPrice: '100.25' }, limitUnits: 10_025, details: {} },
  stop: { request: { stopPrice: 110 }, limitUnits: 0, details: { stopUnits: 11_000 } },
  stopLimit: {
    request: { stopPrice: 110, limitPrice: 111 },
    limitUnits: 11_100,
    details: { stopUnits: 11_000 },
  },
  trailingStop: { request: { trailPercent: '2.5' }, limitUnits: 0, details: { trailPpm: 25_000 } },
} as const;

const takeProfit = { limitPrice: 120 } as const;
const stopLoss = { stopPrice: 90, limitPrice: 89 } as const;
const classes = {
  simple: {},
  bracket: { takeProfit, stopLoss },
  oto: { stopLoss },
  oco: { takeProfit, stopLoss, orderClass: 'oco' },
} as const;

const legNames = {
  simple: [],
  bracket: ['takeProfit', 'stopLoss'],
  oto: ['stopLoss'],
  oco: ['stopLoss'],
} as const;

interface Combination {
  readonly name: string;
  readonly request: OrderRequest;
  readonly limitUnits: number;
  readonly details: object;
  readonly legs: readonly string[];
}

function combine(): Combination[] {
  const all: Combination[] = [];
  for (const orderClass of orderClasses) {
    for (const type of orderTypes) {
      if (orderClass === 'oco' && type !== 'limit') continue;
      for (const timeInForce of timesInForce) {
        const isOco = orderClass === 'oco';
        const own = isOco ? {} : { type, ...types[type].request };
        all.push({
          name: `${orderClass} ${type} ${timeInForce}`,
          request: {
            symbol: 'A',
            side: isOco ? 'sell' : 'buy',
            quantity: 10,
            timeInForce,
            ...own,
            ...classes[orderClass],
          },
          limitUnits: isOco ? 12_000 : types[type].limitUnits,
          details: isOco ? { leg: 'takeProfit' } : types[type].details,
          legs: legNames[orderClass],
        });
      }
    }
  }
  return all;
}

const combinations = combine();

function intentOf(request: OrderRequest): OrderIntent {
  return new KernelUnderTest().submit(request).intent;
}

/** What waits for a price cannot fill at once, nor can a group: the generic venue says so. */
function isTaken({ request }: Combination): boolean {
  const { type = 'limit', timeInForce, takeProfit, stopLoss } = request;
  const lasts = timeInForce === 'day' || timeInForce === 'gtc';
  const waits = !(type === 'market' || type === 'limit') || (takeProfit ?? stopLoss) !== undefined;
  return lasts || !waits;
}

describe('a request of every type, life and class', () => {
  it.each(combinations)('$name is an intent in whole units', (each) => {
    const { request, limitUnits, details, legs } = each;
    const intent = intentOf(request);
    const { timeInForce, orderClass = 'simple' } = request;
    const isOco = orderClass === 'oco';
    expect(intent).toMatchObject({
      sign: isOco ? -1 : 1,
      quantityUnits: 10,
      limitUnits,
      timeInForce,
    });
    expect(intent.details).toMatchObject(details);
    const grouped = legs.length > 0;
    expect(intent.details.group).toBe(grouped ? intent.sequence : -1);
    expect(intent.details.legs.map((leg) => leg.details.leg)).toEqual(legs);
    intent.details.legs.forEach((leg, i) => {
      const profit = leg.details.leg === 'takeProfit';
      expect(leg).toMatchObject({
        sign: -1,
        type: profit ? 'limit' : 'stopLimit',
        timeInForce,
        quantityUnits: 10,
        limitUnits: profit ? 12_000 : 8900,
        sequence: intent.sequence + 1 + i,
      });
      expect(leg.details).toMatchObject({ stopUnits: profit ? 0 : 9000, group: intent.sequence });
      expect(leg.details.legs).toEqual([]);
    });
    // A plain order shares the details of all plain orders; the fast way depends on it.
    const plain = /^simple (?:market|limit) (?:day|gtc)$/.test(each.name);
    expect(intent.details === simpleDetails).toBe(plain);
  });

  it.each(combinations)('$name is frozen and reserved, or refused with a code', (each) => {
    const under = new KernelUnderTest();
    const order = under.submit(each.request);
    const taken = isTaken(each);
    const codes = order.refusals.map(({ code }) => code);
    const byClass = each.legs.length > 0 && (order.type === 'market' || order.type === 'limit');
    const code = byClass ? 'CLASS_NOT_ALLOWED' : 'TIME_IN_FORCE_NOT_ALLOWED';
    expect(codes).toEqual(taken ? [] : [code]);
    expect([order, ...order.legs].map(({ status }) => status)).toEqual(
      [order, ...order.legs].map(() => (taken ? 'pending' : 'denied')),
    );
    for (const { intent } of [order, ...order.legs]) expect(Object.isFrozen(intent)).toBe(taken);
    const signed = each.request.side === 'sell' ? -10 : 10;
    expect(under.kernel.workingShares(0)).toBe(taken ? signed : 0);
  });

  it.each(combinations)('$name has ids that are derived, and differ', ({ request }) => {
    const [one, two] = [intentOf(request), intentOf(request)];
    const ids = (intent: OrderIntent): string[] =>
      [intent, ...intent.details.legs].map(({ clientOrderId }) => clientOrderId);
    expect(ids(one)).toEqual(ids(two));
    expect(new Set(ids(one)).size).toBe(1 + one.details.legs.length);
    for (const id of ids(one)) expect(id).toMatch(/^[A-Za-z0-9_-]{1,48}$/);
  });

  it.each(combinations)('$name is plain data that says the same', ({ request, legs }) => {
    const json = JSON.parse(JSON.stringify(intentOf(request))) as OrderIntentJson;
    const { clientOrderId, decidedAt, ...rest } = json;
    expect(clientOrderId).toMatch(/^tw-[0-9a-f]{32}$/);
    expect(decidedAt).toBe('1970-01-01T00:01:00.000+00:00');
    const text = (value: OrderRequest['limitPrice']): string | undefined =>
      value === undefined ? undefined : new Decimal(value).toFixed();
    const isOco = request.orderClass === 'oco';
    expect(rest).toMatchObject({
      symbol: 'A',
      side: request.side,
      type: isOco ? 'limit' : request.type,
      timeInForce: request.timeInForce,
      quantity: '10',
    });
    expect(rest.limitPrice).toBe(isOco ? '120' : text(request.limitPrice));
    expect(rest.stopPrice).toBe(text(request.stopPrice));
    expect(rest.trailPercent).toBe(text(request.trailPercent));
    expect(rest.legs?.map((leg) => leg.leg) ?? []).toEqual(legs);
  });

  it('are so many', () => {
    // Three classes with an entry of every type, and one without an entry; each with every life.
    const taken = combinations.filter(isTaken).length;
    const all = combinations.length;
    console.log(
      `requests of type × life × class: ${all}, of which the generic venue takes ${taken}`,
    );
    expect([all, taken]).toEqual([(3 * 5 + 1) * 6, 2 * 6 + 3 * 2 + 2 * 5 * 2 + 2]);
  });
});

describe('a notional', () => {
  const amount = { symbol: 'A', side: 'buy' } as const;

  it.each<readonly [number | string, object, number]>([
    [1000, {}, 10],
    ['1099.999999999', {}, 10],
    [1000, { type: 'limit', limitPrice: '33.34' }, 29],
    [10_000_000, {}, 100_000],
    ['123456789.12', {}, 1_234_567],
    [250, { type: 'stop', stopPrice: 110 }, 2],
  ])('of %s with %o is %d whole shares, toward zero', (notional, more, units) => {
    const under = new KernelUnderTest({ cash: 1_000_000_000 });
    const order = under.submit({ ...amount, notional, ...more });
    expect(order.intent.quantityUnits).toBe(units);
  });

  it('becomes fractions where the instrument has them', () => {
    const under = new KernelUnderTest({ instruments: [{ symbol: 'A', quantityStep: '0.0001' }] });
    const order = under.submit({ ...amount, notional: 100 }, [33.33]);
    expect(order.quantity.toFixed()).toBe('3.0003');
  });
});
