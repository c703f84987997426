import { describe, expect, it } from 'vitest';
import { instrument } from '../instruments/instrument.js';
import {
  type OrderClass,
  orderClasses,
  orderTypes,
  timesInForce,
} from '../orders/order-request.js';
import { alpacaCrypto } from './alpaca-crypto.js';
import { alpacaEquities } from './alpaca-equities.js';
import { checkVenueRules } from './check-venue-rules.js';
import { genericVenue } from './generic-venue.js';
import { sampleOrder, sampleSituation, shares } from './sample-orders.js';
import { freezeVenueRules, type VenueRules } from './venue-rules.js';

/** Allowed times in force by class and type, typed in from Alpaca's documentation. */
type Expected = Partial<Record<OrderClass, Record<string, string>>>;

const equities: Expected = {
  simple: {
    market: 'day gtc ioc fok opg cls',
    limit: 'day gtc ioc fok opg cls',
    stop: 'day gtc',
    stopLimit: 'day gtc',
    trailingStop: 'day gtc',
  },
  bracket: { market: 'day gtc', limit: 'day gtc' },
  oto: { market: 'day gtc', limit: 'day gtc' },
  oco: { limit: 'day gtc' },
};

const crypto: Expected = {
  simple: { market: 'gtc ioc', limit: 'gtc ioc', stopLimit: 'gtc' },
};

const anyEntry = {
  market: 'day gtc',
  limit: 'day gtc',
  stop: 'day gtc',
  stopLimit: 'day gtc',
  trailingStop: 'day gtc',
};

const generic: Expected = {
  simple: { ...anyEntry, market: 'day gtc ioc fok opg cls', limit: 'day gtc ioc fok opg cls' },
  bracket: anyEntry,
  oto: anyEntry,
  oco: { limit: 'day gtc' },
};

const exits: Record<OrderClass, object> = {
  simple: {},
  bracket: { takeProfit: '110', stopLoss: '90' },
  oto: { stopLoss: '90' },
  oco: { takeProfit: '110', stopLoss: '90', side: 'sell' },
};

const cells = orderClasses.flatMap((orderClass) =>
  orderTypes.flatMap((type) =>
    timesInForce.map((timeInForce) => [orderClass, type, timeInForce] as const),
  ),
);

describe.each<[VenueRules, Expected, number]>([
  [alpacaEquities, equities, 28],
  [alpacaCrypto, crypto, 5],
  [genericVenue, generic, 40],
])('the table of $name', (rules, expected, count) => {
  it('takes exactly the expected types and times in force of each class', () => {
    const taken: string[] = [];
    for (const [orderClass, type, timeInForce] of cells) {
      const order = sampleOrder({ ...exits[orderClass], orderClass, type, timeInForce });
      const heldUnits = orderClass === 'oco' ? shares(1) : 0;
      const refusal = checkVenueRules(rules, order, sampleSituation({ heldUnits }));
      const cell = `${orderClass} ${type} ${timeInForce}`;
      const lives = expected[orderClass]?.[type]?.split(' ') ?? [];
      expect(`${cell} ${refusal === undefined}`).toBe(`${cell} ${lives.includes(timeInForce)}`);
      if (refusal === undefined) taken.push(cell);
      else expect(refusal.code).toBe(expectedCode(expected, type, timeInForce));
    }
    expect(cells).toHaveLength(120);
    expect(taken).toHaveLength(count);
  });

  it('is plain data that nobody can change', () => {
    expect(JSON.parse(JSON.stringify(rules))).toEqual(rules);
    expect(Object.isFrozen(rules)).toBe(true);
    expect(Object.isFrozen(rules.timesInForce.market)).toBe(true);
    expect(Object.isFrozen(rules.classes.simple?.entryTypes)).toBe(true);
    expect(Object.isFrozen(rules.groups)).toBe(true);
  });

  it('takes from a class only what its table of types takes', () => {
    const { simple } = rules.classes;
    const types = orderTypes.filter((type) => rules.timesInForce[type].length > 0);
    expect(simple?.entryTypes).toEqual(types);
    for (const orderClass of orderClasses) {
      for (const type of rules.classes[orderClass]?.entryTypes ?? []) expect(types).toContain(type);
    }
  });

  it('names its highest price bands first', () => {
    for (const bands of [rules.priceBands, rules.buyStopCollar]) {
      const starts = (bands ?? []).map((band) => band.from);
      expect(starts).toEqual([...starts].sort((left, right) => right - left));
    }
  });

  it('says where it comes from', () => {
    expect(rules.version).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(rules.sources.length).toBeGreaterThan(0);
  });
});

/** The type is judged before the time in force, both by what simple orders may have. */
function expectedCode(expected: Expected, type: string, timeInForce: string): string {
  const lives = expected.simple?.[type];
  if (lives === undefined) return 'TYPE_NOT_ALLOWED';
  return lives.split(' ').includes(timeInForce) ? 'CLASS_NOT_ALLOWED' : 'TIME_IN_FORCE_NOT_ALLOWED';
}

describe('messages', () => {
  it.each([
    [
      alpacaCrypto,
      { type: 'stop', timeInForce: 'gtc' },
      'type must be "market" or "limit" or "stopLimit" at alpaca-crypto, was "stop"',
    ],
    [
      alpacaEquities,
      { type: 'stop', timeInForce: 'ioc' },
      'timeInForce of type "stop" must be "day" or "gtc" at alpaca-equities, was "ioc"',
    ],
    [
      alpacaCrypto,
      { timeInForce: 'gtc', takeProfit: '110', stopLoss: '90' },
      'orderClass must be "simple" at alpaca-crypto, was "bracket"',
    ],
    [
      alpacaEquities,
      { type: 'stop', takeProfit: '110' },
      'type of orderClass "oto" must be "market" or "limit" at alpaca-equities, was "stop"',
    ],
    [
      alpacaEquities,
      { timeInForce: 'fok', takeProfit: '110' },
      'timeInForce of orderClass "oto" must be "day" or "gtc" at alpaca-equities, was "fok"',
    ],
  ] as const)('name field, value and fix (%#)', (rules, sample, message) => {
    const refusal = checkVenueRules(rules, sampleOrder(sample), sampleSituation());
    expect(refusal?.message).toBe(message);
  });
});

describe('extended hours', () => {
  it.each([
    [alpacaEquities, { type: 'limit' }, true],
    [alpacaEquities, { type: 'limit', timeInForce: 'gtc' }, true],
    [alpacaEquities, { type: 'limit', timeInForce: 'ioc' }, false],
    [alpacaEquities, { type: 'limit', timeInForce: 'opg' }, false],
    [alpacaEquities, { type: 'market' }, false],
    [alpacaEquities, { type: 'stopLimit' }, false],
    [alpacaEquities, { type: 'limit', takeProfit: '110' }, false],
    [alpacaCrypto, { type: 'limit', timeInForce: 'gtc' }, false],
    [genericVenue, { type: 'stop' }, true],
    [genericVenue, { type: 'market', takeProfit: '110' }, true],
    [genericVenue, { type: 'limit', timeInForce: 'cls' }, false],
  ] as const)('are for the orders of the table (%#)', (rules, sample, allowed) => {
    const order = sampleOrder({ ...sample, extendedHours: true });
    const refusal = checkVenueRules(rules, order, sampleSituation());
    expect(refusal?.code).toBe(allowed ? undefined : 'EXTENDED_HOURS_NOT_ALLOWED');
    if (allowed) return;
    expect(refusal?.message).toMatch(/^extendedHours must be false .* was true/);
  });
});

describe('fractions', () => {
  it.each([
    [alpacaEquities, { type: 'market' }, true],
    [alpacaEquities, { type: 'limit' }, true],
    [alpacaEquities, { type: 'limit', extendedHours: true }, true],
    [alpacaEquities, { type: 'stop' }, true],
    [alpacaEquities, { type: 'stopLimit' }, true],
    [alpacaEquities, { type: 'trailingStop' }, false],
    [alpacaEquities, { type: 'market', timeInForce: 'gtc' }, false],
    [alpacaEquities, { type: 'limit', timeInForce: 'opg' }, false],
    [alpacaEquities, { type: 'market', stopLoss: '90' }, false],
    [alpacaCrypto, { type: 'market', timeInForce: 'ioc' }, true],
    [genericVenue, { type: 'trailingStop', timeInForce: 'gtc', stopLoss: '90' }, true],
  ] as const)('are for the orders of the table (%#)', (rules, sample, allowed) => {
    const part = sampleOrder({ ...sample, quantity: '1.000000001' });
    const refusal = checkVenueRules(rules, part, sampleSituation());
    expect(refusal?.code).toBe(allowed ? undefined : 'FRACTION_NOT_ALLOWED');
    const whole = sampleOrder({ ...sample, quantity: '1' });
    expect(checkVenueRules(rules, whole, sampleSituation())).toBeUndefined();
  });

  it('are refused where a venue has none, with the quantity', () => {
    const rules = freezeVenueRules({ ...alpacaEquities, fractions: null });
    const refusal = checkVenueRules(rules, sampleOrder({ quantity: '1.5' }), sampleSituation());
    expect(refusal?.message).toBe(
      'quantity of AAPL must be whole for this order at alpaca-equities, was 1.5',
    );
  });
});

describe('price increments', () => {
  it.each([
    ['1', true],
    ['1.00', true],
    ['1.01', true],
    ['1.001', false],
    ['1.0001', false],
    ['0.9999', true],
    ['0.9', true],
    ['290.12', true],
    ['290.123', false],
  ])('allow %s: %s', (price, allowed) => {
    const code = allowed ? undefined : 'PRICE_INCREMENT';
    const day = { limitPrice: price, stopPrice: price } as const;
    for (const type of ['limit', 'stop', 'stopLimit'] as const) {
      const order = sampleOrder({ ...day, type });
      expect(checkVenueRules(alpacaEquities, order, sampleSituation())?.code).toBe(code);
      expect(checkVenueRules(genericVenue, order, sampleSituation())).toBeUndefined();
    }
  });

  it('go to four decimals below one, however fine the instrument is', () => {
    const fine = instrument({ symbol: 'PENNY', priceTick: '0.000000001' });
    const check = (limitPrice: string) =>
      checkVenueRules(
        alpacaEquities,
        sampleOrder({ instrument: fine, type: 'limit', limitPrice }),
        sampleSituation(),
      );
    expect(check('0.1234')).toBeUndefined();
    expect(check('0.99999')?.message).toBe(
      'limitPrice of PENNY must be a whole multiple of 0.0001 from 0 on, was 0.99999',
    );
  });

  it('hold for instruments with coarser steps', () => {
    const coarse = instrument({ symbol: 'BOND', priceTick: '0.5' });
    const order = sampleOrder({ instrument: coarse, type: 'limit', limitPrice: '100.5' });
    expect(checkVenueRules(alpacaEquities, order, sampleSituation())).toBeUndefined();
  });

  it.each([
    [{ takeProfit: '110.001' }, 'takeProfit.limitPrice'],
    [{ stopLoss: '90.001' }, 'stopLoss.stopPrice'],
    [{ stopLoss: '90', stopLossLimit: '89.999' }, 'stopLoss.limitPrice'],
    [{ type: 'stopLimit', stopPrice: '100.001' }, 'stopPrice'],
  ] as const)('are asked of every price (%#)', (sample, field) => {
    const refusal = checkVenueRules(alpacaEquities, sampleOrder(sample), sampleSituation());
    expect(refusal?.code).toBe('PRICE_INCREMENT');
    expect(refusal?.message.startsWith(`${field} of AAPL must be a whole multiple of 0.01`)).toBe(
      true,
    );
  });

  it('are not asked below the lowest band', () => {
    const rules = { ...alpacaEquities, priceBands: [{ from: 1, decimals: 2 }] };
    const order = sampleOrder({ type: 'limit', limitPrice: '0.5555' });
    expect(checkVenueRules(rules, order, sampleSituation())).toBeUndefined();
  });
});
