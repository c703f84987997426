import { Decimal } from '@tradewright/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CommissionSettings } from '../src/commission/commission.js';
import { alpacaEquitiesCommission } from '../src/commission/alpaca-equities-commission.js';
import { ibkrFixedCommission } from '../src/commission/ibkr-fixed-commission.js';
import { commissionUnderTest, type Digits, type TestFill } from './commission-under-test.js';

const dayMs = 86_400_000;
/** Forty days from here, the SEC's fee ends, and a maximum of the tests falls. */
const firstAt = Date.parse('2025-04-25T15:00:00Z');
const zero = new Decimal(0);

/** Decimal text with up to nine digits after the point. */
const text = (most: number): fc.Arbitrary<string> =>
  fc
    .tuple(fc.nat(most), fc.nat(999_999_999), fc.nat(9))
    .map(([whole, part, digits]) => new Decimal(`${whole}.${part}`).toFixed(digits));
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined });

type Bounded = Extract<CommissionSettings, { readonly kind: 'bps' | 'perShare' }>;

/** A plain rate with any bounds that do not contradict each other. */
const bounded: fc.Arbitrary<Bounded> = fc
  .record({
    kind: fc.constantFrom('bps' as const, 'perShare' as const),
    rate: text(20),
    bounds: fc.tuple(maybe(text(5)), maybe(text(50))),
    maximumBps: maybe(text(100)),
  })
  .map(({ kind, rate, bounds: [least, most], maximumBps }) => {
    const swap = least !== undefined && most !== undefined && new Decimal(least).gt(most);
    const [minimum, maximum] = swap ? [most, least] : [least, most];
    if (kind === 'bps') return { kind, bps: rate, minimum, maximum };
    return { kind, perShare: rate, minimum, maximum, maximumBps };
  });

const digits: fc.Arbitrary<Digits> = fc.record({
  quantity: fc.constantFrom(0, 2, 6, 9),
  price: fc.constantFrom(0, 2, 6, 9),
});
const fills: fc.Arbitrary<readonly TestFill[]> = fc.array(
  fc.record({
    quantity: fc.integer({ min: 1, max: 2 ** 20 }),
    price: fc.integer({ min: 1, max: 30_000 }),
    at: fc.nat(40).map((day) => firstAt + day * dayMs),
    maker: fc.boolean(),
  }),
  { minLength: 1, maxLength: 6 },
);

const scaled = (units: number, places: number): Decimal =>
  new Decimal(units).div(new Decimal(10).pow(places));
const money = (amount: Decimal): Decimal => amount.toDecimalPlaces(18, Decimal.ROUND_HALF_EVEN);

/** What an order owes by the words of the reference, in `Decimal`. */
function owed(settings: Bounded, quantity: Decimal, value: Decimal): Decimal {
  const raw =
    settings.kind === 'bps'
      ? value.times(settings.bps).div(10_000)
      : quantity.times(settings.perShare);
  let total = Decimal.max(raw, settings.minimum ?? 0);
  if (settings.maximum !== undefined) total = Decimal.min(total, settings.maximum);
  if (settings.kind === 'perShare' && settings.maximumBps !== undefined) {
    total = Decimal.min(total, value.times(settings.maximumBps).div(10_000));
  }
  return total;
}

const sum = (fees: readonly Decimal[]): Decimal =>
  fees.reduce((total, fee) => total.plus(fee), zero);

function chargeAll(
  settings: CommissionSettings,
  given: { readonly fills: readonly TestFill[]; readonly digits: Digits; readonly sign?: 1 | -1 },
): readonly Decimal[] {
  const tested = commissionUnderTest(settings, given.digits);
  const order = tested.order(given.sign ?? 1);
  return given.fills.map((fill) => tested.fee(order, fill));
}

describe('the fee of a fill', () => {
  it('is what the order owes with it less what it owed before, by independent arithmetic', () => {
    fc.assert(
      fc.property(bounded, fills, digits, (settings, list, places) => {
        let quantity = zero;
        let value = zero;
        let before = zero;
        const expected = list.map((fill) => {
          const part = scaled(fill.quantity, places.quantity);
          quantity = quantity.plus(part);
          value = value.plus(part.times(scaled(fill.price, places.price)));
          const total = money(owed(settings, quantity, value));
          const fee = total.minus(before);
          before = total;
          return fee.toFixed();
        });
        const fees = chargeAll(settings, { fills: list, digits: places });
        expect(fees.map((fee) => fee.toFixed())).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  const everyKind = fc.oneof<fc.Arbitrary<CommissionSettings>[]>(
    bounded,
    text(20).map((perOrder) => ({ kind: 'perOrder' as const, perOrder })),
    fc.constantFrom(
      { kind: 'none' as const },
      ibkrFixedCommission,
      alpacaEquitiesCommission,
      {
        kind: 'regulatory' as const,
        sides: 'both' as const,
        rates: [
          { from: '1960-01-01', perShare: '0.7', maximum: '900' },
          { from: '2025-05-10', bps: '3.3', maximum: '20' },
        ],
        roundUpTo: '0.01',
      },
      {
        kind: 'tiered' as const,
        tiers: [
          { from: '0', makerBps: '15', takerBps: '25' },
          { from: '1000', makerBps: '12.123456789', takerBps: '0' },
        ],
      },
    ),
    fc
      .array(bounded, { minLength: 1, maxLength: 3 })
      .map((parts) => ({ kind: 'sum' as const, parts })),
  );
  const sign = fc.constantFrom(1 as const, -1 as const);

  it('has the same sum however an order is split at one price', () => {
    const splits = fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 2, maxLength: 6 });
    const price = fc.integer({ min: 1, max: 30_000 });
    fc.assert(
      fc.property(everyKind, splits, fc.tuple(price, digits, sign), (settings, ...given) => {
        const [parts, [one, places, side]] = given;
        const whole = parts.reduce((total, part) => total + part, 0);
        const common = { digits: places, sign: side };
        const at = firstAt;
        const split = parts.map((quantity) => ({ quantity, price: one, at }));
        const inParts = chargeAll(settings, { ...common, fills: split });
        const atOnce = chargeAll(settings, {
          ...common,
          fills: [{ quantity: whole, price: one, at }],
        });
        expect(sum(inParts).toFixed()).toBe(sum(atOnce).toFixed());
      }),
      { numRuns: 500 },
    );
  });

  it('is never below zero, so that an order of more never costs less', () => {
    fc.assert(
      fc.property(everyKind, fills, fc.tuple(digits, sign), (settings, list, [places, side]) => {
        for (const fee of chargeAll(settings, { fills: list, digits: places, sign: side })) {
          expect(fee.gte(0)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is within its bounds over the order, and the share of value beats the minimum', () => {
    fc.assert(
      fc.property(bounded, fills, digits, (settings, list, places) => {
        const total = sum(chargeAll(settings, { fills: list, digits: places }));
        const value = sum(
          list.map(({ quantity, price }) =>
            scaled(quantity, places.quantity).times(scaled(price, places.price)),
          ),
        );
        const share = settings.kind === 'perShare' ? settings.maximumBps : undefined;
        const most = share === undefined ? undefined : money(value.times(share).div(10_000));
        if (most !== undefined) expect(total.lte(most)).toBe(true);
        if (settings.maximum !== undefined) expect(total.lte(settings.maximum)).toBe(true);
        const least = Decimal.min(settings.minimum ?? 0, most ?? settings.minimum ?? 0);
        expect(total.gte(least)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('is the same for a buy and a sale unless it is a charge on sales', () => {
    const mirrored = everyKind.filter((one) => one !== alpacaEquitiesCommission);
    fc.assert(
      fc.property(mirrored, fills, digits, (settings, list, places) => {
        const [buy, sale] = ([1, -1] as const).map((side) =>
          chargeAll(settings, { fills: list, digits: places, sign: side }).map(String),
        );
        expect(buy).toEqual(sale);
      }),
    );
  });
});
