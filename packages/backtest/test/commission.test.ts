import { Decimal } from '@tradewright/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CommissionSettings } from '@tradewright/backtest';
import { failure, minuteBars, run, scripted } from './scripted-run.js';

/** Buys and sells one quantity; the fees that were charged. */
async function fees(
  commission: CommissionSettings,
  trade: { quantity: string; price: number; quantityStep?: string; priceTick?: string },
): Promise<readonly string[]> {
  const { quantity, price, quantityStep = '1', priceTick = '0.01' } = trade;
  const report = await run({
    series: [minuteBars('A', [price, price, price])],
    instruments: [{ symbol: 'A', quantityStep, priceTick }],
    negativeCash: true,
    strategy: scripted({
      0: (context) => void context.submit({ symbol: 'A', side: 'buy', quantity }),
      1: (context) => void context.submit({ symbol: 'A', side: 'sell', quantity }),
    }),
    commission,
  });
  const charged = [...report.fills].map(({ fee }) => fee);
  const sum = charged.reduce((total, fee) => total.plus(fee), new Decimal(0));
  expect(report.summary.fees.toFixed()).toBe(sum.toFixed());
  expect(report.deposits.minus(report.cash).toFixed()).toBe(sum.toFixed());
  expect(report.ledger.fees).toBe(sum.toFixed());
  return charged.map((fee) => fee.toFixed());
}

describe('a commission', () => {
  it('is none unless it is set', async () => {
    expect(await fees({ kind: 'none' }, { quantity: '100', price: 10 })).toEqual(['0', '0']);
  });

  it.each([
    ['5', '100', 10.01, '0.5005'],
    ['0', '100', 10.01, '0'],
    ['0.1', '1', 0.01, '0.0000001'],
    ['2.5', '3', 33.33, '0.0249975'],
    ['10000', '7', 12.34, '86.38'],
  ])('of %s basis points on %s at %d is %s', async (...given) => {
    const [bps, quantity, price, fee] = given;
    expect(await fees({ kind: 'bps', bps }, { quantity, price })).toEqual([fee, fee]);
  });

  it.each([
    ['0.005', '100', '0.5'],
    ['0.0035', '333', '1.1655'],
    ['0.000000001', '1', '0.000000001'],
    ['1.5', '10', '15'],
  ])('of %s a share on %s is %s', async (perShare, quantity, fee) => {
    expect(await fees({ kind: 'perShare', perShare }, { quantity, price: 10 })).toEqual([fee, fee]);
  });

  it('finer than a tick of the ledger is charged exactly', async () => {
    const trade = { quantity: '0.000000001', price: 0.123456789 };
    const steps = { quantityStep: '0.000000001', priceTick: '0.000000001' };
    // 1e-9 × 0.123456789 × 1e-9 is 1.23456789e-19: a tenth of the finest unit, so nothing.
    expect(await fees({ kind: 'bps', bps: '0.00001' }, { ...trade, ...steps })).toEqual(['0', '0']);
    // A hundred times the rate is 12.3456789 units of 1e-18.
    expect(await fees({ kind: 'bps', bps: '0.001' }, { ...trade, ...steps })).toEqual([
      '0.000000000000000012',
      '0.000000000000000012',
    ]);
    // A hundred and fifty times the rate is 18.51851835 units, which is nearer to 19.
    expect(await fees({ kind: 'bps', bps: '0.0015' }, { ...trade, ...steps })).toEqual([
      '0.000000000000000019',
      '0.000000000000000019',
    ]);
  });

  it('charges a sale what a buy is not charged', async () => {
    const rates = [{ from: '1969-12-31', bps: '1', perShare: '0.001', maximum: '50' }];
    const settings = { kind: 'regulatory', sides: 'sells', rates, roundUpTo: '0.01' } as const;
    // 123 × 10.01 is 1231.23: 0.123123 and 0.123 make 0.246123.
    expect(await fees(settings, { quantity: '123', price: 10.01 })).toEqual(['0', '0.25']);
  });

  it('with a minimum is charged to each order', async () => {
    const settings = { kind: 'perShare', perShare: '0.005', minimum: '1' } as const;
    expect(await fees(settings, { quantity: '10', price: 10 })).toEqual(['1', '1']);
  });

  it('of any rate on any fill is the product, half-even at 1e-18', async () => {
    const digits = fc.constantFrom(0, 2, 6, 9);
    const rate = fc
      .tuple(fc.nat(10_000), fc.nat(999_999_999))
      .map(([whole, part]) =>
        whole === 10_000 ? '10000' : `${whole}.${String(part).padStart(9, '0')}`,
      );
    const step = (places: number): string => (places === 0 ? '1' : `0.${'0'.repeat(places - 1)}1`);
    const kinds = fc.constantFrom('bps' as const, 'perShare' as const);
    const units = fc.tuple(
      fc.integer({ min: 1, max: 2 ** 20 }),
      fc.integer({ min: 1, max: 30_000 }),
    );
    const places = fc.tuple(digits, digits);
    await fc.assert(
      fc.asyncProperty(fc.tuple(kinds, rate), places, units, async (...given) => {
        const [[kind, text], [quantityPlaces, pricePlaces], [quantityUnits, priceUnits]] = given;
        const quantity = new Decimal(quantityUnits).div(new Decimal(10).pow(quantityPlaces));
        const price = new Decimal(priceUnits).div(new Decimal(10).pow(pricePlaces));
        const base = kind === 'bps' ? quantity.times(price).div(10_000) : quantity;
        const expected = base.times(text).toDecimalPlaces(18, Decimal.ROUND_HALF_EVEN);
        const charged = await fees(
          kind === 'bps' ? { kind, bps: text } : { kind, perShare: text },
          {
            quantity: quantity.toFixed(),
            price: price.toNumber(),
            quantityStep: step(quantityPlaces),
            priceTick: step(pricePlaces),
          },
        );
        expect(charged).toEqual([expected.toFixed(), expected.toFixed()]);
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    [{ kind: 'bps', bps: 5 }, 'commission.bps'],
    [{ kind: 'bps', bps: '-1' }, 'commission.bps'],
    [{ kind: 'bps', bps: '1e2' }, 'commission.bps'],
    [{ kind: 'bps', bps: 'NaN' }, 'commission.bps'],
    [{ kind: 'bps', bps: '0x5' }, 'commission.bps'],
    [{ kind: 'bps', bps: '10001' }, 'commission.bps'],
    [{ kind: 'bps', bps: '0.0000000001' }, 'commission.bps'],
    [{ kind: 'bps' }, 'commission.bps'],
    [{ kind: 'perShare', perShare: '1_0' }, 'commission.perShare'],
    [{ kind: 'perShare', perShare: '' }, 'commission.perShare'],
    [{ kind: 'flat', flat: '1' }, 'commission.kind'],
    [{}, 'commission.kind'],
    ['bps', 'commission.kind'],
    [5, 'commission.kind'],
  ])('%j is refused', async (commission, field) => {
    const { code, message } = await failure(() =>
      run({
        series: [minuteBars('A', [10])],
        strategy: scripted({}),
        commission: commission as CommissionSettings,
      }),
    );
    expect(code).toBe('SETTINGS_INVALID');
    expect(message).toContain(`${field} must be`);
  });
});
