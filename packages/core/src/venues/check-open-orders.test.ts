import { describe, expect, it } from 'vitest';
import type { OrderIntent } from '../orders/order-intent.js';
import { orderTypes } from '../orders/order-request.js';
import type { Refusal } from '../orders/refusal.js';
import { alpacaCrypto } from './alpaca-crypto.js';
import { alpacaEquities } from './alpaca-equities.js';
import { checkVenueRules, type OpenOrder } from './check-venue-rules.js';
import { genericVenue } from './generic-venue.js';
import { type SampleOrder, sampleOrder, sampleSituation, shares } from './sample-orders.js';
import type { VenueRules } from './venue-rules.js';

function open(order: OrderIntent, leaves?: number): OpenOrder {
  return { order, leavesUnits: leaves === undefined ? order.quantityUnits : shares(leaves) };
}

type Check = (
  sample: SampleOrder,
  held: number,
  working?: readonly OpenOrder[],
) => Refusal | undefined;

function checkAt(rules: VenueRules): Check {
  return (sample, held, working = []) => {
    const situation = sampleSituation({ heldUnits: shares(held), open: working });
    return checkVenueRules(rules, sampleOrder(sample), situation);
  };
}

const check = checkAt(alpacaEquities);
const checkGeneric = checkAt(genericVenue);
const checkCrypto = checkAt(alpacaCrypto);

const lives = { timeInForce: 'gtc' } as const;
const sale = { side: 'sell', type: 'limit', limitPrice: '120', quantity: '4' } as const;

describe('short sales', () => {
  it.each<readonly [VenueRules, SampleOrder, number, string | undefined]>([
    [alpacaEquities, { side: 'sell' }, 0, undefined],
    [alpacaEquities, { side: 'sell' }, -5, undefined],
    [alpacaEquities, { side: 'sell', quantity: '0.5' }, 0, 'FRACTION_NOT_ALLOWED'],
    [alpacaEquities, { side: 'sell', quantity: '1.5' }, -5, 'FRACTION_NOT_ALLOWED'],
    [alpacaEquities, { side: 'sell', quantity: '0.5' }, 1, undefined],
    [alpacaCrypto, { ...lives, side: 'sell' }, 0, 'SHORT_NOT_ALLOWED'],
    [alpacaCrypto, { ...lives, side: 'sell' }, 1, undefined],
    [alpacaCrypto, { ...lives, side: 'buy' }, 0, undefined],
    [genericVenue, { side: 'sell', quantity: '0.5' }, 0, undefined],
  ])('are judged by what is held (%#)', (...[rules, sample, held, code]) => {
    expect(checkAt(rules)(sample, held)?.code).toBe(code);
  });

  it('are named', () => {
    expect(checkCrypto({ ...lives, side: 'sell' }, 0)?.message).toBe(
      'side of AAPL must be "buy" at alpaca-crypto while none is held, was "sell"',
    );
    expect(check({ side: 'sell', quantity: '0.5' }, 0)?.message).toBe(
      'quantity of AAPL must be whole for a short sale at alpaca-equities, was 0.5',
    );
  });
});

describe('more than is there', () => {
  it.each<readonly [SampleOrder, number, boolean]>([
    [{ side: 'sell', quantity: '5' }, 5, true],
    [{ side: 'sell', quantity: '6' }, 5, false],
    [{ side: 'sell', quantity: '5.000000001' }, 5, false],
    [{ side: 'buy', quantity: '5' }, -5, true],
    [{ side: 'buy', quantity: '6' }, -5, false],
    [{ side: 'buy', quantity: '6' }, 5, true],
    [{ side: 'sell', quantity: '6' }, 0, true],
  ])('is refused at Alpaca (%#)', (sample, held, allowed) => {
    expect(check(sample, held)?.code).toBe(allowed ? undefined : 'CROSSES_ZERO');
    expect(checkGeneric(sample, held)).toBeUndefined();
  });

  it('is refused where one may cross zero but not be short', () => {
    const long: VenueRules = {
      ...genericVenue,
      shortSelling: { allowed: false, wholeOnly: false },
    };
    expect(checkAt(long)({ side: 'sell', quantity: '6' }, 5)?.code).toBe('CROSSES_ZERO');
    expect(checkAt(long)({ side: 'sell', quantity: '5' }, 5)).toBeUndefined();
    expect(checkAt(long)({ side: 'buy', quantity: '6' }, -5)).toBeUndefined();
  });

  it('counts what working orders of the same side may still take', () => {
    const working = [open(sampleOrder(sale), 3), open(sampleOrder(sale), 0)];
    expect(check({ side: 'sell', quantity: '2' }, 5, working)).toBeUndefined();
    expect(check({ side: 'sell', quantity: '3' }, 5, working)).toEqual({
      code: 'CROSSES_ZERO',
      message:
        'quantity of AAPL must be at most 2, which is held and not promised to working orders, ' +
        'was 3; cancel those, or close first and open with a second order',
      actual: 3,
      limit: 2,
    });
    const all = [...working, open(sampleOrder(sale), 4)];
    expect(check({ side: 'sell', quantity: '1' }, 5, all)?.limit).toBe(0);
  });

  it('does not count purchases against a sale', () => {
    const working = [open(sampleOrder({ type: 'limit', limitPrice: '50', quantity: '9' }))];
    expect(check({ ...sale, quantity: '5' }, 5, working)).toBeUndefined();
    expect(check({ ...sale, quantity: '6' }, 5, working)?.code).toBe('CROSSES_ZERO');
  });

  it('counts a group that exits once', () => {
    const group = sampleOrder({
      orderClass: 'oco',
      side: 'sell',
      quantity: '3',
      takeProfit: '110',
      stopLoss: '90',
      group: 3,
    });
    const working = [open(group), ...group.details.legs.map((leg) => open(leg))];
    expect(check({ ...sale, quantity: '2' }, 5, working)).toBeUndefined();
    expect(check({ ...sale, quantity: '3' }, 5, working)?.limit).toBe(2);
    const shrunk = [open(group, 1), ...group.details.legs.map((leg) => open(leg, 2))];
    expect(check({ ...sale, quantity: '4' }, 5, shrunk)?.limit).toBe(3);
  });

  it('counts exits of an entry for what it has opened', () => {
    const entry = { quantity: '10', takeProfit: '110', stopLoss: '90', group: 4 } as const;
    const bracket = sampleOrder(entry);
    const exits = bracket.details.legs.map((leg) => open(leg));
    expect(check({ ...sale, quantity: '5' }, 5, [...exits, open(bracket)])).toBeUndefined();
    expect(check({ ...sale, quantity: '2' }, 5, [open(bracket, 7), ...exits])).toBeUndefined();
    expect(check({ ...sale, quantity: '3' }, 5, [open(bracket, 7), ...exits])?.limit).toBe(2);
    expect(check({ ...sale, quantity: '6' }, 15, exits)?.limit).toBe(5);
  });

  it('adds groups to each other', () => {
    const groups = [3, 4].flatMap((group) => {
      const first = sampleOrder({ orderClass: 'oco', side: 'sell', stopLoss: '90', group });
      return [open(first), ...first.details.legs.map((leg) => open(leg))];
    });
    expect(check({ ...sale, quantity: '2' }, 3, groups)?.limit).toBe(1);
  });

  it('is not asked of the exits of an entry', () => {
    const bracket = sampleOrder({ takeProfit: '110', stopLoss: '90' });
    for (const leg of bracket.details.legs) {
      expect(checkVenueRules(alpacaEquities, leg, sampleSituation())).toBeUndefined();
      expect(
        checkVenueRules(alpacaEquities, leg, sampleSituation({ heldUnits: 1 })),
      ).toBeUndefined();
    }
  });

  it('reads the working orders once, so that an iterator will do', () => {
    function* working(): Generator<OpenOrder> {
      yield open(sampleOrder({ type: 'stop', stopPrice: '130', quantity: '1' }));
      yield open(sampleOrder(sale));
    }
    const situation = { heldUnits: shares(5) };
    const order = sampleOrder({ side: 'sell', quantity: '1' });
    const first = checkVenueRules(
      alpacaEquities,
      order,
      sampleSituation({ ...situation, open: working() }),
    );
    expect(first?.code).toBe('WASH_TRADE');
    const more = sampleOrder({ side: 'sell', quantity: '2' });
    const second = checkVenueRules(
      alpacaEquities,
      more,
      sampleSituation({ ...situation, open: working() }),
    );
    expect(second?.code).toBe('CROSSES_ZERO');
  });
});

describe('what a class is for', () => {
  const oco: SampleOrder = { orderClass: 'oco', side: 'sell', takeProfit: '110', stopLoss: '90' };
  const bracket: SampleOrder = { takeProfit: '110', stopLoss: '90' };

  it.each<readonly [SampleOrder, number, string | undefined]>([
    [oco, 1, undefined],
    [oco, 0, 'CLASS_NOT_ALLOWED'],
    [oco, -1, 'CLASS_NOT_ALLOWED'],
    [{ ...oco, quantity: '2' }, 1, 'CROSSES_ZERO'],
    [bracket, 0, undefined],
    [bracket, 5, undefined],
    [bracket, -5, 'CLASS_NOT_ALLOWED'],
    [{ stopLoss: '90' }, -5, undefined],
  ])('is judged by the position at Alpaca (%#)', (sample, held, code) => {
    expect(check(sample, held)?.code).toBe(code);
    expect(checkGeneric(sample, held)).toBeUndefined();
  });

  it('is named', () => {
    expect(check(oco, 0)?.message).toBe(
      'orderClass "oco" must reduce the position in AAPL at alpaca-equities, ' +
        'and there is none on the other side; use "bracket"',
    );
    expect(check(bracket, -5)?.message).toBe(
      'orderClass "bracket" must not reduce the position in AAPL at alpaca-equities; ' +
        'use "simple" or "oco"',
    );
  });
});

describe('wash trades', () => {
  // Rows: the working order; columns: the new one. Typed in from the venue's table.
  const matrix = {
    market: ['always', 'always', 'always', 'always', 'never'],
    limit: ['always', 'crossing', 'always', 'crossing', 'never'],
    stop: ['always', 'always', 'always', 'always', 'never'],
    stopLimit: ['always', 'crossing', 'always', 'crossing', 'never'],
    trailingStop: ['never', 'never', 'never', 'never', 'never'],
  } as const;

  const cells = orderTypes.flatMap((working) =>
    orderTypes.map((type, column) => [working, type, matrix[working][column]!] as const),
  );

  it.each(cells)('working %s, new %s: %s', (working, type, when) => {
    for (const side of ['buy', 'sell'] as const) {
      const opposite = side === 'buy' ? 'sell' : 'buy';
      const held = side === 'sell' ? 10 : -10;
      for (const [far, crosses] of [
        [1, false],
        [0, true],
        [-1, true],
      ] as const) {
        const limitPrice = String(100 + (opposite === 'sell' ? far : -far));
        const there = sampleOrder({ type: working, side: opposite, limitPrice });
        const sample = { type, side, limitPrice: '100' } as const;
        const expected = when === 'always' || (when === 'crossing' && crosses);
        const code = expected ? 'WASH_TRADE' : undefined;
        expect(check(sample, held, [open(there)])?.code).toBe(code);
        expect(checkGeneric(sample, held, [open(there)])).toBeUndefined();
        expect(check(sample, held, [open(there, 0)])).toBeUndefined();
        const same = sampleOrder({ type: working, side, limitPrice });
        expect(check(sample, held, [open(same)])).toBeUndefined();
      }
    }
  });

  it('are none between groups and anything else', () => {
    const stop = open(sampleOrder({ type: 'stop', side: 'sell' }));
    expect(check({ takeProfit: '110', stopLoss: '90' }, 0, [stop])).toBeUndefined();
    expect(check({ stopLoss: '90' }, 0, [stop])).toBeUndefined();
    const oco = sampleOrder({ orderClass: 'oco', side: 'sell', stopLoss: '90' });
    const exits = [open(oco), ...oco.details.legs.map((leg) => open(leg))];
    expect(check({ side: 'buy' }, 1, exits)).toBeUndefined();
  });

  it('happen with coins as well', () => {
    const there = open(sampleOrder({ ...lives, type: 'limit', side: 'sell', limitPrice: '99' }));
    const refusal = checkCrypto({ ...lives, type: 'limit' }, 1, [there]);
    expect(refusal?.code).toBe('WASH_TRADE');
  });

  it('name the working order', () => {
    const there = sampleOrder({ type: 'stop', side: 'sell' });
    expect(check({}, 0, [open(there)])?.message).toBe(
      `side of AAPL must not meet the working order ${there.clientOrderId} to sell, was "buy"; ` +
        'cancel that order first, or use a group',
    );
  });
});
