import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { usEquityCalendar } from '../calendar/us-equity-calendar.js';
import type { OrderIntent } from '../orders/order-intent.js';
import { orderClasses, orderTypes, timesInForce } from '../orders/order-request.js';
import { refusalCodes } from '../orders/refusal.js';
import { alpacaCrypto } from './alpaca-crypto.js';
import { alpacaEquities } from './alpaca-equities.js';
import { checkVenueRules, type OpenOrder, type VenueSituation } from './check-venue-rules.js';
import { genericVenue } from './generic-venue.js';
import { type SampleOrder, sampleOrder, sampleSituation, shares } from './sample-orders.js';
import type { VenueRules } from './venue-rules.js';

describe('the worth of an order', () => {
  const part: SampleOrder = { type: 'limit', quantity: '0.01' };

  it.each<readonly [SampleOrder, Partial<VenueSituation>, boolean]>([
    [{ ...part, limitPrice: '100' }, {}, true],
    [{ ...part, limitPrice: '99.99' }, {}, false],
    [{ ...part, limitPrice: '100', type: 'stop', stopPrice: '99.99' }, {}, false],
    [{ quantity: '0.01' }, { mark: 100 }, true],
    [{ quantity: '0.01' }, { mark: 99.99 }, false],
    [{ quantity: '0.1' }, { mark: 10.000000000000002 }, true],
    [{ quantity: '0.01' }, { mark: Number.NaN }, true],
    // Whole shares may be worth less, and whoever closes may.
    [{ quantity: '1', type: 'limit', limitPrice: '0.01' }, {}, true],
    [{ ...part, side: 'sell', limitPrice: '1' }, { heldUnits: shares(1) }, true],
    [{ ...part, side: 'buy', limitPrice: '1' }, { heldUnits: shares(1) }, false],
    [{ ...part, side: 'buy', limitPrice: '1' }, { heldUnits: shares(-1) }, true],
  ])('is at least a dollar for a part of a share (%#)', (sample, changes, allowed) => {
    const refusal = checkVenueRules(alpacaEquities, sampleOrder(sample), sampleSituation(changes));
    expect(refusal?.code).toBe(allowed ? undefined : 'NOTIONAL_OUT_OF_RANGE');
    expect(checkVenueRules(genericVenue, sampleOrder(sample), sampleSituation(changes))).toBe(
      undefined,
    );
  });

  const coin: SampleOrder = { timeInForce: 'gtc', type: 'limit' };

  it.each<readonly [SampleOrder, number, boolean]>([
    [{ ...coin, quantity: '2', limitPrice: '100000' }, Number.NaN, true],
    [{ ...coin, quantity: '2.000000001', limitPrice: '100000' }, Number.NaN, false],
    [{ ...coin, quantity: '2', limitPrice: '100000.0001' }, 1, false],
    [{ ...coin, quantity: '1.999999999', limitPrice: '100000' }, Number.NaN, true],
    [{ ...coin, type: 'market', quantity: '2' }, 100_000, true],
    [{ ...coin, type: 'market', quantity: '2' }, 100_001, false],
    [{ ...coin, type: 'market', quantity: '2' }, Number.NaN, true],
    [{ ...coin, type: 'stopLimit', quantity: '2', limitPrice: '100001' }, 90_000, false],
  ])('is at most 200,000 dollars of coins (%#)', (sample, mark, allowed) => {
    const refusal = checkVenueRules(alpacaCrypto, sampleOrder(sample), sampleSituation({ mark }));
    expect(refusal?.code).toBe(allowed ? undefined : 'NOTIONAL_OUT_OF_RANGE');
  });

  it('is told with the bound', () => {
    const order = sampleOrder({ ...coin, quantity: '3', limitPrice: '100000' });
    expect(checkVenueRules(alpacaCrypto, order, sampleSituation())).toEqual({
      code: 'NOTIONAL_OUT_OF_RANGE',
      message: 'notional of AAPL must be at most 200000 at alpaca-crypto, was 300000',
      actual: 300_000,
      limit: 200_000,
    });
    const small = sampleOrder({ ...part, limitPrice: '50' });
    expect(checkVenueRules(alpacaEquities, small, sampleSituation())?.message).toBe(
      'notional of AAPL must be at least 1 at alpaca-equities, was 0.5',
    );
  });

  it('is compared exactly with a bound that is not whole', () => {
    const rules: VenueRules = { ...genericVenue, notional: { fractionMin: null, max: 0.3 } };
    const check = (limitPrice: string) =>
      checkVenueRules(
        rules,
        sampleOrder({ type: 'limit', quantity: '3', limitPrice }),
        sampleSituation(),
      );
    expect(check('0.1')).toBeUndefined();
    expect(check('0.1001')?.code).toBe('NOTIONAL_OUT_OF_RANGE');
  });
});

describe('the order of the checks', () => {
  it('names the first that fails, as documented', () => {
    const resting: OpenOrder = {
      order: sampleOrder({ type: 'stop', side: 'sell', quantity: '10' }),
      leavesUnits: shares(10),
    };
    const at = Date.UTC(2024, 6, 5, 20);
    const situation = sampleSituation({ at, heldUnits: -shares(1), open: [resting], mark: 0.5 });
    const replaces = sampleOrder({ type: 'limit' });
    // Each step repairs what the step before was refused for.
    const steps: readonly (readonly [SampleOrder, string | undefined])[] = [
      [{ type: 'stop', timeInForce: 'cls', replaces }, 'NOT_REPLACEABLE'],
      [{ type: 'stop', timeInForce: 'cls' }, 'TIME_IN_FORCE_NOT_ALLOWED'],
      [{ timeInForce: 'cls', stopLoss: '0.5' }, 'CLASS_NOT_ALLOWED'],
      [{ timeInForce: 'cls', extendedHours: true, quantity: '9.5' }, 'EXTENDED_HOURS_NOT_ALLOWED'],
      [
        { timeInForce: 'cls', quantity: '9.5', type: 'limit', limitPrice: '1.005' },
        'FRACTION_NOT_ALLOWED',
      ],
      [
        { timeInForce: 'cls', quantity: '9', type: 'limit', limitPrice: '1.005' },
        'PRICE_INCREMENT',
      ],
      [{ timeInForce: 'cls', quantity: '9', type: 'limit' }, 'ORDER_WINDOW_CLOSED'],
      [{ quantity: '9', type: 'limit' }, 'CROSSES_ZERO'],
      [{ quantity: '1', type: 'limit' }, 'WASH_TRADE'],
      [{ quantity: '1', type: 'trailingStop' }, undefined],
    ];
    for (const [sample, code] of steps) {
      expect(checkVenueRules(alpacaEquities, sampleOrder(sample), situation)?.code).toBe(code);
    }
  });
});

const price = fc.constantFrom('0.5', '0.9999', '1', '1.001', '90', '99.99', '100', '100.01', '110');
const wild: fc.Arbitrary<SampleOrder> = fc.record(
  {
    side: fc.constantFrom('buy', 'sell'),
    type: fc.constantFrom(...orderTypes),
    timeInForce: fc.constantFrom(...timesInForce),
    quantity: fc.constantFrom('0.000000001', '0.5', '1', '2', '1.5', '3000', '9007199'),
    limitPrice: price,
    stopPrice: price,
    trailAmount: price,
    trailPercent: fc.constantFrom('0.0001', '1.5', '99'),
    extendedHours: fc.boolean(),
    orderClass: fc.constantFrom(...orderClasses),
    takeProfit: price,
    stopLoss: price,
    stopLossLimit: price,
    leg: fc.constantFrom('takeProfit', 'stopLoss'),
    group: fc.constantFrom(-1, 1, 2),
    chainFilled: fc.constantFrom('0', '1'),
  },
  { requiredKeys: [] },
);

/** Orders that mostly pass the table, so that positions and working orders are reached. */
const plain: fc.Arbitrary<SampleOrder> = fc.record({
  side: fc.constantFrom('buy', 'sell'),
  type: fc.constantFrom('market', 'limit'),
  timeInForce: fc.constantFrom('day', 'gtc', 'gtc', 'opg', 'cls'),
  quantity: fc.constantFrom('1', '2', '6'),
  limitPrice: fc.constantFrom('100', '101'),
});

const sample = fc.oneof(plain, wild);

const orders = fc
  .tuple(sample, fc.option(sample, { nil: undefined, freq: 3 }))
  .map(
    ([one, old]): OrderIntent =>
      sampleOrder(old === undefined ? one : { ...one, replaces: sampleOrder(old) }),
  );

const situations: fc.Arbitrary<VenueSituation> = fc.record({
  at: fc.oneof(
    fc.integer({ min: Date.UTC(1990, 0, 2), max: Date.UTC(2030, 11, 30) }),
    fc.constantFrom(0, Number.NaN, 8.64e15),
  ),
  calendar: fc.constant(usEquityCalendar),
  heldUnits: fc.constantFrom(0, 1, shares(1), shares(-1), shares(5), shares(-9_000_000)),
  mark: fc.constantFrom(Number.NaN, 0, 0.5, 1, 99.995, 100, 1e12),
  open: fc.array(
    orders.chain((order) =>
      fc
        .integer({ min: 0, max: order.quantityUnits })
        .map((leavesUnits): OpenOrder => ({ order, leavesUnits })),
    ),
    { maxLength: 6 },
  ),
});

const venues = fc.constantFrom(genericVenue, alpacaEquities, alpacaCrypto);

describe('checkVenueRules', () => {
  it('answers for any order in any situation, and always the same', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(venues, orders, situations, (rules, order, situation) => {
        const refusal = checkVenueRules(rules, order, situation);
        expect(checkVenueRules(rules, order, situation)).toEqual(refusal);
        const code = refusal?.code ?? 'taken';
        seen.set(code, (seen.get(code) ?? 0) + 1);
        if (refusal === undefined) return;
        expect(refusalCodes).toContain(refusal.code);
        expect(refusal.message).toMatch(/\bmust\b/);
        expect(refusal.message).not.toMatch(/undefined|\[object/);
      }),
      { numRuns: 4000, seed: 20240705 },
    );
    // Random orders must reach the rules, or the property says nothing.
    expect([...seen.keys()].sort()).toEqual([
      'CLASS_NOT_ALLOWED',
      'CROSSES_ZERO',
      'EXTENDED_HOURS_NOT_ALLOWED',
      'FRACTION_NOT_ALLOWED',
      'NOTIONAL_OUT_OF_RANGE',
      'NOT_REPLACEABLE',
      'ORDER_WINDOW_CLOSED',
      'PRICE_INCREMENT',
      'PRICE_SIDE',
      'SHORT_NOT_ALLOWED',
      'TIME_IN_FORCE_NOT_ALLOWED',
      'TYPE_NOT_ALLOWED',
      'WASH_TRADE',
      'taken',
    ]);
  });

  it('never depends on the situation at the generic venue', () => {
    fc.assert(
      fc.property(orders, situations, (order, situation) => {
        const alone = checkVenueRules(genericVenue, order, sampleSituation());
        expect(checkVenueRules(genericVenue, order, situation)).toEqual(alone);
      }),
    );
  });

  it('takes at the generic venue whatever a stricter one takes', () => {
    fc.assert(
      fc.property(venues, orders, situations, (rules, order, situation) => {
        if (checkVenueRules(rules, order, situation) !== undefined) return;
        expect(checkVenueRules(genericVenue, order, situation)).toBeUndefined();
      }),
      { numRuns: 2000 },
    );
  });

  it('refuses what it refuses, however many other orders work', () => {
    fc.assert(
      fc.property(venues, orders, situations, (rules, order, situation) => {
        const fewer = checkVenueRules(rules, order, { ...situation, open: [] });
        if (fewer === undefined) return;
        expect(checkVenueRules(rules, order, situation)?.code).toBe(fewer.code);
      }),
      { numRuns: 2000 },
    );
  });

  it('does not depend on the sequence of the working orders', () => {
    fc.assert(
      fc.property(venues, orders, situations, (rules, order, situation) => {
        const open = [...situation.open].reverse();
        const turned = checkVenueRules(rules, order, { ...situation, open });
        expect(turned?.code).toBe(checkVenueRules(rules, order, situation)?.code);
      }),
      { numRuns: 2000 },
    );
  });

  it('changes nothing of what it reads', () => {
    const order = sampleOrder({ takeProfit: '110', stopLoss: '90' });
    const before = JSON.stringify(order);
    const situation = Object.freeze(sampleSituation({ open: Object.freeze([]) }));
    Object.freeze(order);
    expect(checkVenueRules(alpacaEquities, order, situation)).toBeUndefined();
    expect(JSON.stringify(order)).toBe(before);
  });
});
