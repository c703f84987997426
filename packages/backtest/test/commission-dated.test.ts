import { Decimal } from '@tradewright/core';
import { describe, expect, it } from 'vitest';
import type { CommissionSettings } from '../src/commission/commission.js';
import type { RegulatoryCommission } from '../src/commission/commission-settings.js';
import { commissionUnderTest, feesOf } from './commission-under-test.js';

const dayMs = 86_400_000;
const at = (text: string): number => Date.parse(text);

const onSales = (more: Partial<RegulatoryCommission>): RegulatoryCommission => ({
  kind: 'regulatory',
  sides: 'sells',
  rates: [{ from: '1960-01-01', bps: '1' }],
  ...more,
});

describe('a regulatory charge', () => {
  const fill = { quantity: 100, price: 1000 };

  it('is for sales, or for both sides', () => {
    expect(feesOf(onSales({}), [fill], 1)).toEqual(['0']);
    expect(feesOf(onSales({}), [fill], -1)).toEqual(['0.1']);
    expect(feesOf(onSales({ sides: 'both' }), [fill], 1)).toEqual(['0.1']);
  });

  it('adds a rate of value and one for each share, below its maximum', () => {
    const rates = [{ from: '1960-01-01', bps: '1', perShare: '0.001', maximum: '0.5' }];
    const fills = [fill, fill, fill];
    expect(feesOf(onSales({ rates }), fills, -1)).toEqual(['0.2', '0.2', '0.1']);
  });

  const dated = onSales({
    rates: [
      { from: '2025-05-14', bps: '0' },
      { from: '2026-04-04', bps: '0.206' },
    ],
  });
  it.each([
    ['before the first date', '2025-05-13T15:00:00Z', '0'],
    ['within a rate of zero', '2025-12-01T15:00:00Z', '0'],
    ['in the last millisecond before', '2026-04-04T03:59:59.999Z', '0'],
    ['in the first of the day in New York', '2026-04-04T04:00:00.000Z', '0.0206'],
    ['long after', '2030-01-02T15:00:00Z', '0.0206'],
  ])('%s has the rate of its day', (_name, instant, fee) => {
    expect(feesOf(dated, [{ ...fill, at: at(instant) }], -1)).toEqual([fee]);
  });

  it('knows the winter time of New York', () => {
    const winter = onSales({ rates: [{ from: '2026-01-01', bps: '1' }] });
    const [before, after] = ['2026-01-01T04:59:59.999Z', '2026-01-01T05:00:00.000Z'].map(at);
    expect(feesOf(winter, [{ ...fill, at: before as number }], -1)).toEqual(['0']);
    expect(feesOf(winter, [{ ...fill, at: after as number }], -1)).toEqual(['0.1']);
  });

  it('of an order over dates is the sum of them, and a lower maximum gives nothing back', () => {
    const rates = [
      { from: '2026-01-01', perShare: '0.01', maximum: '5' },
      { from: '2026-01-02', perShare: '0.02', maximum: '3' },
      { from: '2026-01-03', perShare: '0.02', maximum: '9' },
    ];
    const fills = [1, 2, 3].map((day) => ({
      quantity: 400,
      price: 1000,
      at: at(`2026-01-0${day}T15:00:00Z`),
    }));
    // 4; 12 within 3, but 4 was charged; 20 within 9.
    expect(feesOf(onSales({ rates }), fills, -1)).toEqual(['4', '0', '5']);
  });

  it('is rounded up to the cent for each order', () => {
    const settings = onSales({ roundUpTo: '0.01' });
    const tested = commissionUnderTest(settings);
    const order = tested.order(-1);
    const fees = [1, 99, 1].map((quantity) =>
      tested.fee(order, { quantity, price: 1000 }).toFixed(),
    );
    // 0.001, 0.1 and 0.101.
    expect(fees).toEqual(['0.01', '0.09', '0.01']);
    expect(tested.fee(tested.order(-1), { quantity: 1, price: 1000 }).toFixed()).toBe('0.01');
  });

  it('is rounded up once for all orders of a day in New York', () => {
    const tested = commissionUnderTest(onSales({ roundUpTo: '0.01', roundPer: 'day' }));
    const sell = (instant: string): string =>
      tested.fee(tested.order(-1), { quantity: 6, price: 1000, at: at(instant) }).toFixed();
    // Each is 0.006: 0.006, 0.012, 0.018, and 0.006 of the next day.
    expect(sell('2026-04-06T14:00:00Z')).toBe('0.01');
    expect(sell('2026-04-06T15:00:00Z')).toBe('0.01');
    expect(sell('2026-04-07T03:59:59Z')).toBe('0');
    expect(sell('2026-04-07T04:00:00Z')).toBe('0.01');
  });

  it('forgets a sale that did not happen, in the day as well', () => {
    const tested = commissionUnderTest(onSales({ roundUpTo: '0.01', roundPer: 'day' }));
    const fills = { quantity: 6, price: 1000 };
    const first = tested.order(-1);
    expect(tested.fee(first, fills).toFixed()).toBe('0.01');
    tested.revoke(first);
    expect(tested.fee(tested.order(-1), fills).toFixed()).toBe('0.01');
    expect(tested.fee(tested.order(-1), fills).toFixed()).toBe('0.01');
    expect(tested.fee(tested.order(-1), fills).toFixed()).toBe('0');
  });
});

describe('a tiered commission', () => {
  const tiered: CommissionSettings = {
    kind: 'tiered',
    tiers: [
      { from: '0', makerBps: '15', takerBps: '25' },
      { from: '100000', makerBps: '12', takerBps: '22' },
      { from: '500000', makerBps: '10', takerBps: '20' },
    ],
  };
  /** Trades of a value in dollars, each a new order; the fee in basis points of it. */
  const desk = () => {
    const tested = commissionUnderTest(tiered);
    return {
      tested,
      rate: (day: number, value: number, more: { maker?: boolean; sign?: 1 | -1 } = {}): string => {
        const fill = {
          quantity: value,
          price: 100,
          at: day * dayMs + 1,
          maker: more.maker ?? false,
        };
        const fee = tested.fee(tested.order(more.sign ?? 1), fill);
        return new Decimal(fee).div(value).times(10_000).toFixed();
      },
    };
  };

  it('tells makers from takers', () => {
    expect(desk().rate(0, 100)).toBe('25');
    expect(desk().rate(0, 100, { maker: true })).toBe('15');
  });

  it('reaches a tier with exactly its value, on the next day', () => {
    const below = desk();
    expect(below.rate(0, 99_999)).toBe('25');
    expect(below.rate(1, 1)).toBe('25');
    expect(below.rate(2, 1)).toBe('22');
    const reached = desk();
    expect(reached.rate(0, 100_000)).toBe('25');
    expect(reached.rate(0, 1)).toBe('25');
    expect(reached.rate(1, 1)).toBe('22');
    expect(reached.rate(1, 1, { maker: true })).toBe('12');
  });

  it('counts buys and sells, and skips tiers', () => {
    const { rate } = desk();
    rate(0, 300_000);
    rate(0, 200_000, { sign: -1 });
    expect(rate(1, 10, { sign: -1 })).toBe('20');
  });

  it('forgets a day after 30 days', () => {
    const { rate } = desk();
    rate(0, 100_000);
    rate(1, 400_000);
    expect(rate(30, 1)).toBe('20');
    // Day 0 is out, day 1 and the one of day 30 are in.
    expect(rate(31, 1)).toBe('22');
    expect(rate(32, 1)).toBe('25');
    expect(rate(500, 1)).toBe('25');
  });

  it('changes its day at midnight UTC', () => {
    const { tested } = desk();
    const fill = { quantity: 100_000, price: 100 };
    expect(tested.fee(tested.order(), { ...fill, at: dayMs - 1 }).toFixed()).toBe('250');
    expect(tested.fee(tested.order(), { ...fill, at: dayMs - 1 }).toFixed()).toBe('250');
    expect(tested.fee(tested.order(), { ...fill, at: dayMs }).toFixed()).toBe('220');
  });

  it('forgets a fill that did not happen', () => {
    const { tested, rate } = desk();
    const order = tested.order();
    tested.fee(order, { quantity: 100_000, price: 100, at: 0 });
    tested.revoke(order);
    expect(rate(1, 1)).toBe('25');
  });
});
