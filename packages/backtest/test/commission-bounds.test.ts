import { describe, expect, it } from 'vitest';
import type { CommissionSettings } from '../src/commission/commission.js';
import { commissionUnderTest, feesOf } from './commission-under-test.js';

const perShare = (bounds: object): CommissionSettings => ({
  kind: 'perShare',
  perShare: '0.005',
  ...bounds,
});

describe('bounds of a commission', () => {
  it.each([
    ['below the minimum', { minimum: '1' }, 100, '1'],
    ['at the minimum', { minimum: '1' }, 200, '1'],
    ['above the minimum', { minimum: '1' }, 201, '1.005'],
    ['below the maximum', { maximum: '2' }, 399, '1.995'],
    ['above the maximum', { maximum: '2' }, 401, '2'],
    ['between equal bounds', { minimum: '3', maximum: '3' }, 7, '3'],
    ['with a maximum of nothing', { maximum: '0' }, 500, '0'],
    ['of 1 % of 20', { maximumBps: '100' }, 100, '0.2'],
  ])('hold %s', (...given) => {
    const [, bounds, quantity, fee] = given;
    expect(feesOf(perShare(bounds), [{ quantity, price: 20 }])).toEqual([fee]);
  });

  it('let the share of value beat the minimum, and the lower maximum hold', () => {
    // Ten shares at 0.20 are worth 2.00.
    const cheap = [{ quantity: 10, price: 20 }];
    expect(feesOf(perShare({ minimum: '1', maximumBps: '100' }), cheap)).toEqual(['0.02']);
    const both = perShare({ minimum: '1', maximum: '1.5', maximumBps: '100' });
    expect(feesOf(both, cheap)).toEqual(['0.02']);
    expect(feesOf(both, [{ quantity: 1000, price: 5000 }])).toEqual(['1.5']);
  });

  it('are those of the order, not of each fill', () => {
    const fills = [100, 50, 50, 1].map((quantity) => ({ quantity, price: 2000 }));
    expect(feesOf(perShare({ minimum: '1' }), fills)).toEqual(['1', '0', '0', '0.005']);
    const many = [300, 300, 300].map((quantity) => ({ quantity, price: 2000 }));
    expect(feesOf(perShare({ maximum: '2' }), many)).toEqual(['1.5', '0.5', '0']);
  });

  it('rise with the value while the share of value holds', () => {
    const fills = [10, 90].map((quantity) => ({ quantity, price: 20 }));
    expect(feesOf(perShare({ minimum: '1', maximumBps: '100' }), fills)).toEqual(['0.02', '0.18']);
  });

  it('hold for basis points as well', () => {
    const settings: CommissionSettings = { kind: 'bps', bps: '10', minimum: '5', maximum: '29' };
    // 0.1 % of 1 000, of 10 000 and of 50 000.
    expect(feesOf(settings, [{ quantity: 10, price: 10_000 }])).toEqual(['5']);
    expect(feesOf(settings, [{ quantity: 100, price: 10_000 }])).toEqual(['10']);
    expect(feesOf(settings, [{ quantity: 500, price: 10_000 }])).toEqual(['29']);
  });

  it('make one amount an order, due with its first fill', () => {
    const settings: CommissionSettings = { kind: 'perOrder', perOrder: '9.95' };
    const fill = { quantity: 1, price: 1 };
    expect(feesOf(settings, [fill, fill])).toEqual(['9.95', '0']);
    const tested = commissionUnderTest(settings);
    expect(tested.fee(tested.order(), fill).toFixed()).toBe('9.95');
    expect(tested.fee(tested.order(-1), fill).toFixed()).toBe('9.95');
  });
});

describe('a sum of commissions', () => {
  it('keeps the bounds of each', () => {
    const settings: CommissionSettings = {
      kind: 'sum',
      parts: [
        perShare({ minimum: '1' }),
        { kind: 'sum', parts: [{ kind: 'none' }, { kind: 'bps', bps: '1', maximum: '0.3' }] },
      ],
    };
    const fills = [
      { quantity: 100, price: 1000 },
      { quantity: 300, price: 1000 },
    ];
    // 100: 1 and 0.1; 400: 2 and 0.3 instead of 0.4.
    expect(feesOf(settings, fills)).toEqual(['1.1', '1.2']);
  });

  it('is rounded once', () => {
    const tiny: CommissionSettings = { kind: 'bps', bps: '0.000000004' };
    const tested = commissionUnderTest(
      { kind: 'sum', parts: [tiny, tiny] },
      { quantity: 6, price: 0 },
    );
    // 0.000001 × 1 × 4e-13 is 4e-19; two of them are nearer to 1e-18 than to nothing.
    const fee = tested.fee(tested.order(), { quantity: 1, price: 1 });
    expect(fee.toFixed()).toBe('0.000000000000000001');
  });
});

describe('the memory of an order', () => {
  it('is not made where a plain rate is whole', () => {
    for (const settings of [
      { kind: 'none' },
      { kind: 'bps', bps: '5' },
      { kind: 'perShare', perShare: '0.0035' },
      { kind: 'sum', parts: [{ kind: 'bps', bps: '5' }] },
    ] as const satisfies readonly CommissionSettings[]) {
      const tested = commissionUnderTest(settings);
      const order = tested.order();
      tested.fee(order, { quantity: 100, price: 1001 });
      expect(order.commissionSoFar).toBeUndefined();
      expect(tested.inTicks()).toBe(true);
    }
  });

  it('gives ticks where they are whole, and units of 1e-18 elsewhere', () => {
    const tested = commissionUnderTest(perShare({ minimum: '1' }));
    tested.fee(tested.order(), { quantity: 697, price: 14_337 });
    expect(tested.inTicks()).toBe(true);
    const fine = commissionUnderTest({ kind: 'bps', bps: '0.001', minimum: '0' });
    expect(fine.fee(fine.order(), { quantity: 1, price: 1 }).toFixed()).toBe('0.000000001');
    expect(fine.inTicks()).toBe(false);
  });

  it('forgets a fill that did not happen', () => {
    const tested = commissionUnderTest(perShare({ minimum: '1' }));
    const order = tested.order();
    const fill = { quantity: 100, price: 1000 };
    expect(tested.fee(order, fill).toFixed()).toBe('1');
    tested.revoke(order);
    expect(order.commissionSoFar).toBeUndefined();
    expect(tested.fee(order, fill).toFixed()).toBe('1');
    const charged = order.commissionSoFar;
    tested.fee(order, { quantity: 300, price: 1000 });
    tested.revoke(order);
    tested.revoke(order);
    expect(order.commissionSoFar).toBe(charged);
    expect(tested.fee(order, { quantity: 100, price: 1000 }).toFixed()).toBe('0');
  });
});
